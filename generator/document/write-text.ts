import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { failure } from "../diagnostics/diagnostics.js";
import { displayName } from "./display-name.js";

/**
 * Writes a file, and the folders that it is in.
 *
 * @param flag `wx` where there must be no such file yet.
 * @throws {DiagnosticsError} where the file system refuses.
 */
export function writeText(file: string, text: string, flag: "w" | "wx" = "w"): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text, { flag });
  } catch (error) {
    throw failure(
      `${displayName(file)} cannot be written: ${(error as Error).message}`,
      "Name another place with --out.",
    );
  }
}
