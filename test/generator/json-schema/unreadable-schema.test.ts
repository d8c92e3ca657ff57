import { expect, it } from "vitest";
import { toUnreadable, UnreadableSchema } from "../../../generator/json-schema/unreadable-schema.js";

it("keeps what ajv says, in words that need no knowledge of it", () => {
  const cause = new Error("type must be JSONType or JSONType[]: null");
  expect(toUnreadable(cause)).toMatchObject({ message: "type must be one of JSON Schema: null", cause });
  expect(toUnreadable("odd").message).toBe("odd");
  expect(toUnreadable(new RangeError("Maximum call stack size exceeded")).message).toBe("it is nested too deeply");
});

it("is itself, wherever it was thrown", () => {
  const error = new UnreadableSchema("there is none");
  expect(toUnreadable(error)).toBe(error);
});
