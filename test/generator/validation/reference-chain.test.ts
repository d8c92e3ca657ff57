import { describe, expect, it } from "vitest";

import { MAX_CHAIN } from "../../../generator/document/reference.js";
import { beginsLongChain } from "../../../generator/validation/reference-chain.js";
import { documentOf } from "../streams.js";

/** Whether the first of so many schemas, each a reference to the next, begins a long chain. */
function isLong(length: number, last: object): boolean {
  const chain = Array.from({ length }, (_, index) => [`R${index}`, { $ref: `#/R${index + 1}` }] as const);
  const document = documentOf(Object.fromEntries([...chain, [`R${length}`, last]]) as never);
  return beginsLongChain(document, { value: { $ref: "#/R0" }, path: [] });
}

describe("beginsLongChain", () => {
  it("is true from the length on that nobody follows", () => {
    expect(isLong(0, {})).toBe(false);
    expect(isLong(MAX_CHAIN - 1, {})).toBe(false);
    expect(isLong(MAX_CHAIN, {})).toBe(true);
    expect(isLong(MAX_CHAIN * 50, {})).toBe(true);
  });

  it("is false where references lead nowhere or round in a circle", () => {
    expect(isLong(3, { $ref: "#/nowhere" })).toBe(false);
    expect(isLong(3, { $ref: "#/R1" })).toBe(false);
    expect(beginsLongChain(documentOf({}), { value: { type: "string" }, path: [] })).toBe(false);
  });
});
