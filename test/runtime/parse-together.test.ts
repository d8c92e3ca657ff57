import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseTogether } from "../../templates/runtime/parse-together.js";

function together(texts: readonly string[]): readonly unknown[] {
  return parseTogether(texts.map((data) => ({ data, event: "", id: "", size: data.length })));
}

function each(texts: readonly string[]): readonly unknown[] | undefined {
  try {
    return texts.map((text) => JSON.parse(text) as unknown);
  } catch {
    return undefined;
  }
}

const TOKENS = Array.from({ length: 20 }, (_, index) => `{"type":"token","content":"${index}"}`);

test("parses many objects at once", () => {
  expect(together(TOKENS)).toEqual(each(TOKENS));
});

describe("leaves alone what might come out as another thing", () => {
  test.each([
    ["few items", TOKENS.slice(0, 3)],
    ["no items", []],
    ["a sentinel at the end", [...TOKENS, "[DONE]"]],
    ["an array in an item", [...TOKENS, '{"a":[1]}']],
    ["a number", [...TOKENS, "1"]],
    ["nothing", ["", ...TOKENS]],
    ["two objects in one item", ["{},{}", ...TOKENS]],
    ["an object cut after a member", ['{"a":1', ...TOKENS]],
    ["an object cut in a string", ['{"a":"', ...TOKENS]],
    ["an object cut before a value", ['{"a":', ...TOKENS]],
    ["two cuts that make one object", ['{"a":{}', '"b":1}', ...TOKENS]],
    ["cuts and doubles that cancel out in an array", ['{"a":[{}', "{}]}", "{},{}", ...TOKENS]],
    ["cuts and doubles that cancel out in a string", ['{"a":"', '"}', "{},{}", ...TOKENS]],
    ["one brace too many", [...TOKENS, "{}}"]],
  ])("%s", (_name, texts) => {
    expect(together(texts)).toEqual([]);
  });
});

test("gives what each item gives, or nothing, whatever the items are", () => {
  const parts = ['{"a":1}', "{}", "{", "}", '"a":', '"', "[", "]", ",", "1", "\\", "\n", " ", '{"b":{"c":null}}', "é"];
  const cut = fc.array(fc.constantFrom(...parts), { minLength: 1, maxLength: 4 }).map((chosen) => chosen.join(""));
  const value = fc.dictionary(fc.string(), fc.jsonValue()).map((object) => JSON.stringify(object));
  const odd = fc.oneof(cut, cut, value);
  const texts = fc.tuple(fc.array(odd, { maxLength: 4 }), fc.nat({ max: TOKENS.length })).map(([items, place]) => {
    return TOKENS.toSpliced(place, 0, ...items);
  });
  let parsed = 0;
  const property = fc.property(texts, (items) => {
    const values = together(items);
    if (values.length === 0) return;
    parsed++;
    expect(values).toEqual(each(items));
  });
  fc.assert(property, { numRuns: 5000 });
  expect(parsed).toBeGreaterThan(100);
});
