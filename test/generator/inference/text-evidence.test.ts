import { expect, it } from "vitest";
import { TextEvidence } from "../../../generator/inference/text-evidence.js";

function evidenceOf(texts: readonly string[]): TextEvidence {
  const evidence = new TextEvidence();
  for (const text of texts) evidence.add(text);
  return evidence;
}

it("texts are counted, and those that grow", () => {
  const { count, length, grown } = evidenceOf(["a", "ab", "ab", "abc", "b"]);
  expect({ count, length, grown }).toEqual({ count: 5, length: 9, grown: 2 });
});

it("joints are counted by what meets there, of each answer by itself", () => {
  const said = ({ joints, spaced, unspaced, phrases }: TextEvidence) => ({ joints, spaced, unspaced, phrases });
  const evidence = evidenceOf(["So ", "it", "\ngoes on", "很", "x", "y"]);
  expect(said(evidence)).toEqual({ joints: 5, spaced: 2, unspaced: 2, phrases: 1 });
  evidence.merge(evidenceOf([" it goes "]));
  expect(said(evidence)).toEqual({ joints: 5, spaced: 2, unspaced: 2, phrases: 2 });
});

it("different texts are told apart until they are too many", () => {
  const letters = Array.from({ length: 25 }, (_, index) => String.fromCharCode(97 + index));
  expect([...evidenceOf(["a", "b", "a"]).distinct!]).toEqual([
    ["a", 2],
    ["b", 1],
  ]);
  expect(evidenceOf(letters.slice(1)).distinct?.size).toBe(24);
  expect(evidenceOf(letters).distinct).toBeUndefined();
});

it("a format is what all texts have", () => {
  expect(evidenceOf([]).format).toBeUndefined();
  expect(evidenceOf(["2026-11-24", "2026-11-25"]).format).toBe("date");
  expect(evidenceOf(["2026-11-24", "soon"]).format).toBeUndefined();
});

it("texts are pieces of one where most are new, however often they were all seen", () => {
  const said = (...answers: readonly (readonly string[])[]): boolean => {
    const evidence = new TextEvidence();
    for (const texts of answers) evidence.merge(evidenceOf(texts));
    return evidence.isPieces;
  };
  const answer = ["So ", "it ", "goes"];
  expect(said(answer, answer, answer, answer)).toBe(true);
  expect(said(["a", "a", "a"], ["a", "a", "a"])).toBe(false);
  // The pieces of one answer came after each other.
  expect(said(...answer.map((text) => [text]))).toBe(false);
  expect(said(...answer.map((text) => [text]), answer)).toBe(true);
});

it("what was seen in two places is what would have been seen in one, but for growth between them", () => {
  for (const [first, second] of [
    [["2026-11-24"], ["2026-11-25"]],
    [["2026-11-24"], ["soon"]],
    [["a", "ab"], []],
    [[], ["a", "ab"]],
  ]) {
    const merged = evidenceOf(first!);
    merged.merge(evidenceOf(second!));
    const whole = evidenceOf([...first!, ...second!]);
    const said = ({ count, length, grown, format, distinct }: TextEvidence) => ({
      count,
      length,
      grown,
      format,
      distinct,
    });
    expect(said(merged)).toEqual(said(whole));
  }
});
