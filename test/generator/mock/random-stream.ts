import fc from "fast-check";
import type { JsonObject, JsonValue } from "../../../generator/document/source.js";

type Version = "3.0.3" | "3.2.0";

const NAMES = ["a", "b", "c-d", "e f", "1", "$ref", "@type"];
const TEXTS = ["x", "y", "a'b", 'a"b', "*/", "${z}"];

const referenceTo = (name: string): JsonObject => ({ $ref: `#/components/schemas/${name}` });

function constantOf(version: Version, value: string): JsonObject {
  return version === "3.0.3" ? { type: "string", enum: [value] } : { const: value };
}

function orNull(version: Version, schema: JsonObject): JsonObject {
  return version === "3.0.3" ? { allOf: [schema], nullable: true } : { anyOf: [schema, { type: "null" }] };
}

function objectOf(member: fc.Arbitrary<JsonObject>, names: readonly string[]): fc.Arbitrary<JsonObject> {
  const members = fc.uniqueArray(fc.tuple(fc.constantFrom(...names), member, fc.boolean()), {
    selector: ([name]) => name,
    minLength: 1,
    maxLength: 4,
  });
  return members.map((list) => ({
    type: "object",
    required: list.filter(([, , isRequired]) => isRequired).map(([name]) => name),
    properties: Object.fromEntries(list),
  }));
}

/** Of no schema does another part take away what one part allows. */
function objectSchema(version: Version, references: readonly JsonObject[]): fc.Arbitrary<JsonObject> {
  const scalar: fc.Arbitrary<JsonObject> = fc.oneof(
    fc.constantFrom("string", "integer", "number", "boolean").map((type) => ({ type })),
    fc.constantFrom("date-time", "uuid", "email").map((format) => ({ type: "string", format })),
    fc.subarray(TEXTS, { minLength: 1 }).map((texts) => ({ type: "string", enum: texts })),
    fc.subarray([1, -3, 4.5], { minLength: 1 }).map((numbers) => ({ type: "number", enum: numbers })),
  );
  const leaf = fc.oneof(scalar, ...references.map((reference) => fc.constant(reference)));
  return fc.letrec<{ any: JsonObject; object: JsonObject; closed: JsonObject }>((tie) => ({
    object: objectOf(tie("any"), NAMES),
    closed: tie("object").map((object) => ({ ...object, additionalProperties: false })),
    any: fc.oneof(
      { maxDepth: 3, depthSize: "small" },
      leaf,
      tie("object"),
      tie("closed"),
      tie("any").map((items) => ({ type: "array", items })),
      scalar.map((additionalProperties) => ({ type: "object", additionalProperties })),
      fc.oneof(leaf, tie("object")).map((schema) => orNull(version, schema)),
      fc.tuple(objectOf(scalar, ["f", "g"]), tie("object")).map((allOf) => ({ allOf })),
      fc.tuple(tie("closed"), scalar).map((oneOf) => ({ oneOf })),
    ),
  })).object;
}

/** Components that refer to those before them, and members of unions that only a discriminator names. */
function componentsOf(version: Version): fc.Arbitrary<JsonObject> {
  const open = (references: readonly JsonObject[]) => objectSchema(version, references);
  const named = { type: "object", required: ["kind"], properties: { kind: { type: "string" } } };
  const mapping = { circle: "Circle", square: "#/components/schemas/Square.2" };
  return fc
    .tuple(open([]), open([referenceTo("Plain"), referenceTo("Shape")]), fc.boolean(), fc.boolean())
    .map(([plain, round, isMapped, isInherited]): JsonObject => {
      const discriminator = { propertyName: "kind", ...(isMapped && { mapping }) };
      const base = { ...named, ...(isInherited && { discriminator }) };
      const heir = (own: JsonObject): JsonObject => ({ allOf: [referenceTo("Base"), own] });
      const union = { oneOf: [referenceTo("Circle"), referenceTo("Square.2")] };
      return {
        Plain: plain,
        Round: round,
        Base: base,
        Circle: heir({ type: "object", required: ["r"], properties: { r: { type: "number" } } }),
        "Square.2": heir({ type: "object", properties: { side: { type: "number" } } }),
        Shape: { ...union, ...(!isInherited && { discriminator }) },
      };
    });
}

/** The Media Type Object of a stream, by its media type; and the schemas of its events, if they have names. */
function contentOf(
  version: Version,
  { item, events }: { readonly item: "data" | "envelope" | "lines"; readonly events: readonly JsonObject[] },
): { readonly content: JsonObject; readonly schemas: JsonObject } {
  const key = version === "3.0.3" ? "x-oai-itemSchema" : "itemSchema";
  const names = events.map((_, index) => `e.${index}`);
  if (item === "envelope") {
    const oneOf = events.map((data, index) => ({ properties: { event: constantOf(version, names[index]!), data } }));
    return { content: { "text/event-stream": { [key]: { required: ["data"], oneOf } } }, schemas: {} };
  }
  const named = events.map(({ required, properties, ...event }, index) => ({
    ...event,
    required: [...(required as readonly JsonValue[]), "type"],
    properties: { ...(properties as JsonObject), type: constantOf(version, names[index]!) },
  }));
  const payload = { oneOf: named.map((_, index) => referenceTo(`Event${index}`)) };
  const data = { type: "object", required: ["data"], properties: { data: payload } };
  return {
    content: item === "lines" ? { "application/jsonl": { [key]: payload } } : { "text/event-stream": { [key]: data } },
    schemas: Object.fromEntries(named.map((schema, index) => [`Event${index}`, schema])),
  };
}

/** A document with one stream, whose events have random schemas. */
export const randomStream: fc.Arbitrary<JsonObject> = fc
  .constantFrom<Version>("3.0.3", "3.2.0")
  .chain((version) => {
    const references = ["Plain", "Round", "Circle", "Square.2", "Shape"].map(referenceTo);
    const events = fc.array(objectSchema(version, references), { minLength: 1, maxLength: 3 });
    const item = fc.constantFrom("data" as const, "envelope" as const, "lines" as const);
    return fc.tuple(fc.constant(version), componentsOf(version), fc.record({ item, events }));
  })
  .map(([version, components, stream]): JsonObject => {
    const { content, schemas } = contentOf(version, stream);
    return {
      openapi: version,
      info: { title: "Random", version: "1.0.0" },
      paths: {
        "/stream": {
          get: { operationId: "stream", responses: { "200": { description: "The stream.", content } } },
        },
      },
      components: { schemas: { ...components, ...schemas } },
    };
  });
