import { expect, it } from "vitest";
import type { JsonValue } from "../../../generator/document/source.js";
import { allowsScalar } from "../../../generator/model/allows-scalar.js";
import { documentOf } from "../streams.js";

it.each<[JsonValue, string | number | boolean | null, boolean]>([
  [{}, "a", true],
  [{ type: "boolean" }, true, true],
  [{ type: "boolean" }, "true", false],
  [{ type: ["boolean", "null"] }, null, true],
  [{ type: "boolean", nullable: true }, null, true],
  [{ type: "boolean" }, null, false],
  [{ type: "integer" }, 1, true],
  [{ type: "integer" }, 1.5, false],
  [{ type: "number" }, 1.5, true],
  [{ enum: ["live", "whole"] }, "live", true],
  [{ enum: ["live", "whole"] }, "lives", false],
  [{ const: true }, true, true],
  [{ const: false }, true, false],
  [{ const: null }, "a", false],
  [{ const: null }, null, true],
  [{ anyOf: [{ type: "boolean" }, { type: "null" }] }, true, true],
  [{ anyOf: [{ type: "boolean" }, { type: "null" }] }, null, true],
  [{ oneOf: [{ type: "boolean" }, { const: "sse" }] }, "sse", true],
  [{ oneOf: [{ type: "boolean" }, { const: "sse" }] }, "ws", false],
  [{ allOf: [{ type: "string" }, { enum: ["a"] }] }, "b", false],
])("%j allows %j: %s", (schema, value, is) => {
  const document = documentOf({ schema });
  expect(allowsScalar(document, { value: schema, path: ["schema"] }, value)).toBe(is);
});
