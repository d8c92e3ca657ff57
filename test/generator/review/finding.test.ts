import { expect, it } from "vitest";
import { bothOf } from "../../../generator/review/finding.js";

it("what both ends have, or one of them, comes once, what the base has first", () => {
  const mapOf = (members: Readonly<Record<string, number>>) => new Map(Object.entries(members));
  expect(bothOf(mapOf({ gone: 1, kept: 2 }), mapOf({ new: 3, kept: 4 }))).toEqual([
    ["gone", { base: 1, head: undefined }],
    ["kept", { base: 2, head: 4 }],
    ["new", { base: undefined, head: 3 }],
  ]);
});
