import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { mkdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import ts from "typescript";
import { expect, it } from "vitest";
import { generate } from "../../../generator/generate.js";
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
const NULLABLE = "Token: {type: [object, 'null'], properties: {a: {type: string}}}";

/** A document, and what holds of the types of its one stream. */
const CASES: Readonly<Record<string, { readonly yaml: string; readonly claims: string }>> = {
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
  none: {
    yaml: "openapi: 3.1.0\ninfo: {title: T, version: 1.0.0}\npaths: {}\n",
    claims: `same<keyof StreamEvents, never>(true);`,
  },
};

it("what is generated compiles, and its types are those of the document", async () => {
  const folder = mkdtempSync(join(tmpdir(), "openapi-stream-"));
  symlinkSync(resolve("node_modules"), join(folder, "node_modules"));
  writeFileSync(join(folder, "package.json"), '{"type": "module"}');
  const claims = await Promise.all(
    Object.entries(CASES).map(async ([name, { yaml, claims: text }]) => {
      const spec = join(folder, `${name}.yaml`);
      writeFileSync(spec, yaml);
      const { files } = await generate({ spec });
      for (const file of files.filter(({ path }) => path.endsWith(".ts"))) {
        mkdirSync(dirname(join(folder, name, file.path)), { recursive: true });
        writeFileSync(join(folder, name, file.path), file.text);
      }
      const path = join(folder, `${name}.claims.ts`);
      writeFileSync(
        path,
        `import type { StreamEvents, StreamErrorEvents } from "./${name}/index.js";
declare function same<A, B>(isSame: (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false): void;
export type Keep = [StreamEvents, StreamErrorEvents];
${text}`,
      );
      return path;
    }),
  );
  const program = ts.createProgram(claims, {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    lib: [
      "lib.es2022.d.ts",
      "lib.dom.d.ts",
      "lib.dom.iterable.d.ts",
      "lib.dom.asynciterable.d.ts",
      "lib.esnext.disposable.d.ts",
    ],
    types: [],
  });
  const problems = ts.getPreEmitDiagnostics(program).map(({ file, start, messageText }) => {
    const line = file?.text.slice(0, start).split("\n").length;
    return `${file?.fileName.slice(folder.length + 1)}:${line} ${ts.flattenDiagnosticMessageText(messageText, " ")}`;
  });
  rmSync(folder, { recursive: true });
  expect(problems).toEqual([]);
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
