import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { jsonLines } from "../../templates/runtime/json-lines.js";
import { cutAt, readItems } from "./conformance-cases.js";

const encoder = new TextEncoder();

function dataOf(chunks: readonly Uint8Array[]): string[] {
  return readItems(jsonLines, chunks).map(([data]) => data);
}

describe("JSON Lines", () => {
  test.each([
    ["one line", '{"a":1}\n', ['{"a":1}']],
    ["two lines", '{"a":1}\n{"b":2}\n', ['{"a":1}', '{"b":2}']],
    ["the last line without LF", '{"a":1}\n{"b":2}', ['{"a":1}', '{"b":2}']],
    ["CRLF", '{"a":1}\r\n{"b":2}\r\n', ['{"a":1}', '{"b":2}']],
    ["the last line with CR alone", '{"a":1}\r', ['{"a":1}']],
    ["one CR is dropped, not two", "1\r\r\n", ["1\r"]],
    ["CR ends no line", "1\r2\n", ["1\r2"]],
    ["blank lines", "\n\n1\n\r\n2\n \t\n3\n\n", ["1", "2", "3"]],
    ["space around a value stays", " 1 \n", [" 1 "]],
    ["values that are no objects", '1\n"a"\nnull\ntrue\n[]\n', ["1", '"a"', "null", "true", "[]"]],
    ["line separators end no line", '"\u2028\u2029\u0085"\n', ['"\u2028\u2029\u0085"']],
    ["a BOM is dropped", "\uFEFF1\n", ["1"]],
    ["a BOM on a later line stays, for JSON.parse to refuse", "1\n\uFEFF\n", ["1", "\uFEFF"]],
    ["no-break space is not blank", "\u00A0\n", ["\u00A0"]],
    ["what is no JSON stays", "oops\n", ["oops"]],
    ["a line cut short", '{"a":1}\n{"b":', ['{"a":1}', '{"b":']],
    ["nothing", "", []],
    ["only blank lines", "\n\r\n  ", []],
  ])("%s", (_, text, expected) => {
    const bytes = encoder.encode(text);
    expect(dataOf([bytes])).toEqual(expected);
    expect(dataOf(cutAt(bytes, [...bytes.keys()]))).toEqual(expected);
    for (const place of bytes.keys()) expect(dataOf(cutAt(bytes, [place]))).toEqual(expected);
  });

  test("gives the same items wherever the body is cut", () => {
    const parts = ['{"a":1}', "1", '"é言😀"', " ", "\t", "\r", "\n", "\n", "\r\n", "\n\n", "x", "\uFEFF"];
    const body = fc.array(fc.constantFrom(...parts), { maxLength: 30 }).map((chosen) => chosen.join(""));
    const cuts = fc.array(fc.nat({ max: 120 }), { maxLength: 10 });
    const property = fc.property(body, cuts, (text, places) => {
      const lines = text.replace(/^\uFEFF/, "").split("\n");
      const expected = lines.map((line) => line.replace(/\r$/, "")).filter((line) => /[^ \t\r]/.test(line));
      return JSON.stringify(dataOf(cutAt(encoder.encode(text), places))) === JSON.stringify(expected);
    });
    fc.assert(property, { numRuns: 12_000 });
  });

  test("gives back every value that was written", () => {
    const property = fc.property(fc.array(fc.jsonValue(), { maxLength: 6 }), (values) => {
      const bytes = encoder.encode(values.map((value) => JSON.stringify(value)).join("\n"));
      const texts = values.map((value) => JSON.stringify(value));
      return JSON.stringify(dataOf(cutAt(bytes, [3, 5, 20]))) === JSON.stringify(texts);
    });
    fc.assert(property, { numRuns: 2_000 });
  });

  test("has neither event names nor IDs", () => {
    expect(readItems(jsonLines, [encoder.encode('{"event":"x","id":"1"}\n')])).toEqual([
      ['{"event":"x","id":"1"}', "", ""],
    ]);
  });

  test("hands a line over as soon as its LF is there, and holds the rest", () => {
    const decoder = jsonLines.createDecoder();
    const dataOfPiece = (text: string): string[] => decoder.decode(text, false).map(({ data }) => data);
    expect(dataOfPiece("123\n45")).toEqual(["123"]);
    expect(decoder.size).toBe(2);
    expect(dataOfPiece("6")).toEqual([]);
    expect(decoder.size).toBe(3);
    expect(dataOfPiece("\n")).toEqual(["456"]);
    expect(decoder.size).toBe(0);
  });
});
