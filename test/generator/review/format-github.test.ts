import { describe, expect, it } from "vitest";
import type { Review } from "../../../generator/review/judgement.js";
import { formatGitHub } from "../../../generator/review/format-github.js";
import { formatPretty } from "../../../generator/review/format-pretty.js";
import { aChange, aReview } from "./reviews.js";

const safe = { breaks: undefined, mend: undefined };

function commands(review: Review, passed = true): readonly string[] {
  return formatGitHub(review, passed, process.cwd()).filter((line) => line.startsWith("::"));
}

it("the log has the review as a terminal has it, before its annotations", () => {
  const review = aReview([aChange({})]);
  expect(formatGitHub(review, true, "").slice(0, -1)).toEqual(formatPretty(review));
});

describe("an annotation", () => {
  it("is of the line that is there now, and says what breaks whom", () => {
    expect(commands(aReview([aChange({})]))).toEqual([
      "::warning file=openapi.yaml,line=6,col=5::major: Pet.name is gone. " +
        "Breaks readers: code that reads it no longer compiles.",
    ]);
  });

  it("is an error where what breaks fails the run", () => {
    expect(commands(aReview([aChange({})]), false)[0]).toMatch(/^::error /);
  });

  it("is a notice of what is safe, whether or not the run fails", () => {
    const review = aReview([aChange({ ...safe, verdict: "minor" })]);
    expect(commands(review, false)[0]).toMatch(/^::notice .*::minor: Pet\.name is gone\. Safe: /);
  });

  it("is not made of other words", () => {
    expect(commands(aReview([aChange({ ...safe, verdict: "patch" })]))).toEqual([]);
  });

  it("is one line of what shows, whatever a document is called", () => {
    const [command, ...others] = commands(aReview([aChange({ subject: "a\n::error::b\u001b" })]));
    expect(["\n", "\u001b"].filter((sign) => command?.includes(sign))).toEqual([]);
    expect(others).toEqual([]);
  });
});

describe("the version", () => {
  const location = { file: "client.yaml", line: 2, column: 10, text: "" };
  const version = (isMissing: boolean) => ({ base: "1.0.0", head: "1.0.0", needed: "1.0.1", isMissing, location });
  const review = (isMissing: boolean): Review => ({
    ...aReview([aChange({ ...safe, verdict: "patch" })]),
    version: version(isMissing),
  });

  it("is annotated where it does not say what changed", () => {
    const text = "file=client.yaml,line=2,col=10::The version is 1.0.0 at both ends: this change needs 1.0.1.";
    expect(commands(review(true))).toEqual([`::warning ${text}`]);
    expect(commands(review(true), false)).toEqual([`::error ${text}`]);
    expect(commands(review(false))).toEqual([]);
  });
});
