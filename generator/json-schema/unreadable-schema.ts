/** No validator can be made of a schema: it breaks JSON Schema's own rules, or never comes to a value. */
export class UnreadableSchema extends Error {}

/** What ajv throws at such a schema: it overflows the stack where that holds itself, in the place of itself. */
export function toUnreadable(error: unknown): UnreadableSchema {
  if (error instanceof UnreadableSchema) {
    return error;
  }
  const isEndless = error instanceof RangeError;
  const message =
    error instanceof Error ? error.message.replace("JSONType or JSONType[]", "one of JSON Schema") : String(error);
  return new UnreadableSchema(isEndless ? "it is nested too deeply" : message, { cause: error });
}
