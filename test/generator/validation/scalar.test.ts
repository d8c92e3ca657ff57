import { expect, it } from "vitest";

import { scalarProblem } from "../../../generator/validation/scalar.js";
import type { JsonValue } from "../../../generator/document/source.js";
import type { ScalarType } from "../../../generator/validation/grammar.js";

const list = { type: "array", items: { type: "string" } } as const;

it.each<[ScalarType, JsonValue, string | undefined]>([
  [{ type: "string" }, "a", undefined],
  [{ type: "string" }, 1, "It must be a string, not a number"],
  [{ type: "boolean" }, "true", "It must be true or false, not a string"],
  [{ type: "number" }, 1.5, undefined],
  [{ type: "integer" }, 1, undefined],
  [{ type: "integer" }, 1.5, "It must be a whole number, not a number"],
  [{ type: "object" }, [], "It must be an object, not an array"],
  [list, ["a"], undefined],
  [list, {}, "It must be an array, not an object"],
  [list, ["a", null, 2], "An entry of It must be a string, not null"],
  [{ enum: ["a", "b"] }, "b", undefined],
  [{ enum: ["a", "b"] }, "c", 'It must be one of a, b, not "c"'],
  [{ enum: ["a", "b"] }, ["a"], "It must be one of a, b, not an array"],
  [{ enum: ["a"] }, "x".repeat(1e6), `It must be one of a, not "${"x".repeat(40)}"`],
  [{ enum: ["a", "null"] }, null, "It must be one of a, null, not null, which is no text unless it is in quotes"],
  [{}, null, undefined],
])("%j, %.50j", (type, value, problem) => expect(scalarProblem(value, "It", type)).toBe(problem));
