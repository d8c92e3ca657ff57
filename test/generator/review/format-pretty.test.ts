import { expect, it } from "vitest";
import { formatPretty } from "../../../generator/review/format-pretty.js";
import { aChange, aReview } from "./reviews.js";

const version = {
  base: "1.0.0",
  head: "1.0.0",
  needed: "2.0.0",
  location: { file: "client.yaml", line: 2, column: 10, text: "" },
};

it("a client that is as it was takes one line", () => {
  expect(formatPretty(aReview([]))).toEqual(["pets: nothing changed for its users. Compared with main."]);
});

it("a change is its verdict, what it means, and its place", () => {
  expect(formatPretty(aReview([aChange({})]))).toEqual([
    "pets: major. Compared with main: 1 breaking change.",
    "",
    "listPets (GET /pets)",
    "  major  Pet.name is gone",
    "         breaks readers: code that reads it no longer compiles",
    "         main:openapi.yaml:7:3",
    "",
    "What users must change",
    "  Pet.name: stop reading it",
    "",
    "No change outside this list.",
  ]);
});

it("a change that breaks nobody is called safe, and asks for nothing", () => {
  const lines = formatPretty(aReview([aChange({ verdict: "minor", breaks: undefined, mend: undefined })]));
  expect(lines.slice(3, 5)).toEqual([
    "  minor  Pet.name is gone",
    "         safe: code that reads it no longer compiles",
  ]);
  expect(lines).not.toContain("What users must change");
});

it("a change of several operations names them, and one of an operation without an id its route", () => {
  const [one, other] = [
    { route: "GET /pets", operationId: undefined },
    { route: "PUT /pets", operationId: "put" },
  ];
  expect(formatPretty(aReview([aChange({ operations: [one] })]))[2]).toBe("GET /pets");
  const lines = formatPretty(aReview([aChange({ operations: [one, other] })]));
  expect([lines[2], lines[6]]).toEqual(["Several operations", "         in GET /pets, PUT /pets"]);
});

it("a version that does not say what changed has its place", () => {
  const lines = (isMissing: boolean) => formatPretty({ ...aReview([aChange({})]), version: { ...version, isMissing } });
  expect(lines(true)).toContain("The version is 1.0.0 at both ends: this change needs 2.0.0. (client.yaml:2:10)");
  expect(lines(false)).toContain("The version says it: 1.0.0 became 1.0.0.");
});

it("characters that a terminal would obey are shown and not sent", () => {
  expect(formatPretty(aReview([aChange({ subject: "a\u001b[31m" })])).join("")).not.toContain("\u001b");
});
