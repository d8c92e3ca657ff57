import { expect, it } from "vitest";
import { toRegExp } from "../../../generator/json-schema/reg-exp.js";

it("a pattern is read by code points where it can be", () => {
  expect([toRegExp("^.$")?.test("👋"), toRegExp("^\\p{L}+$")?.test("é")]).toEqual([true, true]);
});

it("one that only older engines take is read as those do", () => {
  expect([toRegExp("^[\\w\\-]+\\_$")?.test("a-_"), toRegExp("^\\-$")?.test("-")]).toEqual([true, true]);
});

it("one of another language is none", () => {
  expect(["(", "(?i)[", "(?P<a>b)"].map(toRegExp)).toEqual([undefined, undefined, undefined]);
});
