import { expect, it } from "vitest";

import { DiagnosticsError, type Location } from "../../../generator/diagnostics/diagnostics.js";
import { readText } from "../../../generator/document/read-text.js";
import { useFolder } from "../documents.js";

const { write } = useFolder();

/** Where it is said that the bytes are wrong. */
function placeOf(...bytes: readonly (string | number)[]): Pick<Location, "line" | "column"> | undefined {
  const parts = bytes.map((part) => (typeof part === "string" ? Buffer.from(part) : Buffer.of(part)));
  try {
    readText(write("a.txt", Buffer.concat(parts)), "a.txt");
  } catch (error) {
    const { line = 0, column = 0 } = (error as DiagnosticsError).diagnostics[0]?.location ?? {};
    return { line, column };
  }
  return undefined;
}

it("reads UTF-8, without a byte order mark", () => {
  expect(readText(write("a.txt", "\ufeffä😀\n"), "a.txt")).toBe("ä😀\n");
});

it.each([
  [[0xff], 1, 1],
  [["ab", 0xe9], 1, 3],
  [["\ufeffab\nc", 0xe9, "d"], 2, 2],
  [["ä😀", 0xc3, "x"], 1, 4],
  [["a\r\n\ufffd", 0x80], 2, 2],
  [["a", 0xf0, 0x9f, 0x98], 1, 2],
])("finds the first wrong byte of %j at %i:%i", (bytes, line, column) => {
  expect(placeOf(...bytes)).toEqual({ line, column });
});
