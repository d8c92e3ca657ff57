import type { JsonObject, JsonValue } from "../../../../generator/document/source.js";
import { chat, event, HEAD, json, ref, type Hostile } from "./document.js";

/** A reference that must not be followed, as it stands in a schema. */
const OUTSIDE = [
  "http://127.0.0.1:9/canary.json",
  "https://canary.example/a.json#/A",
  "//canary.example/a.json",
  "file:///etc/passwd",
  "file:/etc/hostname#/A",
  "/etc/passwd",
  "../../../../../../etc/passwd",
  "..%2f..%2fetc%2fpasswd",
  "./../outside.json",
  "C:\\Windows\\win.ini",
  "\\\\canary\\share\\a.json",
  "data:application/json,{}",
  "ftp://canary.example/a",
  "javascript:canary()",
  "~/.ssh/id_rsa",
  "$HOME/.npmrc",
  "a\0.json",
];

/** References that lead out, nowhere, or round and round. */
export const references: readonly Hostile[] = [
  ...OUTSIDE.map((reference) =>
    json(
      `a schema in ${JSON.stringify(reference)}`,
      chat({ schemas: { Token: { $ref: reference } } }),
      /reference|leads|file/i,
    ),
  ),
  ...(["parameters", "requestBody", "responses", "headers", "pathItem", "itemSchema"] as const).map((place) =>
    json(`${place} in another place`, elsewhere(place, "https://canary.example/a.json"), /reference|leads/i),
  ),
  json("addresses that are no references", {
    ...chat({
      schemas: {
        Token: {
          ...event("token"),
          $schema: "https://canary.example/schema",
          $id: "https://canary.example/id",
          externalDocs: { url: "https://canary.example/docs" },
          xml: { namespace: "https://canary.example/ns" },
          default: { $ref: "https://canary.example/default" },
          example: { $ref: "file:///etc/passwd" },
          "x-any": { $ref: "https://canary.example/x" },
        },
      },
    }),
    jsonSchemaDialect: "https://canary.example/dialect",
    $self: "https://canary.example/self.json",
    servers: [{ url: "https://user:canary-secret@canary.example/" }, { url: "javascript:canary()" }],
  }),
  json("an example in another file", chat({ root: { "x-examples": { externalValue: "/etc/passwd" } } })),
  json(
    "a dynamic reference",
    chat({ schemas: { Token: { ...event("token"), $dynamicRef: "https://canary.example/a" } } }),
  ),
  json("a reference to itself", chat({ schemas: { Token: ref("Token") } }), /goes round in a circle/),
  json(
    "references that go round",
    chat({ schemas: { Token: ref("A"), A: ref("B"), B: ref("Token") } }),
    /goes round in a circle/,
  ),
  json(
    "a reference to the root",
    chat({ schemas: { Token: { ...event("token"), items: { $ref: "#" } } } }),
    /leads to no object/,
  ),
  json(
    "a reference to what is around it",
    chat({ schemas: { Token: { properties: { a: { $ref: "#/components/schemas" } } } } }),
  ),
  json("a reference to a text", chat({ schemas: { Token: { $ref: "#/info/title" } } }), /leads to no object/),
  json(
    "a reference to a list",
    chat({ schemas: { Token: { $ref: "#/paths/~1chat/post/tags" } }, operation: { tags: [] } }),
    /leads to no object/,
  ),
  json("a reference of no string", chat({ schemas: { Token: { $ref: 7 } } }), /`\$ref` must be a string/),
  json("a reference to nothing", chat({ schemas: { Token: { $ref: "" } } }), /leads/),
  json("a reference that is no pointer", chat({ schemas: { Token: { $ref: "#Token" } } }), /leads nowhere/),
  json(
    "a reference of broken escapes",
    chat({ schemas: { Token: { $ref: "#/components/schemas/~2%zz" } } }),
    /leads nowhere/,
  ),
  json(
    "a reference to what every object inherits",
    chat({ schemas: { Token: { $ref: "#/components/schemas/constructor" } } }),
    /leads nowhere/,
  ),
  json("a reference to a prototype", chat({ schemas: { Token: { $ref: "#/__proto__/polluted" } } }), /leads nowhere/),
  json("a chain of 100 references", chat({ schemas: { Token: ref("R0"), ...chain(99) } })),
  json("a chain of 2,000 references", chat({ schemas: { Token: ref("R0"), ...chain(2_000) } }), /more than 100 times/),
  json(
    "a mapping out of the document",
    chat({
      schemas: {
        Union: {
          oneOf: [ref("Token"), ref("Done")],
          discriminator: { propertyName: "type", mapping: { token: "https://canary.example/a.json" } },
        },
      },
      mediaType: { schema: ref("Union") },
    }),
    /The mapping leads nowhere: https:/,
  ),
  json(
    "a schema that is its own property",
    chat({ schemas: { Token: { ...event("token"), additionalProperties: ref("Token") } } }),
  ),
  json(
    "schemas that need each other",
    chat({
      schemas: {
        Token: { allOf: [event("token"), ref("A")] },
        A: { properties: { b: ref("B") } },
        B: { required: ["a"], properties: { a: ref("A") } },
      },
    }),
  ),
];

function chain(length: number): Readonly<Record<string, JsonValue>> {
  return Object.fromEntries(
    Array.from({ length }, (_, index) => [`R${index}`, index === length - 1 ? event("token") : ref(`R${index + 1}`)]),
  );
}

/** A document that says of one part of an operation that it is elsewhere. */
function elsewhere(place: string, reference: string): JsonObject {
  const $ref = { $ref: reference };
  const ok = { description: "" };
  if (place === "pathItem") return { ...HEAD, paths: { "/a": $ref } };
  if (place === "itemSchema") return chat({ mediaType: { itemSchema: $ref } });
  const operation: JsonObject = {
    parameters: { parameters: [$ref], responses: { "200": ok } },
    requestBody: { requestBody: $ref, responses: { "200": ok } },
    responses: { responses: { "200": $ref } },
    headers: { responses: { "200": { ...ok, headers: { A: $ref } } } },
  }[place] as JsonObject;
  return { ...HEAD, paths: { "/a": { get: operation } } };
}
