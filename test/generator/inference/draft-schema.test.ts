import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import type { JsonValue } from "../../../generator/document/source.js";
import { draftLines } from "../../../generator/inference/draft.js";
import { draftSchema, type Dialect } from "../../../generator/inference/draft-schema.js";
import { Evidence } from "../../../generator/inference/evidence.js";
import { createValidator } from "../../../generator/json-schema/validator.js";
import { DeclaredFields } from "../../../generator/verification/declared-fields.js";
import { json } from "../json.js";
import { at, documentOf } from "../streams.js";

/** What is inferred of values, as it is written. */
function inferred(values: readonly JsonValue[], dialect: Dialect = "3.1"): string {
  const evidence = new Evidence();
  for (const value of values) evidence.add(value);
  return draftLines(draftSchema(evidence, `${values.length} values`, dialect)).join("\n");
}

function repeat<T>(times: number, ...values: readonly T[]): readonly T[] {
  return Array.from({ length: times }, () => values).flat();
}

describe("draftSchema", () => {
  it("requires what was never missing, and counts all it says", () => {
    const events = [
      { id: 1, text: "a", usage: { tokens: 1 } },
      { id: 2, text: "b", usage: { tokens: 1.5, cached: true }, title: null },
      { id: 3, text: "c", usage: null, title: "T", tags: [] },
      { id: 4, text: "d", usage: { tokens: 2 }, tags: ["x", 1], extra: null },
    ];
    expect(inferred(events)).toMatchInlineSnapshot(`
      "type: object # 4 values
      required: [id, text, usage]
      properties:
        id:
          type: integer # 4 of 4 objects
        text:
          type: string # 4 of 4 objects
        usage:
          type: [object, 'null'] # 4 of 4 objects: 3 object, 1 null
          required: [tokens]
          properties:
            tokens:
              type: number # 3 of 3 objects
            cached:
              type: boolean # 1 of 3 objects
        title:
          type: [string, 'null'] # 2 of 4 objects: 1 string, 1 null
        tags:
          type: array # 2 of 4 objects
          items:
            type: [integer, string] # 2 items: 1 integer, 1 string
        extra: {} # nothing but null in 1 of 4 objects"
    `);
  });

  it("requires nothing of what was seen once", () => {
    expect(inferred([{ a: 1 }])).toMatchInlineSnapshot(`
      "type: object # 1 values
      properties:
        a:
          type: integer # 1 of 1 objects"
    `);
  });

  it("says so in the words of OpenAPI 3.0 where the document has those", () => {
    const values = [
      { a: null, b: 1, c: "x" },
      { a: "x", b: "y", c: { d: 1 } },
      { a: "z", b: null, c: null },
    ];
    expect(inferred(values, "3.0")).toMatchInlineSnapshot(`
      "type: object # 3 values
      required: [a, b, c]
      properties:
        a:
          type: string # 3 of 3 objects: 2 string, 1 null
          nullable: true
        b:
          anyOf:
            - type: integer # 1 integer
              nullable: true
            - type: string # 1 string
              nullable: true
        c:
          anyOf:
            - type: string # 1 string
              nullable: true
            - type: object # 1 object
              nullable: true
              properties:
                d:
                  type: integer # 1 of 1 objects"
    `);
    expect(inferred(values)).toMatchInlineSnapshot(`
      "type: object # 3 values
      required: [a, b, c]
      properties:
        a:
          type: [string, 'null'] # 3 of 3 objects: 2 string, 1 null
        b:
          type: [integer, string, 'null'] # 3 of 3 objects: 1 integer, 1 string, 1 null
        c:
          anyOf:
            - type: string # 1 string
            - type: object # 1 object
              properties:
                d:
                  type: integer # 1 of 1 objects
            - type: 'null' # 1"
    `);
  });

  it("lists values only on strong evidence", () => {
    expect(inferred(repeat(15, "user", "model"))).toContain(
      "enum: [model, user] # nothing else in 30, each at least 15 times",
    );
    expect(inferred(repeat(15, "user", "model", null))).toContain("enum: [model, user, null]");
    expect(inferred(repeat(14, "user", "model"))).not.toContain("enum");
    expect(inferred([...repeat(30, "user", "model"), "tool", "tool"])).not.toContain("enum");
    expect(inferred(repeat(40, "gpt-4o"))).not.toContain("enum");
    expect(inferred(repeat(20, "Hello there", "world"))).not.toContain("enum");
    expect(inferred(repeat(20, ..."abcdefghi"))).not.toContain("enum");
  });

  it("lists no values of an answer that was recorded over and over", () => {
    const drafted = (...answers: readonly (readonly string[])[]): string => {
      const evidence = new Evidence();
      for (const texts of answers) {
        const one = new Evidence();
        for (const text of texts) one.add(text);
        evidence.merge(one);
      }
      return draftLines(draftSchema(evidence, "all", "3.1")).join("\n");
    };
    expect(drafted(...repeat(15, ["Hello", "there"]))).not.toContain("enum");
    // Values that end an answer are said once in each.
    expect(drafted(...repeat(15, ["stop"], ["length"]))).toContain("enum: [length, stop]");
    expect(drafted(...repeat(2, repeat(15, "user", "model")))).toContain("enum: [model, user]");
  });

  it("knows formats that are not met by chance, where all texts have them", () => {
    expect(inferred(["2026-11-24T08:00:00Z", "2026-11-24T08:00:01.5+01:00"])).toContain("format: date-time # all 2");
    expect(inferred(["2026-11-24", "2026-02-28"])).toContain("format: date #");
    expect(inferred(repeat(2, "123e4567-e89b-12d3-a456-426614174000"))).toContain("format: uuid");
    expect(inferred(["https://a.example/x", "http://b.example"])).toContain("format: uri");
    expect(inferred(["a@b.example", "c@d.example"])).toContain("format: email");
    for (const texts of [
      ["2026-11-24T08:00:00Z"],
      ["2026-11-24", "soon"],
      ["2026-02-30", "2026-02-31"],
      ["note: a", "urn:b"],
    ]) {
      expect(inferred(texts)).not.toContain("format");
    }
  });

  it("takes an object with many keys, none of which comes back, for a map", () => {
    const maps = ["a", "b", "c"].map((letter) => Object.fromEntries([1, 2, 3, 4].map((n) => [`${letter}${n}`, { n }])));
    expect(inferred(maps)).toMatchInlineSnapshot(`
      "type: object # 3 values
      additionalProperties:
        type: object # 12 values, 12 keys
        required: [n]
        properties:
          n:
            type: integer # 12 of 12 objects"
    `);
  });

  it("accepts every value that was seen, declares every field, and does not depend on the order", () => {
    const values = fc.array(json, { minLength: 1, maxLength: 12 });
    fc.assert(
      // Several at a time: to make a validator takes longer than all else.
      fc.property(
        fc.array(values, { minLength: 8, maxLength: 8 }),
        fc.constantFrom<Dialect>("3.0", "3.1"),
        (all, dialect) => {
          const texts = all.map((one) => inferred(one, dialect));
          const schemas = texts.map((text) => parse(text) as JsonValue);
          const document = documentOf({ components: { schemas: Object.fromEntries(schemas.entries()) } });
          const validator = createValidator(document, "response");
          for (const [index, seen] of all.entries()) {
            const node = at(document, `#/components/schemas/${index}`);
            const check = validator.compile(node.path);
            const declared = new DeclaredFields(document, node);
            for (const value of seen) {
              expect(check(value), `${JSON.stringify(value)}\n${texts[index]}`).toEqual([]);
              expect(declared.undeclared(value)).toEqual([]);
            }
            expect(sorted(parse(inferred([...seen].reverse(), dialect)))).toEqual(sorted(schemas[index]));
          }
        },
      ),
      { numRuns: 25 },
    );
  });

  it("looks no deeper than anybody would type", () => {
    const deep = JSON.parse(`${"[".repeat(5000)}${"]".repeat(5000)}`) as JsonValue;
    expect(inferred([deep]).split("\n").length).toBeLessThan(100);
  });
});

/** The order of fields is that of their first sight. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, child]) => [key, sorted(child)]),
  );
}
