import { describe, expect, it } from "vitest";
import { offsetAt, positionAt, positionsOf, type Place } from "../../../generator/document/positions.js";

const TEXT = `{"a": [1, 20],\n "b":\r\n {"c": true}}\n`;
const place = (sign: string, more: Omit<Place, "offset"> = {}): Place => ({ offset: TEXT.indexOf(sign), ...more });
const member = (key: string, value: Place) => [key, { key: TEXT.indexOf(`"${key}"`), value }] as const;
const root = place("{", {
  members: new Map([
    member("a", place("[", { items: [place("1"), place("20")] })),
    member("b", place('{"c"', { members: new Map([member("c", place("true"))]) })),
  ]),
});
const positions = positionsOf(TEXT, root);

describe("the place of a value", () => {
  it.each<[readonly (string | number)[], string]>([
    [[], '{"a"'],
    [["a", 1], "20"],
    [["b"], '{"c"'],
    [["b", "c"], "true"],
  ])("at %j is where it begins", (path, sign) => {
    expect(positions.find(path, "value")).toBe(TEXT.indexOf(sign));
  });

  it("that is not there is that of the nearest value around it", () => {
    expect(positions.find(["a", 2], "value")).toBe(TEXT.indexOf("["));
    expect(positions.find(["a", "1"], "value")).toBe(TEXT.indexOf("["));
    expect(positions.find(["b", "d", "c"], "value")).toBe(TEXT.indexOf('{"c"'));
    expect(positions.find(["b", "c", "deeper"], "key")).toBe(TEXT.indexOf("true"));
  });
});

describe("the place of a key", () => {
  it("is that of the last step, not of those on the way", () => {
    expect(positions.find(["b"], "key")).toBe(TEXT.indexOf('"b"'));
    expect(positions.find(["b", "c"], "key")).toBe(TEXT.indexOf('"c"'));
  });

  it("that is an index is that of the item", () => {
    expect(positions.find(["a", 1], "key")).toBe(TEXT.indexOf("20"));
  });

  it("that is a number is that of its digits", () => {
    const numbered = positionsOf(TEXT, { offset: 0, members: new Map([["200", { key: 7, value: { offset: 9 } }]]) });
    expect([numbered.find([200], "key"), numbered.find([200], "value")]).toEqual([7, 9]);
  });
});

describe("line and column", () => {
  it.each([
    ["{", 1, 1],
    ["20", 1, 11],
    ["\n ", 1, 15],
    [' "b"', 2, 1],
    ["\n {", 2, 7],
    ["true", 3, 8],
  ])("of %j are counted from 1", (sign, line, column) => {
    expect(positions.position(TEXT.indexOf(sign))).toEqual({ line, column });
    expect(positionAt(TEXT, TEXT.indexOf(sign))).toEqual({ line, column });
  });

  it("behind the last line end are on a line of their own", () => {
    expect(positionAt("a\n", 2)).toEqual({ line: 2, column: 1 });
    expect(positionAt("", 0)).toEqual({ line: 1, column: 1 });
  });

  it("of any offset are those that counting gives", () => {
    const text = "\n\na\nbb\n\nccc";
    const counted = [...text].map((_, offset) => {
      const before = text.slice(0, offset).split("\n");
      return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
    });
    expect([...text].map((_, offset) => positionAt(text, offset))).toEqual(counted);
    expect(counted.map((position) => offsetAt(text, position))).toEqual(counted.map((_, offset) => offset));
  });
});
