import type { Diagnostic, Location } from "../diagnostics/diagnostics.js";
import { toSegments } from "../document/json-path.js";
import { isObject, kindOf, type JsonValue, type Path } from "../document/source.js";

/** Two values that cannot be merged, at `path` below both. */
export interface Conflict {
  readonly path: Path;
  readonly target: JsonValue;
  readonly patch: JsonValue;
}

/** What a conflict is told with. */
interface ConflictPlaces {
  readonly conflict: Conflict;
  /** The action's target, as a query. */
  readonly target: string;
  /** What would be merged. */
  readonly patch: Location;
  /** For a copy, the value that is copied. */
  readonly copied?: Location | undefined;
  /** What it would be merged into: one place for each node with the same conflict. */
  readonly into: readonly Location[];
}

const SHOWN = 3;

/**
 * What keeps `patch` from being merged into `target` (Overlay 1.1, section Action Object). An array that is itself the
 * target takes anything as a new entry; one in a property takes arrays only.
 *
 * `nullChangesNothing` is for Overlay 1.0, which does not say what an empty property (`components:`) does to an object
 * or array, but has one in its own example of a structured overlay.
 */
export function conflicts(
  target: JsonValue,
  patch: JsonValue,
  nullChangesNothing: boolean,
  path: Path = [],
): readonly Conflict[] {
  if (nullChangesNothing && patch === null && path.length > 0) return [];
  if (Array.isArray(target)) return path.length === 0 || Array.isArray(patch) ? [] : [{ path, target, patch }];
  if (!isObject(target)) return typeof patch === "object" && patch !== null ? [{ path, target, patch }] : [];
  if (!isObject(patch)) return [{ path, target, patch }];
  return Object.entries(patch).flatMap(([key, value]) =>
    Object.hasOwn(target, key) ? conflicts(target[key]!, value, nullChangesNothing, [...path, key]) : [],
  );
}

/** The error for a conflict that one or several nodes have with the same part of an action. */
export function conflictProblem({ conflict, target, patch, copied, into }: ConflictPlaces): Diagnostic {
  const nodes = into.length === 1 ? "" : `, in ${into.length} places`;
  const places = into.slice(0, SHOWN).map((location) => ({ message: `${kindOf(conflict.target)}, here`, location }));
  const source =
    copied === undefined ? [] : [{ message: `${kindOf(conflict.patch)}, copied from here`, location: copied }];
  return {
    severity: "error",
    message: `Incompatible: ${kindOf(conflict.patch)} cannot be merged into ${kindOf(conflict.target)}${nodes}`,
    hint: hint(conflict, target),
    location: patch,
    related: [...source, ...places],
  };
}

function hint({ path, target, patch }: Conflict, query: string): string {
  if (path.length === 0 && query.trim() === "$") return "Only an object can be merged into the root of the document.";
  if (path.length === 0)
    return "To replace it, remove it in an action before this one, and update the object that holds it.";
  const empty = Array.isArray(target) ? "[]" : "{}";
  const nothing = patch === null ? `To change nothing, write ${empty}. ` : "";
  const append = Array.isArray(target) && patch !== null ? "To append it, put it into a list. " : "";
  const selected = `${query.trim()}${toSegments(path)}`;
  // Written without quotes, YAML would take these signs for a key or a comment.
  const quoted = /: | #|[\p{Cc}]/u.test(selected) ? JSON.stringify(selected) : selected;
  return `${nothing}${append}To replace it, remove it in an action before this one:\n- target: ${quoted}\n  remove: true`;
}
