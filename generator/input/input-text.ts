import type { InputRequest } from "./inputs.js";

/** How a verb that takes a folder or a document names the same files, with a blank before; empty for the usual ones. */
export function inputText({ folder, spec, overlays }: InputRequest): string {
  const named = spec ?? folder;
  return (named === undefined ? "" : ` ${quoted(named)}`) + overlayText(overlays);
}

/**
 * The command of a verb that takes something else, such as a recording, of the same files. A recording in the folder of an
 * API needs no word of where that is.
 */
export function commandText(verb: string, argument: string, { spec, overlays }: InputRequest): string {
  const specText = spec === undefined ? "" : ` --spec ${quoted(spec)}`;
  return `npx openapi-stream ${verb} ${quoted(argument)}${specText}${overlayText(overlays)}`;
}

function overlayText(overlays: readonly string[] = []): string {
  return overlays.length > 0 ? ` --overlay ${overlays.map(quoted).join(" ")}` : "";
}

/** POSIX, Shell Command Language, section 2.2. */
function quoted(path: string): string {
  return /^[\w./@-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`;
}
