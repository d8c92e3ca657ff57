import { parseDocument, type Node } from "yaml";
import { describe, expect, it } from "vitest";

import { convert, keyName, MAX_DEPTH, setOwn } from "../../../generator/document/yaml-value.js";

function converted(text: string) {
  return convert(parseDocument(text, { schema: "core", uniqueKeys: false }).contents as Node | null);
}

function problems(text: string): readonly string[] {
  return converted(text).problems.map(({ offset, message, hint, related }) =>
    [
      `${offset}: ${message}`,
      ...(related === undefined ? [] : [`${related.offset}: ${related.message}`]),
      ...(hint ? [hint] : []),
    ].join(" | "),
  );
}

describe("convert", () => {
  it.each([
    ["a: 1\nb: [x, 'y', \"z\", |-, ~, true]".replace("|-", "2"), { a: 1, b: ["x", "y", "z", 2, null, true] }],
    ["a:\nb: ''\nc: |\n  text\n", { a: null, b: "", c: "text\n" }],
    [
      "date: 2001-01-01\nyes: yes\nhex: 0x1f\nbig: 12345678901",
      { date: "2001-01-01", yes: "yes", hex: 31, big: 12345678901 },
    ],
    [
      "200: ok\n1.5: x\ntrue: y\nnull: z\n~: t\n? \n: empty",
      { "200": "ok", "1.5": "x", true: "y", null: "z", "~": "t", "": "empty" },
    ],
    ["a: &x 1\nb: *x\nc: &x 2\nd: *x", { a: 1, b: 1, c: 2, d: 2 }],
    ["&k key: 1\nb: *k\n*k : 2".replace("\n*k : 2", ""), { key: 1, b: "key" }],
    ["&k a: 1\nb: {*k : 2}", { a: 1, b: { a: 2 } }],
    ["inner: &i {v: &v 1}\nv2: &v 2\nagain: *i\nlast: *v", { inner: { v: 1 }, v2: 2, again: { v: 1 }, last: 2 }],
    ["x: &x [1]\nin: &y {z: *x}\nx2: &x [2]\ny: *y", { x: [1], in: { z: [1] }, x2: [2], y: { z: [1] } }],
  ])("%j", (text, expected) => {
    const { value, problems: found } = converted(text);
    expect(found).toEqual([]);
    expect(value).toEqual(expected);
  });

  it.each([
    ["<<: {a: 1, b: 2}\na: 3", { a: 3, b: 2 }],
    ["a: 3\n<<: {a: 1, b: 2}", { a: 3, b: 2 }],
    ["base: &b {a: 1}\nother:\n  <<: [*b, {a: 2, c: 3}]", { base: { a: 1 }, other: { a: 1, c: 3 } }],
    ["<<: {a: 1}\n<<: {b: 2}", { a: 1, b: 2 }],
    ["'<<': 1", { "<<": 1 }],
  ])("merges %j", (text, expected) => {
    expect(converted(text)).toMatchObject({ value: expected, problems: [] });
  });

  it("shares nothing between an alias and its anchor", () => {
    const value = converted("a: &x {list: [1]}\nb: *x\nc: {<<: *x}").value as { [key: string]: { list: number[] } };
    value["a"]!.list.push(2);
    expect(value).toEqual({ a: { list: [1, 2] }, b: { list: [1] }, c: { list: [1] } });
  });

  it("makes properties of names that objects have by nature", () => {
    const { value } = converted("__proto__: {polluted: 1}\nconstructor: 2\nx: {<<: {__proto__: 3}}");
    expect(JSON.stringify(value)).toBe('{"__proto__":{"polluted":1},"constructor":2,"x":{"__proto__":3}}');
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });

  it.each([
    [
      "a: 1\nb: 2\n'a': 3",
      ["10: The key a stands twice in this mapping | 0: The first one | Keep one, with what is under both."],
    ],
    [
      "200: x\n'200': y",
      ["7: The key 200 stands twice in this mapping | 0: The first one | Keep one, with what is under both."],
    ],
    [
      "a: .inf\nb: .nan",
      [
        "3: This number does not exist in JSON | Put it in quotes if it is meant to be text.",
        "11: This number does not exist in JSON | Put it in quotes if it is meant to be text.",
      ],
    ],
    ["a: *b\nb: &b 1", ["3: No anchor &b stands before this alias | Put it in quotes if it is meant to be text."]],
    ["a: &chat 1\nb: *chta", ["14: No anchor &chta stands before this alias | Did you mean *chat?"]],
    ["a: &a {b: [*a]}", ["11: *a stands inside of what it stands for, which never ends"]],
    [
      "a: &a {<<: *a}",
      ["11: *a stands inside of what it stands for, which never ends", "11: Only a mapping can be merged with <<"],
    ],
    ["<<: [1, {a: 2}]", ["5: Only a mapping can be merged with <<"]],
    [
      "? [a]\n: 1\n? {b: 1}\n: 2",
      ["2: A key must be a plain name or a string", "12: A key must be a plain name or a string"],
    ],
    [
      "a: &a {b: 1, b: 2}\nc: *a\nd: *a",
      ["13: The key b stands twice in this mapping | 7: The first one | Keep one, with what is under both."],
    ],
  ])("refuses %j", (text, expected) => {
    expect(problems(text)).toEqual(expected);
  });

  it("reads aliases of one value hundreds of times, and refuses them when they explode, saying so once", () => {
    expect(converted(`a: &a {b: [c]}\nd:\n${"  - *a\n".repeat(1000)}`)).toMatchObject({ problems: [] });
    const levels = ["a: &a0 [x,x,x,x,x,x,x,x,x,x]"];
    for (let level = 1; level <= 12; level += 1)
      levels.push(
        `b${level}: &a${level} [${Array(10)
          .fill(`*a${level - 1}`)
          .join()}]`,
      );
    expect(problems(levels.join("\n"))).toEqual([
      expect.stringMatching(
        /^\d+: The aliases of this file expand to too much data \| Write out what is needed, without aliases\.$/,
      ),
    ]);
    const long = `a: &a ${"x".repeat(100_000)}\nb:\n${"  - *a\n".repeat(1000)}`;
    expect(problems(long)).toHaveLength(1);
  });

  it("reads down to the limit, through aliases too, and no deeper", () => {
    const nested = (levels: number) => `${"[".repeat(levels)}1${"]".repeat(levels)}`;
    expect(problems(nested(MAX_DEPTH))).toEqual([]);
    expect(problems(nested(MAX_DEPTH + 1))).toEqual([`${MAX_DEPTH}: Nested deeper than 500 levels`]);
    expect(problems(`a: &a ${nested(300)}\nb: &b ${nested(150).replace("1", "*a")}`)).toEqual([]);
    expect(problems(`a: &a ${nested(300)}\nb: &b ${nested(200).replace("1", "*a")}`)).toHaveLength(1);
  });
});

describe("keyName", () => {
  it("is undefined for what is no scalar", () => {
    expect(keyName(undefined)).toBeUndefined();
    expect(keyName(parseDocument("[a]").contents)).toBeUndefined();
  });
});

describe("setOwn", () => {
  it("replaces a property called __proto__ as any other", () => {
    const object: { [key: string]: number } = {};
    setOwn(object, "__proto__", 1);
    setOwn(object, "__proto__", 2);
    setOwn(object, "a", 3);
    expect(Object.entries(object)).toEqual([
      ["__proto__", 2],
      ["a", 3],
    ]);
  });
});
