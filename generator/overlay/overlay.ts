import { DiagnosticsError, type Diagnostic, type Location } from "../diagnostics/diagnostics.js";
import { bundle } from "../document/bundle.js";
import {
  finish,
  graftFrom,
  graftOf,
  locate,
  remove,
  startEditing,
  type EditedDocument,
  type Graft,
} from "../document/edited-document.js";
import { update } from "./merge.js";
import { conflictProblem, conflicts, type Conflict } from "./overlay-conflict.js";
import { readOverlay, type Action, type Overlay } from "./overlay-document.js";
import { select } from "./overlay-target.js";
import { excessOf, MAX_ADDED } from "./growth.js";
import {
  isObject,
  kindOf,
  locateInside,
  valueAt,
  type Document,
  type JsonValue,
  type Path,
} from "../document/source.js";

/**
 * Applies Overlays (1.0 and 1.1) in order, each action on the result of the last. The result knows of every value where
 * it was written, in the spec or in an Overlay. Neither is changed.
 *
 * A target that matches nothing is an error, though Overlay lets it pass: a spec that moved must not lose in silence
 * what was said of it. So is an action that cannot have been meant. Overlay 1.0 says that targets are objects or arrays,
 * "not primitive types"; Overlays that say `overlay: 1.0.0` and update or remove primitives are common, and what they
 * mean is what 1.1 made the rule, so the two versions differ in `copy` and in `info.description` only.
 *
 * Throws a DiagnosticsError with the problems of all Overlays.
 */
export function applyOverlays(spec: Document, overlays: readonly Document[]): Document {
  const edited = startEditing(spec);
  const problems: Diagnostic[] = [];
  const failed: JsonValue[] = [];
  for (const overlay of overlays.map(readOverlay)) {
    problems.push(...overlay.problems);
    failed.push(...overlay.rejected);
    for (const action of overlay.actions) {
      // What follows would be held against a document that is too large already.
      if (edited.added > MAX_ADDED) break;
      const failure = applyAction(edited, overlay, action);
      if (failure === undefined) continue;
      if (!isConsequence(failure, action, failed)) problems.push(...failure.problems);
      failed.push(valueAt(overlay.document.value, action.path));
    }
  }
  if (problems.length > 0) throw new DiagnosticsError(problems);
  // What an Overlay refers to, it refers to by a path from its own folder.
  return bundle(finish(edited));
}

interface Failure {
  readonly problems: readonly Diagnostic[];
  /** The name that a query looked for and did not find. */
  readonly missing?: string | undefined;
}

function applyAction(edited: EditedDocument, overlay: Overlay, action: Action): Failure | undefined {
  const targets = find(edited, overlay, action, "target");
  if ("problems" in targets) return targets;
  if (action.remove) return removeAll(edited, overlay, action, targets);
  if (action.update !== undefined) {
    const path = [...action.path, "update"];
    return updateAll(edited, overlay, action, targets, graftFrom(overlay.document, path));
  }
  if (action.copy === undefined) return undefined;
  const sources = find(edited, overlay, action, "copy");
  if ("problems" in sources) return sources;
  const [source, ...others] = sources;
  if (source === undefined || others.length > 0) {
    const related = sources.slice(0, 3).map((path) => ({ message: "One of them", location: locate(edited, path) }));
    const location = overlay.document.locate([...action.path, "copy"]);
    const message = `\`copy\` must select a single value, and this selects ${sources.length}`;
    return { problems: [{ severity: "error", message, location, related }] };
  }
  return updateAll(edited, overlay, action, targets, graftOf(edited, source), source);
}

function find(
  edited: EditedDocument,
  overlay: Overlay,
  action: Action,
  field: "target" | "copy",
): readonly Path[] | Failure {
  const query = action[field] ?? "";
  const found = select(query, edited.root.value);
  if (!("reason" in found)) return found;
  const { reason, hint, index, missing } = found;
  const location = locateInside(overlay.document.locate([...action.path, field]), index);
  return { problems: [{ severity: "error", message: `\`${field}\` ${reason}`, hint, location }], missing };
}

function removeAll(
  edited: EditedDocument,
  overlay: Overlay,
  action: Action,
  targets: readonly Path[],
): Failure | undefined {
  if (targets.some((path) => path.length === 0)) {
    const message = "The root of the document cannot be removed: nothing contains it";
    const location = overlay.document.locate([...action.path, "target"]);
    return { problems: [{ severity: "error", message, location }] };
  }
  // From the last to the first, so that no index moves before it is used, and what is inside before what is around it.
  for (const path of [...targets].sort(fromLast)) remove(edited, path);
  return undefined;
}

function fromLast(a: Path, b: Path): number {
  for (const [index, step] of a.entries()) {
    const other = b[index];
    if (other === undefined || step === other) continue;
    return typeof step === "number" && typeof other === "number" ? other - step : step < other ? 1 : -1;
  }
  return b.length - a.length;
}

function updateAll(
  edited: EditedDocument,
  overlay: Overlay,
  action: Action,
  targets: readonly Path[],
  patch: Graft,
  source?: Path,
): Failure | undefined {
  const mixed = overlay.version === "1.1" ? mixedKinds(edited, overlay, action, targets) : undefined;
  if (mixed !== undefined) return { problems: [mixed] };
  const places = new Map<string, { conflict: Conflict; into: Location[] }>();
  for (const target of targets) {
    for (const conflict of conflicts(valueAt(edited.root.value, target), patch.value, overlay.version === "1.0")) {
      const key = JSON.stringify([conflict.path, kindOf(conflict.target)]);
      const known = places.get(key) ?? { conflict, into: [] };
      known.into.push(locate(edited, [...target, ...conflict.path]));
      places.set(key, known);
    }
  }
  if (places.size === 0) {
    const excess = excessOf(edited, targets, patch);
    if (excess !== undefined) {
      const location = overlay.document.locate([...action.path, "target"]);
      return {
        problems: [{ severity: "error", message: excess, hint: "Narrow the target, or what it gets.", location }],
      };
    }
    for (const target of targets) update(edited, target, patch);
    return undefined;
  }
  const problems = [...places.values()].map(({ conflict, into }) => {
    const { path } = conflict;
    const written = source === undefined ? ["update", ...path] : ["copy"];
    return conflictProblem({
      conflict,
      target: action.target,
      patch: overlay.document.locate([...action.path, ...written]),
      copied: source && locate(edited, [...source, ...path]),
      into,
    });
  });
  return { problems };
}

/** Overlay 1.1: the nodes of an update or copy must be "either all objects or all arrays or all primitives". */
function mixedKinds(
  edited: EditedDocument,
  overlay: Overlay,
  action: Action,
  targets: readonly Path[],
): Diagnostic | undefined {
  const kinds = new Map<string, Path>();
  for (const target of targets) {
    const value = valueAt(edited.root.value, target);
    const kind = Array.isArray(value) ? "arrays" : isObject(value) ? "objects" : "primitives";
    if (!kinds.has(kind)) kinds.set(kind, target);
  }
  if (kinds.size === 1) return undefined;
  const list = new Intl.ListFormat("en").format(kinds.keys());
  return {
    severity: "error",
    message: `\`target\` matches ${list}, and one action can change only one of these kinds`,
    hint: "Narrow the target, or make an action for each kind.",
    location: overlay.document.locate([...action.path, "target"]),
    related: [...kinds].map(([kind, path]) => ({
      message: `The first of the ${kind}`,
      location: locate(edited, path),
    })),
  };
}

/** Whether an action finds nothing because an earlier one, which failed, would have written it. */
function isConsequence({ missing }: Failure, { target }: Action, failed: readonly JsonValue[]): boolean {
  if (missing === undefined) return false;
  return failed.filter(isObject).some(({ update: patch = null, copy, target: into }) => {
    if (typeof into !== "string" || !target.startsWith(into)) return false;
    return copy !== undefined || mentions(patch, missing);
  });
}

function mentions(value: JsonValue, name: string): boolean {
  if (Array.isArray(value)) return value.some((entry: JsonValue) => mentions(entry, name));
  return isObject(value) && (Object.hasOwn(value, name) || Object.values(value).some((child) => mentions(child, name)));
}
