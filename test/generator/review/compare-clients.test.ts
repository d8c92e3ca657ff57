import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { RULES } from "../../../generator/review/rules.js";
import { changesBetween, textOf, type Editable } from "./petchat.js";
import { randomDocument } from "./random-documents.js";
import { BREAKING_EDITS, FORMAL_EDITS, SAFE_EDITS, type RandomEdit } from "./random-edits.js";

/** Picks by numbers that fast-check makes, and shrinks. */
function pickFrom(numbers: readonly number[]): (count: number) => number {
  let index = 0;
  return (count) => (numbers[index++ % numbers.length] ?? 0) % count;
}

const picks = fc.array(fc.nat(1000), { minLength: 3, maxLength: 9 });

function edited(document: Editable, edits: readonly RandomEdit[], numbers: readonly number[]): Editable {
  const head = structuredClone(document);
  const pick = pickFrom(numbers);
  const isDone = edits.map((edit) => edit.apply(head, pick));
  fc.pre(isDone.every(Boolean));
  return head;
}

function breakingIn(base: Editable, head: Editable): readonly string[] {
  return changesBetween(base, head)
    .filter(({ rule }) => RULES[rule].verdict === "major")
    .map(textOf);
}

describe("random documents", () => {
  it.each(SAFE_EDITS)("are never broken by a safe edit: $name", (edit) => {
    fc.assert(
      fc.property(randomDocument, picks, (document, numbers) => {
        expect(breakingIn(document, edited(document, [edit], numbers))).toEqual([]);
      }),
      { numRuns: 20 },
    );
  });

  it.each(BREAKING_EDITS)("are always broken by a breaking edit: $name", (edit) => {
    fc.assert(
      fc.property(randomDocument, picks, (document, numbers) => {
        expect(breakingIn(document, edited(document, [edit], numbers))).not.toEqual([]);
      }),
      { numRuns: 20 },
    );
  });

  it("are never broken by many safe edits", () => {
    fc.assert(
      fc.property(randomDocument, fc.subarray([...SAFE_EDITS]), picks, (document, edits, numbers) => {
        expect(breakingIn(document, edited(document, edits, numbers))).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  it("are broken by a breaking edit among others that change the form", () => {
    const edits = fc.tuple(fc.subarray([...FORMAL_EDITS]), fc.constantFrom(...BREAKING_EDITS));
    fc.assert(
      fc.property(randomDocument, edits, picks, (document, [formal, breaking], numbers) => {
        expect(breakingIn(document, edited(document, [breaking, ...formal], numbers))).not.toEqual([]);
      }),
      { numRuns: 150 },
    );
  });
});
