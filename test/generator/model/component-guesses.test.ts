import { expect, it } from "vitest";
import { ComponentGuesses } from "../../../generator/model/component-guesses.js";
import { at, documentOf } from "../streams.js";

const union = { oneOf: [{ type: "object" }] };
const document = documentOf({
  paths: {
    "/v1/messages": { post: { operationId: "messages_post" } },
    "/v1/messages?beta=true": { post: { operationId: "beta_messages_post" } },
    "/v1/complete": { post: {} },
    "/v1/messages/stream": {
      post: {
        responses: {
          "200": {
            content: {
              "application/json": { schema: { $ref: "#/components/schemas/UsedMessageEvent" } },
              "text/event-stream": {},
            },
          },
        },
      },
    },
    "/used": { get: { responses: { "200": { $ref: "#/components/responses/Used" } } } },
  },
  components: {
    responses: {
      Used: { content: { "text/event-stream": { schema: { $ref: "#/components/schemas/UsedMessageEvent" } } } },
    },
    schemas: {
      MessageStreamEvent: union,
      BetaMessageStreamEvent: union,
      MessageEvent: { type: "object" },
      Message: union,
      UsedMessageEvent: { oneOf: [{ $ref: "#/components/schemas/UsedBetaMessagesEvent" }] },
      UsedBetaMessagesEvent: union,
    },
  },
});

it.each([
  ["/v1/messages", "MessageStreamEvent", false],
  ["/v1/messages?beta=true", "BetaMessageStreamEvent", false],
  ["/v1/messages/stream", "UsedMessageEvent", false],
  ["/v1/complete", "PostV1CompleteEvent", true],
])("the events of %s may be %s", (path, name, isNew) => {
  const operation = at(document, `#/paths/${path.replaceAll("/", "~1")}/post`);
  expect(new ComponentGuesses(document).guessFor({ method: "post", path, operation })).toEqual({ name, isNew });
});

it.each([
  ["chat-stream.create", "ChatStreamCreateEvent"],
  ["chatEvents", "ChatEvent"],
  ["events", "Event"],
  ["message", "MessageEvent2"],
  ["größe'}", "GreEvent"],
  ["", "PostAEvent"],
  ["a".repeat(99), `A${"a".repeat(49)}Event`],
])("an operation %s gets a schema of a name that is free: %s", (operationId, name) => {
  const operation = { value: { operationId }, path: [] };
  const found = { method: "post", path: "/a", operation } as const;
  const guesses = new ComponentGuesses(documentOf({ components: { schemas: { MESSAGEEVENT: {} } } }));
  expect(guesses.guessFor(found)).toEqual({ name, isNew: true });
  expect(guesses.guessFor(found, ["elsewhere"]).name).not.toBe(name);
  expect(guesses.guessFor(found).name).toBe(name);
});
