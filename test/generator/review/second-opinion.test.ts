import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { RULES } from "../../../generator/review/rules.js";
import { RULE_EXAMPLES } from "./rule-examples.js";
import { DIFFERENCES, keyOf } from "./second-opinion.js";

const OPINIONS = JSON.parse(readFileSync(new URL("second-opinion.json", import.meta.url), "utf8")) as Readonly<
  Record<string, string>
>;

describe("Redocly's diff, asked about the examples of the rules", () => {
  const judged = RULE_EXAMPLES.map((example) => {
    const ours = example.found.some((text) => RULES[text.split(":")[0] as keyof typeof RULES].verdict === "major");
    return { example, agrees: ours === (OPINIONS[keyOf(example)] === "major") };
  });

  it("was asked about each, as it is now (record-second-opinion.ts asks again)", () => {
    expect(RULE_EXAMPLES.map(keyOf).filter((key) => OPINIONS[key] === undefined)).toEqual([]);
  });

  it("finds the same ones breaking, or we say why not", () => {
    const unexplained = judged.filter(({ example, agrees }) => !agrees && DIFFERENCES[example.rule] === undefined);
    expect(unexplained.map(({ example }) => example.found)).toEqual([]);
  });

  it("differs wherever we say why", () => {
    const differing = new Set(judged.filter(({ agrees }) => !agrees).map(({ example }) => example.rule));
    expect(Object.keys(DIFFERENCES).filter((rule) => !differing.has(rule as keyof typeof RULES))).toEqual([]);
  });

  it("agrees as often as docs/review.md says", () => {
    const docs = readFileSync("docs/review.md", "utf8");
    const agreed = judged.filter(({ agrees }) => agrees).length;
    expect(docs).toContain(`${agreed} of the ${judged.length} examples`);
  });
});
