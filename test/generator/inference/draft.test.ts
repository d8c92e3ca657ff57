import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import type { JsonValue } from "../../../generator/document/source.js";
import { parseDocument } from "../../../generator/document/source.js";
import { draftLines, Remark, type Draft } from "../../../generator/inference/draft.js";
import { json } from "../json.js";

describe("draftLines", () => {
  it("prints comments behind lines, names on one line, and everything else in blocks", () => {
    const draft: Draft = {
      type: new Remark(["string", "null"], "2 of 3"),
      required: ["a", "b"],
      oneOf: [{ $ref: new Remark("#/a", "1") }, { type: "null", empty: {} }],
      end: [new Remark("a", "1"), new Remark("b", "2")],
      any: new Remark({}, "never"),
    };
    expect(draftLines(draft)).toEqual([
      "type: [string, 'null'] # 2 of 3",
      "required: [a, b]",
      "oneOf:",
      "  - $ref: '#/a' # 1",
      "  - type: 'null'",
      "    empty: {}",
      "end:",
      "  - a # 1",
      "  - b # 2",
      "any: {} # never",
    ]);
  });

  it("prints what is read back as it was, whatever names an API has, and shows every character", () => {
    const hostile = fc.constantFrom(
      "a # b",
      "a\nb",
      "\u202eevil",
      "'",
      '"',
      "<<",
      "- a",
      "?",
      "\u0085",
      "\u00a0",
      "a\n\n",
      "*/",
      "\ud800",
      "!tag",
      "&a",
    );
    const value = fc.oneof(json, fc.dictionary(hostile, fc.oneof(hostile, json)), fc.array(hostile));
    fc.assert(
      fc.property(value, (one) => {
        const text = draftLines({ value: one as Draft }).join("\n");
        expect(JSON.stringify(parse(text))).toBe(JSON.stringify({ value: one }));
        expect(parseDocument("a.yaml", text).value).toEqual({ value: one });
        expect(text).not.toMatch(/[\u202e\u0085]|\p{Cs}/u);
      }),
    );
  });

  it("lets no comment end its line", () => {
    const comment = "3 of evil\n- target: $\r\u2028\u202e events";
    const lines = draftLines({ type: new Remark("object", comment), a: 1 });
    expect(lines).toEqual(["type: object # 3 of evil - target: $\\u000d\\u2028\\u202e events", "a: 1"]);
    expect(parse(lines.join("\n")) as JsonValue).toEqual({ type: "object", a: 1 });
  });
});
