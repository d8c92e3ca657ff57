import { describe, expect, it } from "vitest";
import { formatMarkdown } from "../../../generator/review/format-markdown.js";
import { aChange, aReview } from "./reviews.js";

const rows = (lines: readonly string[]): readonly string[] => lines.filter((line) => /^\| (?!verdict|---)/.test(line));

it("a client that is as it was says so, under a mark by which the comment is found again", () => {
  expect(formatMarkdown(aReview([]))).toEqual([
    "<!-- openapi-stream review of pets -->",
    "",
    "## pets: no change",
    "",
    "Nothing changed for its users. Compared with main.",
  ]);
});

it("a change is a row: who it breaks, what it is, why, and where", () => {
  const minor = aChange({ verdict: "minor", breaks: undefined, subject: "Pet.age", what: "is new", why: "safe" });
  expect(rows(formatMarkdown(aReview([aChange({}), minor])))).toEqual([
    "| **major**, readers | `Pet.name` is gone | code that reads it no longer compiles | `main:openapi.yaml:7` |",
    "| minor | `Pet.age` is new | safe | `main:openapi.yaml:7` |",
  ]);
});

it("a change of several operations names them beside the reason", () => {
  const operations = ["GET /pets", "PUT /pets"].map((route) => ({ route, operationId: undefined }));
  const lines = formatMarkdown(aReview([aChange({ operations })]));
  expect(lines).toContain("### Several operations");
  expect(rows(lines)[0]).toContain("no longer compiles; in `GET /pets`, `PUT /pets` |");
});

it("changes that are alike are one row", () => {
  const alike = ["a", "b", "c", "d"].map((subject) => aChange({ subject }));
  expect(rows(formatMarkdown(aReview(alike)))[0]).toContain("| `a`, `b`, `c`, `d`, each: is gone |");
});

it("what users must change, and what is not judged, come last", () => {
  const review = { ...aReview([aChange({})]), others: [{ keyword: "tags", count: 2 }] };
  expect(formatMarkdown(review).slice(-5)).toEqual([
    "### What your users must change",
    "",
    "- `Pet.name`: stop reading it",
    "",
    "Not judged, because no type or method comes of it: other values of tags (2).",
  ]);
});

describe("what is Markdown in a name", () => {
  it("is text in headings and sentences", () => {
    const operations = [{ route: "GET /pets", operationId: "list_*pets*" }];
    const lines = formatMarkdown({ ...aReview([aChange({ operations })]), name: "@a/<b>", base: "v1_*x*" });
    expect(lines).toContain("### list\\_\\*pets\\*: `GET /pets`");
    expect(lines[2]).not.toContain("<b>");
    expect(lines[4]).toMatch(/^Compared with v1\\_\\\*x\\\*: /);
  });

  it("does not end the cell that it stands in", () => {
    const [row = ""] = rows(formatMarkdown(aReview([aChange({ subject: "a|b", what: "is `c|d` now" })])));
    expect(row).toContain("`a\\|b` is `c\\|d` now");
  });
});

describe("a review that is too long for a comment", () => {
  const many = (count: number, verdict: "major" | "minor") =>
    Array.from({ length: count }, (_, index) =>
      aChange({ verdict, subject: `a${index}`, what: `is ${"x".repeat(80)}${index}` }),
    );

  it("leaves out what breaks nobody", () => {
    const lines = formatMarkdown(aReview([...many(3, "major"), ...many(400, "minor")]));
    expect(rows(lines)).toHaveLength(3);
    expect(lines.at(-1)).toBe("What breaks nobody is left out.");
  });

  it("is cut at a line where that is too long as well", () => {
    const lines = formatMarkdown(aReview(many(600, "major")));
    expect(lines.join("\n").length).toBeLessThan(65_536);
    expect(lines.at(-3)).toMatch(/^\| .* \|$/);
    expect(lines.at(-1)).toMatch(/^The rest is too long for a comment\./);
  });
});
