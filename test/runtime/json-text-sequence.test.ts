import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { jsonTextSequence } from "../../templates/runtime/json-text-sequence.js";
import { cutAt, readItems } from "./conformance-cases.js";

const encoder = new TextEncoder();
const RS = "\x1e";

function dataOf(chunks: readonly Uint8Array[]): string[] {
  return readItems(jsonTextSequence, chunks).map(([data]) => data);
}

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function withoutSpace(text: string): string {
  return [...text].filter((character) => !`${RS} \n\r`.includes(character)).join("");
}

describe("JSON text sequences", () => {
  test.each([
    ["one record", `${RS}{"a":1}\n`, ['{"a":1}']],
    ["two records", `${RS}{"a":1}\n${RS}{"b":2}\n`, ['{"a":1}', '{"b":2}']],
    ["records over several lines", `${RS}{\n  "a": [\n    1\n  ]\n}\n${RS}2\n`, ['{\n  "a": [\n    1\n  ]\n}', "2"]],
    ["line feeds before a record's text", `${RS}\n\n1\n`, ["1"]],
    ["CRLF", `${RS}1\r\n${RS}2\r\n`, ["1\r", "2\r"]],
    ["braces in strings", `${RS}"{["\n${RS}{"a":"}\\"]"}\n`, ['"{["', '{"a":"}\\"]"}']],
    ["a backslash before the closing quote", `${RS}"\\\\"\n${RS}1\n`, ['"\\\\"', "1"]],
    ["RS repeated", `${RS}${RS}1\n${RS}${RS}${RS}2\n`, ["1", "2"]],
    ["records of white space", `${RS}\n${RS} \t\r\n${RS}1\n${RS}`, ["1"]],
    ["top-level values", `${RS}1\n${RS}true\n${RS}null\n${RS}"a"\n`, ["1", "true", "null", '"a"']],
    ["numbers that white space ends", `${RS}1 ${RS}2\t${RS}3\r`, ["1 ", "2\t", "3\r"]],
    ["no LF after an object, an array, a string", `${RS}{}${RS}[1]${RS}"a"`, ["{}", "[1]", '"a"']],
    ["a BOM is dropped", `\uFEFF${RS}1\n`, ["1"]],
    ["what is no JSON stays", `${RS}oops\n${RS}1\n`, ["oops", "1"]],
    ["text without RS that is JSON is read", '{"a":1}\n{"b":2}\n', ['{"a":1}', '{"b":2}']],
    ["nothing", "", []],
  ])("%s", (_, text, expected) => {
    const bytes = encoder.encode(text);
    expect(dataOf([bytes])).toEqual(expected);
    expect(dataOf(cutAt(bytes, [...bytes.keys()]))).toEqual(expected);
    for (const place of bytes.keys()) expect(dataOf(cutAt(bytes, [place]))).toEqual(expected);
  });

  test.each([
    ["a number cut by RS", `${RS}12${RS}{}\n`, ["{}"]],
    ["a number cut by the end", `${RS}{}\n${RS}12`, ["{}"]],
    ["a literal cut by RS", `${RS}true${RS}{}\n`, ["{}"]],
    ["a literal cut by the end", `${RS}{}\n${RS}null`, ["{}"]],
    ["a number with space before it only", `${RS} 12${RS}{}\n`, ["{}"]],
    ["an object cut by RS", `${RS}{"a":1${RS}{}\n`, ["{}"]],
    ["an object cut by LF and RS", `${RS}{"a":1\n${RS}{}\n`, ["{}"]],
    ["a string cut by RS", `${RS}"a${RS}{}\n`, ["{}"]],
    ["a string cut after a backslash", `${RS}"a\\${RS}"b"\n`, ['"b"']],
    ["an object cut by the end", `${RS}{}\n${RS}{"a":`, ["{}"]],
    ["more closed than opened", `${RS}}}\n{}\n`, ["{}"]],
    ["a line feed in a string", `${RS}"a\nb"\n${RS}{}\n`, ["{}"]],
    ["text before the first RS", `oops${RS}{}\n`, ["{}"]],
    ["a number before the first RS", `12${RS}{}\n`, ["{}"]],
    ["an HTML page", "<!doctype html><p>no</p>", []],
  ])("%s is handed over, does not parse, and spoils nothing else", (_, text, good) => {
    const items = dataOf([encoder.encode(text)]);
    expect(items).toHaveLength(good.length + 1);
    expect(items.filter(parses)).toEqual(good);
  });

  test("gives back every value that was written, however it is printed and cut", () => {
    const cuts = fc.array(fc.nat({ max: 200 }), { maxLength: 10 });
    const values = fc.array(fc.jsonValue(), { maxLength: 5 });
    const property = fc.property(values, fc.constantFrom(0, 2, "\t"), cuts, (written, indent, places) => {
      const texts = written.map((value) => JSON.stringify(value, null, indent));
      const bytes = encoder.encode(texts.map((text) => `${RS}${text}\n`).join(""));
      return JSON.stringify(dataOf(cutAt(bytes, places))) === JSON.stringify(texts);
    });
    fc.assert(property, { numRuns: 5_000 });
  });

  test("gives the same items wherever the body is cut", () => {
    const parts = [RS, RS, "\n", "\n", '{"a":', "}", "[", "]", '"', "\\", "1", "true", " ", "\r", "x", "é", "😀"];
    const body = fc.array(fc.constantFrom(...parts), { maxLength: 30 }).map((chosen) => chosen.join(""));
    const cuts = fc.array(fc.nat({ max: 80 }), { maxLength: 10 });
    const property = fc.property(body, cuts, (text, places) => {
      const bytes = encoder.encode(text);
      const whole = dataOf([bytes]);
      expect(withoutSpace(whole.join(""))).toBe(withoutSpace(text));
      return JSON.stringify(dataOf(cutAt(bytes, places))) === JSON.stringify(whole);
    });
    fc.assert(property, { numRuns: 12_000 });
  });

  test("hands a record over at its LF, without waiting for the next RS, and holds the rest", () => {
    const decoder = jsonTextSequence.createDecoder();
    const dataOfPiece = (text: string): string[] => decoder.decode(text, false).map(({ data }) => data);
    expect(dataOfPiece(`${RS}{"a":1}\n${RS}{"b"`)).toEqual(['{"a":1}']);
    expect(decoder.size).toBe(4);
    expect(dataOfPiece(":2\n")).toEqual([]);
    expect(decoder.size).toBe(7);
    expect(dataOfPiece("}\n")).toEqual(['{"b":2\n}']);
    expect(decoder.size).toBe(0);
  });

  test("has neither event names nor IDs", () => {
    expect(readItems(jsonTextSequence, [encoder.encode(`${RS}{"event":"x"}\n`)])).toEqual([['{"event":"x"}', "", ""]]);
  });
});
