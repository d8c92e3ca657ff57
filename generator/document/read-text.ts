import { readFileSync } from "node:fs";
import { DiagnosticsError, failure, type Location } from "../diagnostics/diagnostics.js";
import { begin } from "../progress.js";
import { positionAt } from "./positions.js";

/**
 * The text of a file, which is called `name` where people read of it, without a byte order mark.
 * Throws a DiagnosticsError where it cannot be read, or is not UTF-8.
 */
export function readText(file: string, name: string): string {
  const bytes = readBytes(file, name);
  begin({ words: `Reading ${name}`, bytes: bytes.length });
  return decode(bytes, name);
}

function readBytes(file: string, name: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
    const reasons: { readonly [code: string]: string } = {
      ENOENT: `there is no file ${name}`,
      EISDIR: `${name} is a folder, where a file is wanted`,
      EACCES: `${name} cannot be read: permission denied`,
    };
    throw failure(reasons[code] ?? `${name} cannot be read: ${code}`);
  }
}

function decode(bytes: Uint8Array, name: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    const hint = "Save the file with the encoding UTF-8.";
    throw new DiagnosticsError([
      { severity: "error", message: `${name} is not UTF-8 text`, hint, location: firstWrongByte(bytes, name) },
    ]);
  }
}

/** Where the first byte is that belongs to no character: it and what follows it decode to something else. */
function firstWrongByte(bytes: Uint8Array, file: string): Location {
  const text = new TextDecoder().decode(bytes);
  const encoded = new TextEncoder().encode(text);
  // The decoder leaves a byte order mark out.
  const start = bytes.length >= 3 && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  const same = encoded.findIndex((byte, index) => byte !== bytes[start + index]);
  const before = new TextDecoder().decode(encoded.subarray(0, same));
  return { file, text, ...positionAt(text, before.length) };
}
