import { describe, expect, it } from "vitest";
import { RULES, type RuleId } from "../../../generator/review/rules.js";
import { changesBetween, petchat, textOf } from "./petchat.js";
import { RULE_EXAMPLES } from "./rule-examples.js";

/** Rules about `client.yaml`, and about a client that was not there before: tested where they are found. */
const ELSEWHERE: readonly RuleId[] = ["package-added", "package-renamed", "package-described"];

describe("the table of rules", () => {
  it("has an example for each rule", () => {
    const shown = new Set<string>([...RULE_EXAMPLES.map(({ rule }) => rule), ...ELSEWHERE]);
    expect(Object.keys(RULES).filter((rule) => !shown.has(rule))).toEqual([]);
  });

  it("says of each rule that breaks someone whom, and what to change", () => {
    const halves = Object.values(RULES).filter(
      ({ verdict, breaks, mend }) => (verdict === "major") !== (breaks !== undefined && mend !== undefined),
    );
    expect(halves).toEqual([]);
  });

  it.each(RULE_EXAMPLES.map((example) => ({ ...example, name: example.found.join("; ") })))(
    "$rule: $name",
    ({ rule, edit, both, reversed, found }) => {
      const [base, head] = [petchat(), petchat()];
      both?.(base);
      both?.(head);
      edit(reversed ? base : head);
      expect(changesBetween(base, head).map(textOf)).toEqual(found);
      expect(found.some((text) => text.startsWith(`${rule}:`))).toBe(true);
    },
  );

  it("finds nothing where nothing changed", () => {
    expect(changesBetween(petchat(), petchat())).toEqual([]);
  });
});
