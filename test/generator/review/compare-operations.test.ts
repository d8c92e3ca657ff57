import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../../generator/document/source.js";
import { compareLoneOperation, compareOperation } from "../../../generator/review/compare-operations.js";
import type { Outcome } from "../../../generator/review/walk.js";
import { edited, operationsIn, placesIn, withOperation, wordsOf } from "./comparing.js";
import { petchat, type Editable } from "./petchat.js";

function between(base: JsonObject, head: JsonObject): Iterable<Outcome> {
  const { operations, walk } = operationsIn(base, head);
  return compareOperation(walk("request").readers, operations);
}

/** What is found of the call itself, which comes first. */
function found(base: JsonObject, head: JsonObject): readonly string[] {
  return wordsOf(between(base, head)).filter((text) => /^(operation|stream)-/.test(text));
}

const chat = (document: Editable): Editable => document.paths["/chat"].post;
const streamless = (document: Editable): void => {
  chat(document).responses["200"].content = {};
};

describe("the id of an operation", () => {
  it("names its type: without one there is none, and a first one is no new name", () => {
    const [named, nameless] = [withOperation({ operationId: "pets" }), withOperation({})];
    expect(found(named, nameless)).toEqual(['operation-renamed: operations["pets"] is gone']);
    expect(found(nameless, named)).toEqual([]);
  });

  it("names the method of a stream, and is then told once", () => {
    const head = edited((document) => {
      chat(document).operationId = "ask";
    });
    const places = "paths//chat/post/operationId -> paths//chat/post/operationId";
    expect(found(petchat(), head)).toEqual(["operation-renamed: client.stream.chat is `client.stream.ask` now"]);
    expect(placesIn(between(petchat(), head))).toEqual([places]);
  });

  it("that gives a method the same name has renamed the type", () => {
    const head = edited((document) => {
      chat(document).operationId = "Chat";
    });
    expect(found(petchat(), head)).toEqual(['operation-renamed: operations["chat"] is `operations["Chat"]` now']);
  });
});

describe("a stream", () => {
  it("that comes or goes is shown at its media type", () => {
    const place = "paths//chat/post/responses/200/content/text/event-stream";
    const head = edited(streamless);
    expect(found(petchat(), head)).toContain("stream-removed: client.stream.chat is gone");
    expect(placesIn(between(petchat(), head))[0]).toBe(`${place} -> nowhere`);
    expect(found(head, petchat())).toContain("stream-added: client.stream.chat is new");
    expect(placesIn(between(head, petchat()))[0]).toBe(`nowhere -> ${place}`);
  });
});

describe("an operation that is deprecated", () => {
  const deprecated = withOperation({ deprecated: true });

  it("is told once, at the word that says so", () => {
    expect(found(withOperation({}), deprecated)).toEqual([
      'operation-deprecated: client.POST("/pets") is deprecated now',
    ]);
    expect(placesIn(between(withOperation({}), deprecated))).toEqual([
      "paths//pets/post -> paths//pets/post/deprecated",
    ]);
    expect(found(deprecated, deprecated)).toEqual([]);
  });

  it("is told nobody when it is no longer so", () => {
    expect(found(deprecated, withOperation({ deprecated: false }))).toEqual([]);
  });
});

it("an operation is compared as it is used: called, let in, sent to, and read", () => {
  const head = edited((document) => {
    document.paths = { "/talk": document.paths["/chat"] };
    chat({ paths: { "/chat": document.paths["/talk"] } }).security = [];
    document.paths["/talk"].post.requestBody.required = false;
    document.paths["/talk"].post.responses["500"] = { description: "Broken." };
    document.components.schemas.ChatEvent.oneOf.splice(2, 1);
  });
  expect(wordsOf(between(petchat(), head))).toEqual([
    "operation-moved: POST /chat is `POST /talk` now",
    "security-loosened: credentials were `key`, and are none",
    "request-became-optional: init.body need not be sent any more",
    "request of ChatRequest",
    "response of Problem",
    "failure-added: error(500) is new",
    "event-removed: usage is gone",
    "response of Pet",
  ]);
});

describe("an operation at one end only", () => {
  const { operations, walk } = operationsIn(petchat(), withOperation({ operationId: "pets" }));
  const { readers } = walk("request");

  it("is gone or new, and shown at that end", () => {
    const gone = [...compareLoneOperation(readers, operations.base, "base")];
    const added = [...compareLoneOperation(readers, operations.head, "head")];
    expect(wordsOf([...gone, ...added])).toEqual([
      "operation-removed: client.stream.chat is gone",
      'operation-added: client.POST("/pets") is new',
    ]);
    expect(placesIn([...gone, ...added])).toEqual(["paths//chat/post -> nowhere", "nowhere -> paths//pets/post"]);
  });
});
