import { DiagnosticsError, errorOf, suggest } from "../diagnostics/diagnostics.js";
import type { PreparedCall } from "./call-init.js";
import { parseJson } from "./json.js";
import { namePartsOf } from "./secrets.js";

/** What a call that is ready to be made has names for: headers, parameters, and body fields at whatever depth. */
export function namesInCall({ params, headers = {}, body }: PreparedCall["init"]): readonly string[] {
  const { path = {}, query = {} } = (params ?? {}) as { readonly path?: object; readonly query?: object };
  // A body that is neither JSON nor a form has no names, and is kept as it is.
  const sent = typeof body === "string" ? (parseJson(body) ?? Object.fromEntries(new URLSearchParams(body))) : body;
  const cookies = (headers["cookie"] ?? "").split(/; */).map((pair) => pair.split("=", 1)[0]!);
  return [...Object.keys(path), ...keysIn(query), ...Object.keys(headers), ...cookies, ...keysIn(sent)];
}

const HIDDEN = {
  request: "Give the name of a header, a parameter or a body field of the request.",
  transcript: "With --from nothing of the request is kept, and of the answer only its headers are hidden.",
};

/**
 * A name of `--redact` that nothing has hides nothing: to take it in silence would put a secret into the file.
 *
 * @param names What there is to be hidden, and what has it.
 * @throws {DiagnosticsError} with all names that match nothing.
 */
export function checkRedact(redact: readonly string[], names: readonly string[], of: keyof typeof HIDDEN): void {
  const known = new Set(names.flatMap((name) => [name, ...namePartsOf(name)]).map((name) => name.toLowerCase()));
  const problems = redact
    .filter((name) => !known.has(name.toLowerCase()))
    .map((name) => {
      // What stands behind is a value, if one was given: it is the secret.
      const shown = name.replace(/[=:].*/s, "");
      const near = suggest(shown, names) ?? suggest(namePartsOf(shown).at(-1) ?? "", names);
      const remedy = near === undefined ? HIDDEN[of] : `Did you mean ${near}?`;
      const hint = `${remedy} A name is wanted, at whatever depth, not a path.`;
      return errorOf(`--redact ${shown} matches nothing in the ${of}`, hint);
    });
  if (problems.length > 0) throw new DiagnosticsError(problems);
}

function keysIn(value: unknown): readonly string[] {
  if (typeof value !== "object" || value === null) return [];
  const keys = Array.isArray(value) ? [] : Object.keys(value);
  return [...keys, ...Object.values(value).flatMap(keysIn)];
}
