import { describe, expect, it } from "vitest";

import { formatDiagnostic } from "../../../generator/diagnostics/diagnostics.js";
import { applyOverlays } from "../../../generator/overlay/overlay.js";
import { validate } from "../../../generator/validation/validate.js";
import { problemsOf, useFolder } from "../documents.js";

const { read } = useFolder();

const HEAD = "openapi: 3.1.0\ninfo: {title: T, version: 1.0.0}\npaths: {}\n";

/** What is said of a document with an Overlay over it, each with its frame. */
function toldOf(schemas: string, overlay?: string): string {
  const spec = read("openapi.yaml", `${HEAD}components:\n  schemas:\n${schemas.replace(/^(?=.)/gm, "    ")}`);
  const head =
    "overlay: 1.0.0\ninfo: {title: T, version: 1.0.0}\nactions:\n  - target: $.components.schemas\n    update:\n";
  const overlays = overlay === undefined ? [] : [read("a.overlay.yaml", head + overlay.replace(/^(?=.)/gm, "      "))];
  const warnings = validate(applyOverlays(spec, overlays), overlays);
  return warnings.map((warning) => formatDiagnostic(warning)).join("\n\n");
}

describe("a published document", () => {
  it("with an error: the Overlay action that mends it", () => {
    expect(`\n${problemsOf(() => toldOf("A: {title: 404}\nB: {allOf: {}}\nC: {propertes: {}}\n"))}\n`)
      .toMatchInlineSnapshot(`
      "
      openapi.yaml:6:16 - error: \`title\` must be a string, not a number.

        4 | components:
        5 |   schemas:
      > 6 |     A: {title: 404}
          |                ^
        7 |     B: {allOf: {}}
        8 |     C: {propertes: {}}

        Fix it in an Overlay:
        - target: $.components.schemas.A
          update:
            title: "404"

      openapi.yaml:7:16 - error: \`allOf\` must be an array, not an object.

        5 |   schemas:
        6 |     A: {title: 404}
      > 7 |     B: {allOf: {}}
          |                ^
        8 |     C: {propertes: {}}

        Fix it in an Overlay:
        - target: $.components.schemas.B.allOf
          remove: true
      "
    `);
  });

  it("with few faults: each is told", () => {
    expect(`\n${toldOf("A: {nullable: true}\nB: {propertes: {}}\n")}\n`).toMatchInlineSnapshot(`
      "
      openapi.yaml:6:9 - warning: A Schema Object has no \`nullable\` in OpenAPI 3.1, but in another version.

        4 | components:
        5 |   schemas:
      > 6 |     A: {nullable: true}
          |         ^
        7 |     B: {propertes: {}}

      openapi.yaml:7:9 - warning: A Schema Object has no \`propertes\`.

        5 |   schemas:
        6 |     A: {nullable: true}
      > 7 |     B: {propertes: {}}
          |         ^

        Did you mean "properties"?
      "
    `);
  });

  it("with many: one warning that sums them up", () => {
    const many = Array.from({ length: 100 }, (_, index) => `A${index}: {nullable: true}\n`).join("");
    const kinds = "abcdefgh"
      .split("")
      .map((name) => `${name}: {${name}: 1}\n`)
      .join("");
    expect(`\n${toldOf(many + kinds)}\n`).toMatchInlineSnapshot(`
      "
      openapi.yaml:6:10 - warning: The document breaks rules of OpenAPI in 108 places; the client is generated all the same.

        4 | components:
        5 |   schemas:
      > 6 |     A0: {nullable: true}
          |          ^
        7 |     A1: {nullable: true}
        8 |     A2: {nullable: true}

        A Schema Object has no \`nullable\` in OpenAPI 3.1, but in another version: 100 times, first at openapi.yaml:6:10
        A Schema Object has no \`a\`: at openapi.yaml:106:9
        A Schema Object has no \`b\`: at openapi.yaml:107:9
        A Schema Object has no \`c\`: at openapi.yaml:108:9
        A Schema Object has no \`d\`: at openapi.yaml:109:9
        A Schema Object has no \`e\`: at openapi.yaml:110:9
        and 3 other kinds
      "
    `);
  });
});

describe("a mapping from another value than its schema's", () => {
  const UNION = "Event: {discriminator: {propertyName: type, mapping: {tokn: '#/components/schemas/Token'}}}\n";
  const TOKEN = "Token: {properties: {type: {const: token}}}\n";

  it("is a warning in a published document", () => {
    expect(`\n${toldOf(UNION + TOKEN)}\n`).toMatchInlineSnapshot(`
      "
      openapi.yaml:6:59 - warning: The mapping is from another value than its schema allows: what the schema says counts.

        4 | components:
        5 |   schemas:
      > 6 |     Event: {discriminator: {propertyName: type, mapping: {tokn: '#/components/schemas/Token'}}}
          |                                                           ^
        7 |     Token: {properties: {type: {const: token}}}

        Did you mean "token"?
      "
    `);
  });

  it("is an error in an Overlay", () => {
    const told = problemsOf(() => toldOf(TOKEN, UNION));
    expect(told).toMatch(
      /^a\.overlay\.yaml:6:61 - error: The mapping is from another value[^]*Did you mean "token"\?$/,
    );
  });
});

describe("An Overlay", () => {
  it("with our own extension mistyped: an error, for a stream that was cut would pass for a whole one", () => {
    const told = problemsOf(() => toldOf("A: {type: object}\n", "A: {x-event-strem: false, x-event-schema: 1}\n"));
    expect(told).toMatch(/A Schema Object has no `x-event-strem`\.[^]*Did you mean "x-event-stream"\?/);
    expect(told).not.toContain("error: A Schema Object has no `x-event-schema`");
  });

  it("with our own extension where nothing reads it: an error, for the same reason", () => {
    const inSchema = problemsOf(() => toldOf("A: {type: object}\n", "A: {x-event-stream: {end: done}}\n"));
    expect(inSchema).toMatch(/a\.overlay\.yaml:\d+:\d+ - error: Nothing reads `x-event-stream` in a schema/);
  });

  it("with a required name that is nearly a property's: a warning, for another schema may say more", () => {
    const told = toldOf("{}\n", "A: {required: [txet], properties: {text: {type: string}}}\n");
    expect(told).toMatch(
      /warning: `required` names a property that the schema does not have\.[^]*Did you mean "text"\?/,
    );
  });

  it("with a slip of the pen: an error where it stands", () => {
    expect(`\n${problemsOf(() => toldOf("{}\n", "A: {propertes: {}}\nB: {type: object, requried: [a]}\n"))}\n`)
      .toMatchInlineSnapshot(`
      "
      a.overlay.yaml:6:11 - error: A Schema Object has no \`propertes\`.

        4 |   - target: $.components.schemas
        5 |     update:
      > 6 |       A: {propertes: {}}
          |           ^
        7 |       B: {type: object, requried: [a]}

        Did you mean "properties"?

      a.overlay.yaml:7:25 - error: A Schema Object has no \`requried\`.

        5 |     update:
        6 |       A: {propertes: {}}
      > 7 |       B: {type: object, requried: [a]}
          |                         ^

        Did you mean "required"?
      "
    `);
  });

  it("with faults: a warning each, however many the document has", () => {
    const many = "ABCDEFG"
      .split("")
      .map((name) => `${name}: {nullable: true}\n`)
      .join("");
    const told = toldOf(many, "H: {nullable: true}\nI: {type: model}\n");
    expect(told.split("\n").filter((line) => /^\S+ - /.test(line))).toMatchInlineSnapshot(`
      [
        "a.overlay.yaml:6:11 - warning: A Schema Object has no \`nullable\` in OpenAPI 3.1, but in another version.",
        "a.overlay.yaml:7:17 - warning: \`type\` must be one of object, array, string, number, integer, boolean, null, not "model".",
        "openapi.yaml:6:9 - warning: The document breaks rules of OpenAPI in 7 places; the client is generated all the same.",
      ]
    `);
  });
});

it("what OpenAPI 3.0 has no word for: what says it there", () => {
  const spec = read(
    "openapi.yaml",
    `${HEAD.replace("3.1.0", "3.0.3")}components: {schemas: {A: {const: a, contentSchema: {}}}}`,
  );
  expect(validate(spec, []).map(({ hint }) => hint)).toEqual([
    "It is read all the same. What tools for OpenAPI 3.0 let pass is `enum: [a]`.",
    "It is read all the same. What tools for OpenAPI 3.0 let pass is `x-jsonschema-contentSchema`.",
  ]);
});

it("all errors come at once, references too, but no thousands of them", () => {
  const lost = "Lost: {$ref: '#/components/schemas/Nowhere'}\n";
  const wrong = Array.from({ length: 100 }, (_, index) => `A${index}: {title: ${index}}\n`).join("");
  const lines = problemsOf(() => toldOf(lost + wrong))
    .split("\n")
    .filter((line) => /^\S+ - |^error/.test(line));
  expect(lines).toHaveLength(21);
  expect([lines[0], lines[1], lines.at(-1)]).toMatchInlineSnapshot(`
    [
      "openapi.yaml:6:18 - error: The reference leads nowhere: #/components/schemas/Nowhere.",
      "openapi.yaml:7:17 - error: \`title\` must be a string, not a number.",
      "openapi.yaml:26:18 - error: There are 81 more errors, of which this is the first.",
    ]
  `);
});

it("a document of another version has that one error", () => {
  expect(problemsOf(() => validate(read("old.yaml", "swagger: '2.0'\npaths: 7\n"), []))).toMatch(
    /^old.yaml:1:10 - error: This is a Swagger 2.0 document\./,
  );
});
