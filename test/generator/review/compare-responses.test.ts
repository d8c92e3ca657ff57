import { describe, expect, it } from "vitest";
import type { JsonObject, JsonValue } from "../../../generator/document/source.js";
import { compareResponses } from "../../../generator/review/compare-responses.js";
import { edited, operationsIn, placesIn, withOperation, wordsOf } from "./comparing.js";
import { petchat, type Editable } from "./petchat.js";

function between(base: JsonObject, head: JsonObject, components: JsonObject = {}): readonly string[] {
  return found(withOperation({ responses: base }, components), withOperation({ responses: head }, components));
}

function found(base: Editable, head: Editable): readonly string[] {
  const { operations, walk } = operationsIn(base, head);
  return wordsOf(compareResponses(walk("response"), operations));
}

const answer = (schema: JsonValue, more: JsonObject = {}): JsonObject => ({
  description: "An answer.",
  content: { "application/json": { schema } },
  ...more,
});
const string = answer({ type: "string" });
const integer = answer({ type: "integer" });

describe("an answer", () => {
  it("is called `data`, and by its status where there are several", () => {
    expect(between({ "200": string }, { "200": integer })).toEqual([
      "response-widened: data `string` became `integer`",
    ]);
    expect(between({ "200": string, "201": string }, { "200": string, "201": integer })).toEqual([
      "response-widened: data(201) `string` became `integer`",
    ]);
  });

  it("is called by its media type where there are several", () => {
    const both = (schema: JsonValue): JsonObject => answer(schema, { content: { "a/b": { schema }, "c/d": {} } });
    const [base, head] = [both({ type: "string" }), both({ type: "integer" })];
    expect(between({ "200": base, "404": base }, { "200": head, "404": head })).toEqual([
      "response-widened: data(a/b) `string` became `integer`",
      "response-widened: error(404, a/b) `string` became `integer`",
    ]);
  });

  it("is called by its media type where it had only one", () => {
    const more = answer(true, { content: { "application/json": { schema: { type: "integer" } }, "a/b": {} } });
    expect(between({ "200": string }, { "200": more })).toContain(
      "response-widened: data(application/json) `string` became `integer`",
    );
  });

  it("that is no success is called `error`", () => {
    expect(between({ default: string, "3XX": string }, { default: integer, "3XX": string })).toEqual([
      "response-widened: error(default) `string` became `integer`",
    ]);
  });

  it("for a range of statuses is the same in small letters", () => {
    expect(between({ "4xx": string }, { "4XX": string })).toEqual([]);
  });

  it("that comes or goes is placed where the operation has it, though it stays as a component", () => {
    const places = (base: JsonObject, head: JsonObject): readonly string[] => {
      const components = { responses: { Failure: string }, headers: { Next: {} }, mediaTypes: { Text: {} } };
      const documents = [base, head].map((responses) => withOperation({ responses }, components));
      const { operations, walk } = operationsIn(documents[0] as JsonObject, documents[1] as JsonObject);
      return placesIn(compareResponses(walk("response"), operations));
    };
    const parts = answer(true, {
      headers: { Next: { $ref: "#/components/headers/Next" } },
      content: { "a/b": { $ref: "#/components/mediaTypes/Text" } },
    });
    const failing = { "200": parts, "429": { $ref: "#/components/responses/Failure" } };
    const whole = { "200": { description: "Nothing." } };
    const wanted = ["200/content/a/b", "200/headers/Next", "429"].map((end) => `paths//pets/post/responses/${end}`);
    expect(places(failing, whole)).toEqual(wanted.map((place) => `${place} -> nowhere`));
    expect(places(whole, failing)).toEqual(wanted.map((place) => `nowhere -> ${place}`));
  });

  it("is what it refers to", () => {
    const components = { responses: { Text: string } };
    expect(between({ "200": { $ref: "#/components/responses/Text" } }, { "200": integer }, components)).toEqual([
      "response-widened: data `string` became `integer`",
    ]);
  });

  it("without a body comes and goes as others do", () => {
    const empty = { description: "Nothing." };
    expect(between({ "200": string, "204": empty }, { "200": string })).toEqual(["status-removed: data(204) is gone"]);
  });

  it("that is new is safe where its body is one that another answer had", () => {
    expect(between({ "200": string }, { "200": string, "202": string })).toEqual([
      "status-added-alike: data(202) is new",
    ]);
    expect(between({ "200": string }, { "200": string, "202": integer })).toEqual(["status-added: data(202) is new"]);
    expect(between({ "200": string, "400": integer }, { "200": string, "400": integer, "202": integer })).toEqual([
      "status-added: data(202) is new",
    ]);
  });
});

describe("a media type", () => {
  const csv = (schema: JsonValue): JsonObject => ({ ...(string.content as JsonObject), "text/csv": { schema } });
  const withCsv = (schema: JsonValue): JsonObject => ({ "200": answer(true, { content: csv(schema) }) });

  it("that is new is safe where the type is known, or there was none", () => {
    expect(between({ "200": string }, withCsv({ type: "string" }))).toEqual([
      "response-added: data can be `text/csv` now",
    ]);
    expect(between({ "200": { description: "Empty." } }, { "200": string })).toEqual([
      "response-added: data can be `application/json` now",
    ]);
  });

  it("that is new and of another type is not", () => {
    expect(between({ "200": string }, withCsv({ type: "integer" }))).toEqual([
      "response-media-type-added: data can be `text/csv` now",
    ]);
  });
});

describe("a stream", () => {
  const content = (document: Editable): Editable => document.paths["/chat"].post.responses["200"].content;

  it("is not read as `data`: neither its items nor its coming and going are told here", () => {
    const other = edited((document) => {
      content(document)["text/event-stream"] = { itemSchema: { $ref: "#/components/schemas/ChatStart" } };
    });
    const moved = edited((document) => {
      const { responses } = document.paths["/chat"].post;
      responses["201"] = responses["200"];
      delete responses["200"];
    });
    expect(found(petchat(), other)).toEqual(["response of Problem"]);
    expect(found(petchat(), moved)).toEqual(["response of Problem"]);
  });

  it("leaves what is answered beside it", () => {
    const [base, head] = ["string", "integer"].map((type) =>
      edited((document) => {
        content(document)["application/json"] = { schema: { type } };
      }),
    );
    expect(found(base, head)).toEqual(["response-widened: data `string` became `integer`", "response of Problem"]);
  });

  it("is no `data` under whichever media type it comes", () => {
    const base = edited((document) => {
      content(document)["application/jsonl"] = { itemSchema: { type: "string" } };
    });
    const lines = (type: string): JsonObject =>
      withOperation({
        "x-fern-streaming": true,
        responses: { "200": answer({ type: "object", properties: { a: { type } } }) },
      });
    expect(found(base, petchat())).toEqual(["response of Problem"]);
    expect(found(lines("string"), lines("integer"))).toEqual([]);
  });

  it("leaves what other answers hold under its media type", () => {
    const failing = (type: string): JsonObject =>
      withOperation({
        "x-fern-streaming": true,
        responses: { "200": answer({ properties: { a: true } }), "400": answer({ type }) },
      });
    expect(found(failing("string"), failing("integer"))).toEqual([
      "response-widened: error(400) `string` became `integer`",
    ]);
  });

  it("that is a failure has the type of its items", () => {
    const failure = (itemSchema: JsonValue): JsonObject => ({
      "400": answer(true, { content: { "text/event-stream": { itemSchema } } }),
    });
    expect(between(failure({ type: "string" }), failure({ type: "integer" }))).toEqual([
      "response-widened: error(400) `string` became `integer`",
    ]);
  });
});

describe("a header", () => {
  const headers = (value: JsonObject): JsonObject => ({ "200": { description: "Done.", headers: value } });
  const text = { schema: { type: "string" } };

  it("has a name without case", () => {
    expect(between(headers({ "X-Next": text }), headers({ "x-next": text }))).toEqual([]);
  });

  it("comes, goes, and can be missing or not", () => {
    const change = (base: JsonObject, head: JsonObject): readonly string[] => between(headers(base), headers(head));
    const required = { ...text, required: true };
    expect(change({ a: required }, { a: required })).toEqual([]);
    expect([change({}, { a: text }), change({ a: text }, {})].flat()).toEqual([
      "response-added: response(200).headers.a is new",
      "response-removed: response(200).headers.a is gone",
    ]);
    expect([change({ a: required }, { a: text }), change({ a: text }, { a: required })].flat()).toEqual([
      "response-became-optional: response(200).headers.a can be missing now",
      "response-became-required: response(200).headers.a is always there now",
    ]);
  });

  it("has a type, of its own or by reference", () => {
    const components = { headers: { Next: { schema: { type: "integer" } } } };
    const reference = { a: { $ref: "#/components/headers/Next" } };
    expect(between(headers({ a: text }), headers(reference), components)).toEqual([
      "response-widened: response(200).headers.a `string` became `integer`",
    ]);
  });
});
