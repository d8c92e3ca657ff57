import { expect, it } from "vitest";
import type { JsonValue } from "../../../generator/document/source.js";
import { fieldLines, line, wordsOf } from "../../../generator/emit/api-lines.js";
import { at, documentOf } from "../streams.js";

it("a line has a name, a type, whether it is optional, and the first paragraph of a description", () => {
  expect(line("a.b", "string", true)).toBe("- `a.b`: `string`");
  expect(line("a", "A | B", false, " Some *words*.\n\nAn article.")).toBe(
    "- `a`: `A | B`, optional: Some \\*words\\*.",
  );
  expect([wordsOf(undefined), wordsOf("  "), wordsOf(1)]).toEqual(["", "", ""]);
});

it("fields of inline objects are listed as deep as a reader follows, and those of components are not", () => {
  const nested = (depth: number): JsonValue =>
    depth === 0 ? { type: "string" } : { type: "object", properties: { x: nested(depth - 1) } };
  const document = documentOf({
    components: {
      schemas: {
        A: { required: ["a"], properties: { a: { $ref: "#/components/schemas/B" }, hidden: {}, deep: nested(7) } },
        B: { properties: { b: {} } },
      },
    },
  });
  const lines = fieldLines(document, "A", at(document, "#/components/schemas/A"), new Set(["hidden"]));
  expect(lines).toEqual([
    "- `A.a`: `B`",
    "- `A.deep`: `object`, optional",
    "- `A.deep.x`: `object`, optional",
    "- `A.deep.x.x`: `object`, optional",
    "- `A.deep.x.x.x`: `object`, optional",
    "- `A.deep.x.x.x.x`: `object`, optional",
  ]);
});
