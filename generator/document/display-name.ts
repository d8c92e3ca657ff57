import path, { type PlatformPath } from "node:path";
import type { Location } from "../diagnostics/diagnostics.js";

/** A path with forward slashes, whatever the system has. */
export function toPosix(file: string): string {
  return file.split(path.sep).join("/");
}

/** A file as a whole, of which nothing is shown. */
export function locateFile(file: string): Location {
  return { file: displayName(file), line: 1, column: 1, text: "" };
}

/**
 * How a file is called where people read of it, the same on every system: relative to the working directory where it is
 * inside it, with forward slashes there, which every system also opens.
 */
export function displayName(
  file: string,
  folder = process.cwd(),
  { resolve, relative, isAbsolute, sep }: Pick<PlatformPath, "resolve" | "relative" | "isAbsolute" | "sep"> = path,
): string {
  const absolute = resolve(folder, file);
  const inside = relative(folder, absolute);
  // From one drive of Windows to another there is no relative way.
  if (inside === "" || isAbsolute(inside) || inside.split(sep)[0] === "..") {
    return absolute;
  }
  return inside.split(sep).join("/");
}
