import type { JsonValue } from "../../../generator/document/source.js";
import { at, documentOf } from "../streams.js";

/** A reference to one of the schemas. */
export const ref = (name: string): JsonValue => ({ $ref: `#/components/schemas/${name}` });
const schemas = {
  A: { type: "object", required: ["type", "late"], properties: { type: { const: "a" }, list: { items: ref("B") } } },
  B: { properties: { deep: { type: "string" }, type: { type: "string" } }, additionalProperties: { type: "integer" } },
  Alias: { ...(ref("A") as object), description: "Beside a reference." },
  Both: { allOf: [ref("B"), { ...(ref("A") as object), required: ["deep"] }, { properties: { late: {} } }] },
  Circle: { allOf: [ref("Circle"), ref("A")] },
  Union: { oneOf: [ref("A"), { anyOf: [ref("B"), ref("A"), { type: "null" }] }, ref("Union")] },
  "a/b~c": { type: "string" },
  Round: { allOf: [{ oneOf: [ref("Round"), ref("Around")] }] },
  Around: { allOf: [{ oneOf: [ref("Round")] }] },
  Nullable: { type: "object", nullable: true, properties: { a: {} } },
};
export const document = documentOf({ components: { schemas } });
/** One of the schemas, or what is in it. */
export const schema = (name: string): ReturnType<typeof at> => at(document, `#/components/schemas/${name}`);
/** A schema that stands in no component. */
export const own = (value: JsonValue): ReturnType<typeof at> => ({ value, path: ["inline"] });
