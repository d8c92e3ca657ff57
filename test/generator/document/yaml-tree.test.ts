import { describe, expect, it } from "vitest";
import { composeYaml } from "../../../generator/document/yaml-tree.js";

function found(text: string, path: readonly (string | number)[], part: "key" | "value" = "value"): string {
  const tree = composeYaml(text);
  return text.slice(tree.find(path, part)).split("\n", 1)[0] as string;
}

function problems(text: string): readonly string[] {
  const tree = composeYaml(text);
  return tree.problems.map(({ offset, message }) => {
    const { line, column } = tree.position(offset);
    return `${line}:${column} ${message}`;
  });
}

describe("where a value stands", () => {
  it("is the last of two that have one name", () => {
    expect(found("a: 1\nb: 2\na: 3", ["a"])).toBe("3");
    expect(found("200: x\n'200': y", ["200"], "key")).toBe("'200': y");
  });

  it("is what an alias stands for, also as the key of a mapping", () => {
    expect(found("a: &k b\nin: {*k : c}", ["in", "b"])).toBe("c}");
    expect(found("a: &one {b: 1}\nc: &one {b: 2}\nd: *one", ["d", "b"])).toBe("2}");
  });

  it("is in the first of the mappings that are merged, unless it is written beside them", () => {
    const text = "one: &one {a: 1, b: 1}\ntwo: &two {a: 2, b: 2, c: 2}\nboth: {<<: [*one, *two], b: 3}";
    expect(["a", "b", "c"].map((key) => found(text, ["both", key]))).toEqual(["1, b: 1}", "3}", "2}"]);
  });

  it("is in a mapping that is merged into one that is merged", () => {
    const text = "a: &a {x: 1}\nb: &b {<<: *a}\nc: {<<: *b}";
    expect(found(text, ["c", "x"], "key")).toBe("x: 1}");
  });

  it("is not found under `<<`, unless that is quoted and merges nothing", () => {
    expect(found("a: &a {b: 1}\nc: {d: 2, <<: *a}", ["c", "<<"])).toBe("{d: 2, <<: *a}");
    expect(found('"<<": {a: 1}', ["a"])).toBe('"<<": {a: 1}');
    expect(found('"<<": {a: 1}', ["<<", "a"])).toBe("1}");
  });

  it("has a line and a column, in an empty text too", () => {
    expect(composeYaml("").position(0)).toEqual({ line: 1, column: 1 });
    expect(composeYaml("a: 1\nb: 2").position(8)).toEqual({ line: 2, column: 4 });
  });
});

describe("what is wrong", () => {
  it("is told in the order of the text, whatever it is that is wrong", () => {
    expect(problems("a: !include x\nb: @c\nd: !other y")).toEqual([
      "1:4 This tag has no meaning in JSON",
      "2:4 Invalid YAML: plain value cannot start with reserved character @",
      "3:4 This tag has no meaning in JSON",
    ]);
  });

  it("with its values is told once the text itself is right", () => {
    expect(problems("a: .inf\nb: @c")).toEqual([
      "2:4 Invalid YAML: plain value cannot start with reserved character @",
    ]);
    expect(problems("a: .inf\nb: c")).toHaveLength(1);
  });

  it("is not that an empty text is empty, where it is more than that", () => {
    expect(problems("")).toEqual(["1:1 The file is empty"]);
    expect(problems("%YAML 1.2\n")).toEqual(["2:1 Invalid YAML: missing directives-end indicator line"]);
  });

  it("is a second document, though it be empty", () => {
    expect(problems("a: 1\n---\n")).toEqual(["2:4 A second YAML document begins here"]);
    expect(problems("a: 1\n...\n")).toEqual([]);
  });

  it("is counted from the twenty-first on", () => {
    const lines = (count: number): readonly string[] => problems("a: @b\n".repeat(count));
    expect(lines(20).at(-1)).toMatch(/^20:4 Invalid YAML/);
    expect(lines(21).at(-1)).toBe("21:4 1 more errors from here on");
  });
});

it("500 levels are read, and no more", () => {
  const nested = (depth: number): string => "[".repeat(depth) + "]".repeat(depth);
  expect(problems(nested(500))).toEqual([]);
  expect(problems(nested(501))).toEqual(["1:501 Nested deeper than 500 levels"]);
});
