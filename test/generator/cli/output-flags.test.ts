import { expect, it } from "vitest";
import { asksForJson } from "../../../generator/cli/output-flags.js";

it.each([
  [["check", "--format", "json", "--nope"], true],
  [["--format=json"], true],
  [["check", "--format", "pretty", "json"], false],
  [["check", "--format"], false],
  [["check", "json"], false],
])("%j asks for JSON: %s", (args, expected) => {
  expect(asksForJson(args)).toBe(expected);
});
