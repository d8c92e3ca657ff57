import type { Request } from "./inputs.js";

/**
 * How a command of the same files names them, with a blank before; empty for the usual ones.
 *
 * @param takesFolders Whether the verb takes a folder or a document as its argument; else it takes `--spec`.
 */
export function inputText({ folder, spec, overlays = [] }: Request, takesFolders: boolean): string {
  const named = spec === undefined ? folder : spec;
  const flag = spec === undefined || takesFolders ? "" : "--spec ";
  const own = named === undefined || (folder !== undefined && !takesFolders) ? [] : [`${flag}${quoted(named)}`];
  return [...own, ...(overlays.length > 0 ? [`--overlay ${overlays.map(quoted).join(" ")}`] : [])]
    .map((text) => ` ${text}`)
    .join("");
}

/** POSIX, Shell Command Language, section 2.2. */
function quoted(path: string): string {
  return /^[\w./@-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`;
}
