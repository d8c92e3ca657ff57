import { describe, expect, it } from "vitest";
import { compareStreams } from "../../../generator/review/compare-streams.js";
import type { Outcome } from "../../../generator/review/walk.js";
import { edited, placesIn, streamOf, streamsIn, wordsOf } from "./comparing.js";
import { petchat, type Editable } from "./petchat.js";

type Edit = (rules: Editable, mediaType: Editable, schemas: Editable) => void;

const after = (edit: Edit): Editable =>
  edited((document) => {
    const mediaType = streamOf(document);
    edit(mediaType["x-event-stream"], mediaType, document.components.schemas);
  });

function outcomes(base: Editable, head: Editable): readonly Outcome[] {
  const { streams, walk } = streamsIn(base, head);
  return [...compareStreams(walk, streams)].filter((outcome) => "rule" in outcome);
}

function found(base: Editable, head: Editable): readonly string[] {
  return wordsOf(outcomes(base, head));
}

const end = (...ends: readonly Editable[]): Editable => after((rules) => Object.assign(rules, { end: ends }));
const throws = (...errors: readonly Editable[]): Editable => after((rules) => Object.assign(rules, { error: errors }));

describe("the end of a stream", () => {
  it("can be a value, or the presence of one", () => {
    expect(found(petchat(), end({ where: "/reason", is: "stop" }, { where: "/pet" }))).toEqual([
      'end-changed: client.stream.chat ends with `/reason` is `"stop"` or `/pet` is present now, and ended with `end`',
    ]);
  });

  it("is another where one of its ways is gone", () => {
    expect(found(end("end", "usage"), end("end"))).toEqual([
      "end-changed: client.stream.chat ends with `end` now, and ended with `usage` or `end`",
    ]);
  });

  it("by an event that was read on after is no safe one more", () => {
    expect(found(petchat(), end("end", "usage"))).toEqual([
      "end-changed: client.stream.chat ends with `usage` or `end` now, and ended with `end`",
    ]);
  });

  it("where there was none is another end, though what ends it is new", () => {
    const close = after((rules) => delete rules.end);
    const mark = after((rules) => {
      delete rules.end;
      rules.sentinel = "[DONE]";
    });
    expect(found(close, mark)).toEqual([
      "end-changed: client.stream.chat ends with the data `[DONE]` now, and ended with the connection's close",
    ]);
  });

  it("is the same under the new name of its event", () => {
    const renamed = after((rules, _, schemas) => {
      rules.end = "finish";
      schemas.ChatEnd.properties.type.const = "finish";
    });
    expect(found(petchat(), renamed)).toEqual(["event-renamed: end is called `finish` now"]);
  });

  it("is shown at the word that changed", () => {
    const place = "paths//chat/post/responses/200/content/text/event-stream/x-event-stream";
    const mark = after((rules) => Object.assign(rules, { sentinel: "[DONE]" }));
    expect(placesIn(outcomes(petchat(), end("usage")))).toEqual([`${place}/end -> ${place}/end`]);
    expect(placesIn(outcomes(petchat(), mark))).toEqual([`${place}/sentinel -> ${place}/sentinel`]);
  });
});

describe("what a stream throws", () => {
  it("of that which both ends know is told", () => {
    expect(found(throws("error"), throws("usage"))).toEqual([
      "error-changed: client.stream.chat throws `usage` now, yields `error` now",
    ]);
    expect(found(throws("error"), throws("error", { where: "/pet" }))).toEqual([
      "error-changed: client.stream.chat throws items whose `/pet` is present now",
    ]);
  });

  it("is not told of events that came or went, which are told as such", () => {
    const without = after((rules, _, schemas) => {
      delete rules.error;
      schemas.ChatEvent.oneOf.pop();
    });
    expect(found(petchat(), without)).toEqual(["event-removed: error is gone"]);
    expect(found(without, petchat())).toEqual(["event-added: error is new, and thrown"]);
  });

  it("is the same under the new name of its event", () => {
    const renamed = after((rules, _, schemas) => {
      rules.error = "failure";
      schemas.ChatError.properties.type.const = "failure";
    });
    expect(found(petchat(), renamed)).toEqual(["event-renamed: error is called `failure` now"]);
  });
});

describe("the kind of an item", () => {
  it("that is another is all that is told", () => {
    const text = after((_, mediaType) => {
      mediaType.itemSchema = { type: "object", properties: { data: { type: "string" } } };
      delete mediaType["x-event-stream"];
    });
    expect(found(petchat(), text)).toEqual([
      "stream-item-changed: client.stream.chat yields `{data}` with text now, and yielded JSON, by name",
    ]);
  });

  it("is another where the same fields are an envelope now", () => {
    const envelope = after((_, mediaType, { ChatEvent }) => {
      const branch = (name: string, $ref: string): Editable => ({
        required: ["event"],
        properties: { event: { const: name }, data: { contentMediaType: "application/json", contentSchema: { $ref } } },
      });
      const names = ["start", "token", "usage", "end", "error"];
      mediaType.itemSchema = { oneOf: names.map((name, index) => branch(name, ChatEvent.oneOf[index].$ref)) };
      mediaType["x-event-stream"].text = { token: "/data/content" };
    });
    expect(found(petchat(), envelope)).toEqual([
      "stream-item-changed: client.stream.chat yields `{event, data}`, by name now, and yielded JSON, by name",
    ]);
  });

  it("is another where names tell no more", () => {
    const nameless = after((_, mediaType) => {
      mediaType.itemSchema = { $ref: "#/components/schemas/ChatToken" };
      delete mediaType["x-event-stream"];
    });
    expect(found(petchat(), nameless)).toEqual([
      "stream-item-changed: client.stream.chat yields JSON now, and yielded JSON, by name",
    ]);
  });
});

describe("what a method sends by itself", () => {
  it("is told with what it sent, whatever the order of the fields", () => {
    const sends = (request: Editable): Editable => after((rules) => Object.assign(rules, { request }));
    const [both, turned] = [sends({ model: "small", temperature: 1 }), sends({ temperature: 1, model: "small" })];
    expect(found(both, turned)).toEqual([]);
    expect(found(both, sends({}))).toEqual([
      'stream-request-changed: client.stream.chat sends `{}` by itself now, and sent `{"model":"small","temperature":1}`',
    ]);
  });

  /** The pet chat API whose requests have these fields more, and whose method sends those. */
  const sending = (fields: readonly string[], request: Editable): Editable =>
    edited((document) => {
      for (const name of fields) {
        document.components.schemas.ChatRequest.properties[name] = { type: ["boolean", "string"] };
      }
      streamOf(document)["x-event-stream"].request = request;
    });

  it.each<[string, Editable, Editable]>([
    ["has another name", sending(["stream"], { stream: true }), sending(["streaming"], { streaming: true })],
    ["is gone", sending(["stream"], { stream: true }), sending([], {})],
    ["is new", sending([], {}), sending(["stream"], { stream: true })],
  ])("is nobody's business where the field %s", (_, base, head) => {
    expect(found(base, head).map((text) => text.split(":")[0])).toEqual(["stream-request-adapted"]);
  });

  it.each<[string, Editable, Editable]>([
    ["can send the field", sending(["stream"], { stream: true }), sending(["stream"], {})],
    ["could send the field", sending(["stream"], {}), sending(["stream"], { stream: true })],
    ["get another value of it", sending(["stream"], { stream: true }), sending(["stream"], { stream: "yes" })],
    [
      "can send one of two",
      sending(["stream", "fast"], { stream: true, fast: true }),
      sending(["fast", "streaming"], { streaming: true }),
    ],
  ])("is that of callers who %s", (_, base, head) => {
    expect(found(base, head).map((text) => text.split(":")[0])).toEqual(["stream-request-changed"]);
  });
});
