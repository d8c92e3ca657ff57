import { generateSync } from "json-schema-faker";
import type { Node } from "../document/reference.js";
import type { Document, JsonObject, JsonValue } from "../document/source.js";
import { sampleOf } from "../emit/sample.js";
import type { Direction } from "../json-schema/to-json-schema.js";
import { UnreadableSchema } from "../json-schema/unreadable-schema.js";
import type { Validator } from "../json-schema/validator.js";
import { memberNamesOf } from "../model/member-names.js";
import { toSampleSchema, withOwnNames } from "./sample-schema.js";

/** Makes values that schemas allow. */
export interface Sampler {
  /** A value of the schema: its own example where it has a valid one. The same seed gives the same value. */
  sample(schema: Node, seed: string): JsonValue;
}

/** Ways to sample: with all that is optional, half of it, or nothing. */
const ALL = { optionalsProbability: 1 };
const HALF = { optionalsProbability: 0.5 };
const NONE = { optionalsProbability: 0 };
/**
 * What is tried, the most telling first: a response shows all that may come, a request holds what must be said. The later
 * ways are for schemas whose examples or optional parts are wrong.
 */
const ATTEMPTS = { response: [ALL, HALF, NONE, NONE], request: [NONE, NONE, ALL] } as const satisfies Readonly<
  Record<Direction, unknown>
>;

/** Nothing in a sample is of the day on which it was made. */
const DATES = { minDateTime: "2025-01-01", maxDateTime: "2025-12-31" };

/** @param validator What a sample has to pass, in the same direction. */
export function createSampler(document: Document, validator: Validator, direction: Direction = "response"): Sampler {
  const attempts = ATTEMPTS[direction].flatMap((attempt) => [
    { ...attempt, useExamplesValue: true },
    { ...attempt, useExamplesValue: false },
  ]);
  const members = memberNamesOf(document);
  const schemas = new Map<JsonValue, JsonObject | undefined>();

  function faults(schema: Node, value: JsonValue): number {
    try {
      return validator.compile(schema.path)(value).length;
    } catch (error) {
      if (error instanceof UnreadableSchema) {
        return 0;
      }
      throw error;
    }
  }

  function sample(schema: Node, seed: string): JsonValue {
    if (!schemas.has(schema.value)) {
      schemas.set(schema.value, toSampleSchema(document, members, schema, direction));
    }
    const wanted = schemas.get(schema.value);
    let best = { value: sampleOf(document, schema), faults: Infinity };
    for (const [index, options] of wanted === undefined ? [] : attempts.entries()) {
      const value = tryToGenerate(wanted as JsonObject, { ...options, ...DATES, seed: hash(`${seed} ${index}`) });
      const count = value === undefined ? Infinity : faults(schema, value);
      if (value !== undefined && count < best.faults) {
        best = { value, faults: count };
      }
      if (count === 0) {
        break;
      }
    }
    return best.value;
  }

  return { sample };
}

/** `undefined` where the schema contradicts itself. */
function tryToGenerate(schema: JsonObject, options: Parameters<typeof generateSync>[1]): JsonValue | undefined {
  try {
    const value = generateSync(schema as Parameters<typeof generateSync>[0], {
      ...options,
      maxDepth: Number.MAX_SAFE_INTEGER,
      maxDefaultItems: 2,
    });
    return withOwnNames(value);
  } catch {
    return undefined;
  }
}

/** FNV-1a, of 32 bits. */
export function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  }
  return value >>> 0;
}
