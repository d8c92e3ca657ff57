import { describe, expect, it } from "vitest";
import type { JsonObject, JsonValue } from "../../../generator/document/source.js";
import { compareRequests, membersByName, schemasOf } from "../../../generator/review/compare-requests.js";
import type { Outcome } from "../../../generator/review/walk.js";
import { at, documentOf } from "../streams.js";
import { operationsIn, placesIn, withOperation, wordsOf } from "./comparing.js";

function between(base: JsonObject, head: JsonObject, components: JsonObject = {}): Iterable<Outcome> {
  const { operations, walk } = operationsIn(withOperation(base, components), withOperation(head, components));
  return compareRequests(walk("request"), operations);
}

const string = { type: "string" };

it("what comes or goes is placed where the operation has it, though it stays as a component", () => {
  const components = {
    parameters: { Id: { name: "id", in: "query" } },
    requestBodies: { Pet: { content: {} } },
    mediaTypes: { Text: {} },
  };
  const places = (base: JsonObject, head: JsonObject): readonly string[] => placesIn(between(base, head, components));
  const sent = {
    parameters: [{ $ref: "#/components/parameters/Id" }],
    requestBody: { $ref: "#/components/requestBodies/Pet" },
  };
  const ends = ["parameters/0", "requestBody"].map((end) => `paths//pets/post/${end}`);
  expect(places(sent, {})).toEqual(ends.map((place) => `${place} -> nowhere`));
  expect(places({}, sent)).toEqual(ends.map((place) => `nowhere -> ${place}`));
  const body = (content: JsonObject): JsonObject => ({ requestBody: { content } });
  const text = body({ "text/plain": { $ref: "#/components/mediaTypes/Text" } });
  const end = "paths//pets/post/requestBody/content/text/plain";
  expect(places(text, body({}))).toEqual([`${end} -> nowhere`]);
  expect(places(body({}), text)).toEqual([`nowhere -> ${end}`]);
});

describe("a parameter", () => {
  const one = (parameter: JsonObject): JsonObject => ({ parameters: [{ name: "id", schema: string, ...parameter }] });

  it("in a header has a name without case, and in a query one with it", () => {
    expect(wordsOf(between(one({ in: "header" }), one({ in: "header", name: "ID" })))).toEqual([]);
    expect(wordsOf(between(one({ in: "query" }), one({ in: "query", name: "ID" })))).toEqual([
      "request-removed: init.params.query.id is gone",
      "request-added: init.params.query.ID is new",
    ]);
  });

  it("in another place is another parameter", () => {
    expect(wordsOf(between(one({ in: "query" }), one({ in: "cookie", required: true })))).toEqual([
      "request-removed: init.params.query.id is gone",
      "request-added-required: init.params.cookie.id is new, and required",
    ]);
  });

  it("in the cookie style of OpenAPI 3.2 is exploded as well", () => {
    const cookie = one({ in: "cookie", style: "cookie" });
    expect(wordsOf(between(cookie, one({ in: "cookie", style: "cookie", explode: true })))).toEqual([]);
  });

  it.each(["query", "cookie"])("in a %s is a form, exploded, unless something else is said", (place) => {
    expect(wordsOf(between(one({ in: place }), one({ in: place, style: "form", explode: true })))).toEqual([]);
    expect(wordsOf(between(one({ in: place }), one({ in: place, explode: false })))).toHaveLength(1);
  });

  it("in a header is simple, and not exploded, unless something else is said", () => {
    expect(wordsOf(between(one({ in: "header" }), one({ in: "header", style: "simple", explode: false })))).toEqual([]);
    expect(wordsOf(between(one({ in: "header" }), one({ in: "header", explode: true })))).toEqual([
      "request-serialized: init.params.header.id is sent in another form: " +
        "`style: simple, explode: false` became `style: simple, explode: true`",
    ]);
  });

  it("of another style explodes as that style does", () => {
    expect(wordsOf(between(one({ in: "query" }), one({ in: "query", style: "pipeDelimited" })))).toEqual([
      "request-serialized: init.params.query.id is sent in another form: " +
        "`style: form, explode: true` became `style: pipeDelimited, explode: false`",
    ]);
  });

  it("that may hold reserved characters, or has a media type, is sent in another form", () => {
    const reserved = one({ in: "query", allowReserved: true });
    const content = { parameters: [{ name: "id", in: "query", content: { "application/json": { schema: string } } }] };
    expect(wordsOf(between(reserved, content))).toEqual([
      "request-serialized: init.params.query.id is sent in another form: " +
        "`style: form, explode: true, allowReserved` became `content: application/json`",
    ]);
  });

  it("with a media type has the schema of that", () => {
    const content = (schema: JsonValue): JsonObject => ({
      parameters: [{ name: "id", in: "query", content: { "application/json": { schema } } }],
    });
    expect(wordsOf(between(content(string), content({ type: "integer" })))).toEqual([
      "request-narrowed: init.params.query.id `string` became `integer`",
    ]);
  });

  it("that must be sent is shown where that is said", () => {
    expect(placesIn(between(one({ in: "query", required: true }), one({ in: "query" })))).toEqual([
      "paths//pets/post/parameters/0/required -> paths//pets/post/parameters/0/required",
    ]);
  });
});

describe("a body", () => {
  const body = (content: JsonObject, more: JsonObject = {}): JsonObject => ({ requestBody: { content, ...more } });
  const json = { "application/json": { schema: string } };

  it("comes and goes", () => {
    expect(wordsOf(between({}, body(json)))).toEqual(["request-added: init.body is new"]);
    expect(wordsOf(between({}, body(json, { required: true })))).toEqual([
      "request-added-required: init.body is new, and required",
    ]);
    expect(wordsOf(between(body(json), {}))).toEqual(["request-removed: init.body is gone"]);
  });

  it("that need not be sent any more is no burden", () => {
    expect(wordsOf(between(body(json, { required: true }), body(json, { required: false })))).toEqual([
      "request-became-optional: init.body need not be sent any more",
    ]);
  });

  it("is what it refers to", () => {
    const components = {
      requestBodies: { Text: { content: { "application/json": { schema: { type: "integer" } } } } },
    };
    const reference = { requestBody: { $ref: "#/components/requestBodies/Text" } };
    expect(wordsOf(between(reference, body(json), components))).toEqual([
      "request-narrowed: init.body `integer` became `string`",
    ]);
  });

  it("of several media types is called by each of them, whose names have no case", () => {
    const number = { "Application/JSON": { schema: { type: "number" } }, "text/csv": {} };
    expect(wordsOf(between(body({ ...json, "text/csv": {} }), body(number)))).toEqual([
      "request-narrowed: init.body(application/json) `string` became `number`",
    ]);
  });

  it("gains and loses media types", () => {
    expect(wordsOf(between(body(json), body({ ...json, "text/csv": {} })))).toEqual([
      "request-media-type-added: init.body(text/csv) is new",
    ]);
    expect(wordsOf(between(body({ ...json, "text/csv": {} }), body(json)))).toEqual([
      "request-media-type-removed: init.body(text/csv) is gone",
    ]);
    expect(wordsOf(between(body(json), body({ "text/csv": {} })))).toEqual([
      "request-media-type-removed: init.body(application/json) is gone",
      "request-media-type-added: init.body(text/csv) is new",
    ]);
  });

  it("without a schema took anything", () => {
    expect(wordsOf(between(body({ "application/json": {} }), body(json)))).toEqual([
      "request-narrowed: init.body `unknown` became `string`",
    ]);
  });
});

it("the media types of a body are found by their names in small letters, references followed", () => {
  const shared = { schema: string };
  const document = documentOf({ body: { content: { "Text/CSV": { $ref: "#/shared" } } }, shared });
  expect([...membersByName(document, at(document, "#/body"), "content")]).toEqual([
    ["text/csv", at(document, "#/shared")],
  ]);
});

it("the schema of a parameter is its own, or that of its media type, or none", () => {
  const document = documentOf([{ schema: true }, { content: { "a/b": { schema: false } } }, { content: {} }, {}]);
  const found = [0, 1, 2, 3].map((index) => schemasOf(at(document, `#/${index}`)).map(({ value }) => value));
  expect(found).toEqual([[true], [false], [], []]);
});
