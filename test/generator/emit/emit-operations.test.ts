import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { generate } from "../../../generator/generate.js";
import { problemsOfClaims, type Claimed } from "../claims.js";
import { chatYaml } from "../streams.js";

const SCHEMAS = `Event: {oneOf: [{$ref: '#/components/schemas/Token'}, {$ref: '#/components/schemas/Done'}, {$ref: '#/components/schemas/Error'}]}
Token: {type: object, required: [type, text], properties: {type: {const: token}, text: {type: string}}}
Done: {type: object, required: [type], properties: {type: {const: done}, total: {type: integer}}}
Error: {type: object, required: [type], properties: {type: {const: error}, why: {type: string}}}`;
const PAYLOAD =
  "schema: {$ref: '#/components/schemas/Event'}\nx-event-stream: {end: done, error: error, text: {token: /text}}";
const ENVELOPE = `itemSchema:
  properties: {data: {type: string}}
  oneOf:
    - properties: {event: {const: a.b}, data: {contentMediaType: application/json, contentSchema: {$ref: '#/components/schemas/Token'}}}
    - properties: {event: {const: text}}
    - properties: {event: {const: inline}, data: {type: object, required: [n], properties: {n: {type: integer}}}}`;
const INHERITED = `Event: {oneOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/B'}]}
Base: {type: object, required: [kind], properties: {kind: {type: string}, id: {type: integer}}, discriminator: {propertyName: kind}}
A: {allOf: [{$ref: '#/components/schemas/Base'}, {properties: {kind: {const: a}}}]}
B: {allOf: [{$ref: '#/components/schemas/Base'}, {properties: {kind: {const: b}, b: {type: string}}}]}`;
const INLINE = `Event: {oneOf: [{type: object, required: [type], properties: {type: {const: token}, n: {type: integer}}}, {type: object, required: [type], properties: {type: {const: x.y}}}]}`;
const TAGGED = `Event: {oneOf: [{$ref: '#/components/schemas/Optional'}, {$ref: '#/components/schemas/Mapped'}, {$ref: '#/components/schemas/Open'}, {$ref: '#/components/schemas/Several'}, {$ref: '#/components/schemas/X'}, {$ref: '#/components/schemas/Y'}], discriminator: {propertyName: kind, mapping: {mapped: Mapped, open: '#/components/schemas/Open'}}}
Optional: {type: object, properties: {kind: {const: optional}, a: {type: string}}}
Mapped: {type: object, required: [kind], properties: {kind: {type: string}, b: {type: string}}}
Open: {type: object, properties: {c: {type: string}}, additionalProperties: true}
Several: {type: object, required: [kind], properties: {kind: {enum: [first, second]}, m: {type: integer}}}
X: {type: object, required: [kind], properties: {kind: {const: twice}, x: {type: string}}}
Y: {type: object, required: [kind], properties: {kind: {const: twice}, y: {type: string}}}`;
const NULLABLE = "Token: {type: [object, 'null'], properties: {a: {type: string}}}";

/** Documents with one stream, and what holds of its types. */
const CASES: Readonly<Record<string, Claimed>> = {
  payload: {
    yaml: chatYaml(PAYLOAD, SCHEMAS),
    claims: `
      same<keyof StreamEvents["chat"], "token" | "done">(true);
      same<keyof StreamErrorEvents["chat"], "error">(true);
      same<StreamEvents["chat"]["token"]["text"], string>(true);
      same<StreamEvents["chat"]["token"]["type"], "token">(true);
      same<StreamErrorEvents["chat"]["error"]["why"], string | undefined>(true);`,
  },
  envelope: {
    yaml: chatYaml(ENVELOPE, SCHEMAS),
    claims: `
      same<keyof StreamEvents["chat"], "a.b" | "text" | "inline">(true);
      same<StreamEvents["chat"]["a.b"]["event"], "a.b">(true);
      same<StreamEvents["chat"]["a.b"]["data"]["text"], string>(true);
      same<StreamEvents["chat"]["text"]["data"], string>(true);
      same<StreamEvents["chat"]["inline"]["data"]["n"], number>(true);`,
  },
  inherited: {
    yaml: chatYaml("itemSchema: {$ref: '#/components/schemas/Event'}", INHERITED),
    claims: `
      same<StreamEvents["chat"]["a"]["kind"], "a">(true);
      same<StreamEvents["chat"]["a"]["id"], number | undefined>(true);
      same<StreamEvents["chat"]["b"]["b"], string | undefined>(true);`,
  },
  inline: {
    yaml: chatYaml("itemSchema: {$ref: '#/components/schemas/Event'}", INLINE),
    claims: `
      same<StreamEvents["chat"]["token"]["n"], number | undefined>(true);
      same<StreamEvents["chat"]["x.y"]["type"], "x.y">(true);`,
  },
  lines: {
    yaml: chatYaml("itemSchema: {$ref: '#/components/schemas/Token'}", NULLABLE, "application/jsonl"),
    claims: `same<StreamEvents["chat"]["message"], { a?: string } | null>(true);`,
  },
  sequence: {
    yaml: chatYaml(
      "schema: {type: array, items: {$ref: '#/components/schemas/Event'}}",
      SCHEMAS,
      "application/json-seq",
    ),
    claims: `same<keyof StreamEvents["chat"], "token" | "done" | "error">(true);`,
  },
  orNull: {
    yaml: chatYaml(
      `itemSchema: {required: [event, data], oneOf: [{properties: {event: {const: a}, data: {anyOf: [{$ref: '#/components/schemas/A'}, {type: 'null'}]}}}, {properties: {event: {const: b}, data: {type: [integer, 'null']}}}]}`,
      "A: {type: object, properties: {n: {type: integer}}}",
    ),
    claims: `
      same<StreamEvents["chat"]["a"]["data"], { n?: number } | null>(true);
      same<StreamEvents["chat"]["b"]["data"], number | null>(true);`,
  },
  text: {
    yaml: chatYaml("itemSchema: {type: object, properties: {data: {type: string}}}"),
    claims: `same<StreamEvents["chat"]["message"]["data"], string>(true);`,
  },
  reserved: {
    yaml: chatYaml(
      PAYLOAD,
      SCHEMAS.replaceAll("Token:", "200:")
        .replaceAll("/Token'", "/200'")
        .replaceAll("Done:", "keyof:")
        .replaceAll("/Done'", "/keyof'"),
    ),
    claims: `same<StreamEvents["chat"]["token"]["text"], string>(true);`,
  },
  values: {
    yaml: chatYaml(
      "schema: {$ref: '#/components/schemas/Item'}\nx-event-stream: {end: [{where: /done, is: true}], error: {where: /error}}",
      "Item: {type: object, properties: {done: {type: boolean}, error: {type: string}}}",
      "application/jsonl",
    ),
    claims: `same<StreamEvents["chat"]["message"]["done"], boolean | undefined>(true);`,
  },
  tagged: {
    yaml: chatYaml("itemSchema: {$ref: '#/components/schemas/Event'}", TAGGED),
    claims: `
      same<StreamEvents["chat"]["optional"]["kind"], "optional">(true);
      same<StreamEvents["chat"]["mapped"]["kind"], "mapped">(true);
      same<StreamEvents["chat"]["open"]["kind"], "open">(true);
      same<StreamEvents["chat"]["first"]["kind"], "first" | "second">(true);
      same<StreamEvents["chat"]["first"], StreamEvents["chat"]["second"]>(true);
      same<StreamEvents["chat"]["twice"]["kind"], "twice">(true);
      const event = null as unknown as StreamEvents["chat"][keyof StreamEvents["chat"]];
      if (event.kind === "optional") same<typeof event.a, string | undefined>(true);
      if (event.kind === "open") same<typeof event.any, unknown>(true);
      if (event.kind === "second") same<typeof event.m, number | undefined>(true);
      if (event.kind === "twice" && "x" in event) same<typeof event.x, string | undefined>(true);`,
  },
  none: {
    yaml: "openapi: 3.1.0\ninfo: {title: T, version: 1.0.0}\npaths: {}\n",
    claims: `same<keyof StreamEvents, never>(true);`,
  },
};

it("what is generated compiles, and its types are those of the document", async () => {
  expect(await problemsOfClaims(CASES)).toEqual([]);
});

async function operationsOf(yaml: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "openapi-stream-"));
  const spec = join(folder, "openapi.yaml");
  writeFileSync(spec, yaml);
  const { files } = await generate({ spec });
  rmSync(folder, { recursive: true });
  return files.find(({ path }) => path === "operations.ts")!.text;
}

it("the table has what the runtime looks for where no name tells", async () => {
  const text = await operationsOf(CASES["values"]!.yaml);
  expect(text).toContain('import { objectItem } from "./runtime/items.js";');
  expect(text).toContain('import { where } from "./runtime/where.js";');
  expect(text).toContain("    item: objectItem,");
  expect(text).toContain('    end: where([["done"], true]),');
  expect(text).toContain('    error: where([["error"]]),');
});

it("nothing is imported that no stream needs", async () => {
  expect((await operationsOf(CASES["none"]!.yaml)).match(/from "\.\/.*"/g)).toEqual([
    'from "./runtime/stream-operation.js"',
  ]);
});

it("nothing is declared that no event type needs, and a blank line stands after the imports", async () => {
  const text = await operationsOf(CASES["text"]!.yaml);
  expect(text).not.toContain("type Is<");
  expect(text).toMatch(/stream-operation\.js";\n\nexport interface ChatEvent extends TextItem \{\}/);
});
