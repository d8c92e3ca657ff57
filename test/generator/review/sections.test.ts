import { describe, expect, it } from "vitest";
import { formatMarkdown } from "../../../generator/review/format-markdown.js";
import { formatPretty } from "../../../generator/review/format-pretty.js";
import { judgeClient, type Review } from "../../../generator/review/judgement.js";
import { petchat, revisionOf, type Editable } from "./petchat.js";

function reviewOf(edit: (document: Editable) => void, prepare: (document: Editable) => void = () => {}): Review {
  const [base, head] = [petchat(), petchat()];
  prepare(base);
  prepare(head);
  edit(head);
  return judgeClient(revisionOf(head), { name: "old", revision: revisionOf(base), fileName: (file) => file });
}

const fields = (count: number): Editable =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`field${index}`, { type: "string" }]));

describe("changes that are alike", () => {
  it("are told as one, a few by name", () => {
    const review = reviewOf((document) => Object.assign(document.components.schemas.ChatUsage.properties, fields(12)));
    expect(formatPretty(review).slice(2, 5)).toEqual([
      "chat (POST /chat)",
      "  minor  usage.field0, usage.field1, usage.field2, usage.field3, usage.field4, usage.field5, usage.field6, " +
        "usage.field7 and 4 more, each: is new",
      "         safe: code need not read it; a stub must have it where it is required",
    ]);
  });

  it("are told one by one where they are few", () => {
    const review = reviewOf((document) => Object.assign(document.components.schemas.ChatUsage.properties, fields(3)));
    expect(formatPretty(review).filter((line) => line.includes("is new"))).toHaveLength(3);
  });

  it("have one instruction", () => {
    const review = reviewOf(
      (document) => {
        document.components.schemas.ChatUsage.properties = { type: { const: "usage" } };
        document.components.schemas.ChatUsage.required = ["type"];
      },
      (document) => Object.assign(document.components.schemas.ChatUsage.properties, fields(2)),
    );
    expect(formatMarkdown(review)).toContain("- `usage.tokens`, `usage.field0`, `usage.field1`: stop reading it");
  });
});

describe("operations that came and went", () => {
  it("stand with the package", () => {
    const review = reviewOf((document) => {
      document.paths["/new"] = { get: { responses: { "204": { description: "Nothing." } } } };
      delete document.paths["/pets"].post;
    });
    expect(formatPretty(review).filter((line) => !line.startsWith("    "))).toEqual([
      "pet-chat: major. Compared with old: 1 breaking change, 1 other.",
      "",
      "The package",
      '  major  client.POST("/pets") is gone',
      '  minor  client.GET("/new") is new',
      "",
      "What users must change",
      '  client.POST("/pets"): stop calling it',
      "",
      "The version is 1.0.0 at both ends: this change needs 2.0.0. (openapi.yaml:1:1)",
      "No change outside this list.",
    ]);
  });
});

describe("what a document is called", () => {
  const name = "a`|\n\u202e<b>[x](http://evil)\u001b[31m";
  const review = reviewOf((document) => {
    document.components.schemas.ChatUsage.properties[name] = { enum: [name] };
    document.components.schemas.ChatEnd.properties.reason.enum.push(name);
  });

  it("does not get out of the code that it stands in", () => {
    const rows = formatMarkdown(review).filter((line) => line.startsWith("| "));
    expect(rows.map((row) => row.split(/(?<!\\)\|/).length)).toEqual(rows.map(() => 6));
    expect(rows.join("\n").replace(/``.*?``/g, "")).not.toContain("evil");
  });

  it("does not reach the terminal as it is", () => {
    const printed = formatPretty(review).join("");
    expect(["\u001b", "\u202e"].filter((character) => printed.includes(character))).toEqual([]);
  });
});
