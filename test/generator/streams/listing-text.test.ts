import { expect, it } from "vitest";
import type { TypedStream } from "../../../generator/streams/listing.js";
import { listingText } from "../../../generator/streams/listing-text.js";

function rowOf(typed: Partial<TypedStream>): string | undefined {
  const at = { file: "a.yaml", line: 1, column: 1, pointer: "#" };
  const stream = { operation: "chat", method: "get", path: "/chat", mediaType: "application/jsonl", at };
  const all: TypedStream = { name: "chat", item: "json", events: [], end: [], error: [], ...typed };
  const streams = [{ ...stream, format: "jsonLines", state: "typed", typed: all } as const];
  return listingText({ document: "a.yaml", streams, suspects: [], overlay: "" }).at(-1);
}

it("what ends a stream and what is thrown are JSON Pointers", () => {
  const row = rowOf({ end: [{ where: ["a/b", "~c"], is: true }], error: [{ where: ["~1"], is: undefined }] });
  expect(row).toContain("/a~1b/~0c is true");
  expect(row).toContain("/~01");
});
