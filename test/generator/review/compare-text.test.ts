import { describe, expect, it } from "vitest";
import { compareText } from "../../../generator/review/compare-text.js";
import type { Finding } from "../../../generator/review/finding.js";
import { edited, placesIn, streamOf, streamsIn, wordsOf } from "./comparing.js";
import type { Editable } from "./petchat.js";

function between(base: Editable, head: Editable): readonly Finding[] {
  const { streams, walk, events } = streamsIn(base, head);
  return compareText(walk, streams, events);
}

/** The pet chat API with another `text`, and other schemas. */
const joining = (text: Editable, edit: (schemas: Editable, mediaType: Editable) => void = () => {}): Editable =>
  edited((document) => {
    const mediaType = streamOf(document);
    mediaType["x-event-stream"] = text === undefined ? {} : { text };
    edit(document.components.schemas, mediaType);
  });

const token = { token: "/content" };

describe("`text()`", () => {
  it("comes and goes, and is shown at the end that has it", () => {
    const place = "paths//chat/post/responses/200/content/text/event-stream/x-event-stream/text";
    const [added, removed] = [between(joining(undefined), joining(token)), between(joining(token), joining(undefined))];
    expect(wordsOf([...added, ...removed])).toEqual([
      "text-added: client.stream.chat has `text()` now",
      "text-removed: client.stream.chat no longer has `text()`",
    ]);
    expect(placesIn([...added, ...removed])).toEqual([`nowhere -> ${place}`, `${place} -> nowhere`]);
  });

  it("that joins another event too, or no longer, joined nothing of it, or joins nothing", () => {
    const both = { ...token, error: "/message" };
    expect(wordsOf(between(joining(token), joining(both)))).toEqual([
      "text-changed: client.stream.chat joins `/message` of `error` in `text()` now, and joined nothing",
    ]);
    expect(wordsOf(between(joining(both), joining(token)))).toEqual([
      "text-changed: client.stream.chat joins nothing of `error` in `text()` now, and joined `/message`",
    ]);
  });

  it("that follows a field to its new name joins the same", () => {
    const renamed = joining({ token: "/words" }, ({ ChatToken }) => {
      ChatToken.properties.words = ChatToken.properties.content;
      delete ChatToken.properties.content;
      delete ChatToken.additionalProperties;
      ChatToken.required = ["type", "words"];
    });
    expect(between(joining(token), renamed)).toEqual([]);
  });

  it("that joins another field, though the old one is there, joins something else", () => {
    expect(wordsOf(between(joining(token), joining({ token: "/pet/name" })))).toEqual([
      "text-changed: client.stream.chat joins `/pet/name` of `token` in `text()` now, and joined `/content`",
    ]);
  });

  it("of an event that is renamed is the same", () => {
    const renamed = joining({ word: "/content" }, ({ ChatToken }) => {
      ChatToken.properties.type.const = "word";
    });
    expect(between(joining(token), renamed)).toEqual([]);
  });

  it("of an event that is new changes nothing that was joined", () => {
    const more = joining({ ...token, note: "/note" }, ({ ChatEvent }) => {
      const properties = { type: { const: "note" }, note: { type: "string" } };
      ChatEvent.oneOf.push({ type: "object", required: ["type", "note"], properties });
    });
    expect(between(joining(token), more)).toEqual([]);
  });
});

describe("one pointer for all events", () => {
  const nameless = (text: string): Editable =>
    joining(text, (_, mediaType) => {
      mediaType.itemSchema.properties.data.contentSchema = { $ref: "#/components/schemas/ChatToken" };
    });

  it("is told without the name of an event, where events have none", () => {
    expect(wordsOf(between(nameless("/content"), nameless("/pet/name")))).toEqual([
      "text-changed: client.stream.chat joins `/pet/name` in `text()` now, and joined `/content`",
    ]);
  });

  it("joins nothing of events that have no such field, or are thrown", () => {
    const thrown = (text: Editable): Editable => {
      const document = joining(text, ({ ChatError, ChatUsage }) => {
        ChatError.properties.content = { type: "string" };
        ChatUsage.properties.content = { type: "string" };
      });
      streamOf(document)["x-event-stream"].error = "error";
      return document;
    };
    expect(wordsOf(between(thrown(token), thrown("/content")))).toEqual([
      "text-changed: client.stream.chat joins `/content` of `usage` in `text()` now, and joined nothing",
    ]);
    expect(between(joining(token), joining("/content"))).toEqual([]);
  });

  it("is told of an event of several schemas where one of them has the field", () => {
    const several = (text: Editable): Editable =>
      joining(text, (schemas) => {
        for (const name of ["text", "count"]) {
          const properties = { type: { const: "costs" }, [name]: { type: "string" } };
          schemas[`Costs_${name}`] = { type: "object", required: ["type"], properties };
          schemas.ChatEvent.oneOf.push({ $ref: `#/components/schemas/Costs_${name}` });
        }
      });
    expect(wordsOf(between(several({ ...token, costs: "/text" }), several("/content")))).toEqual([
      "text-changed: client.stream.chat joins nothing of `costs` in `text()` now, and joined `/text`",
    ]);
  });

  it("is the same as that pointer for each event that has it", () => {
    const each = { token: "/type", start: "/type", usage: "/type", end: "/type", error: "/type" };
    expect(between(joining("/type"), joining(each))).toEqual([]);
  });
});

describe("in an envelope", () => {
  it("a text has no fields to follow", () => {
    const text = (pointer: string): Editable =>
      joining({ note: pointer }, (_, mediaType) => {
        const branches = ["note", "done"].map((name) => ({ event: { const: name }, data: { type: "string" } }));
        mediaType.itemSchema = { oneOf: branches.map((properties) => ({ required: ["event"], properties })) };
      });
    expect(wordsOf(between(text("/data"), text("/id")))).toEqual([
      "text-changed: client.stream.chat joins `/id` of `note` in `text()` now, and joined `/data`",
    ]);
  });

  const envelope = (text: string, fields: readonly string[]): Editable =>
    joining({ note: text }, (_, mediaType) => {
      const schema = {
        type: "object",
        properties: Object.fromEntries(fields.map((name) => [name, { type: "string" }])),
      };
      const data = { contentMediaType: "application/json", contentSchema: schema };
      const branches = [
        { event: { const: "note" }, data },
        { event: { const: "done" }, data: { type: "string" } },
      ];
      mediaType.itemSchema = { oneOf: branches.map((properties) => ({ required: ["event"], properties })) };
    });

  it("a field is looked for in the data", () => {
    expect(between(envelope("/data/a", ["a"]), envelope("/data/b", ["b"]))).toEqual([]);
    expect(wordsOf(between(envelope("/data/a", ["a"]), envelope("/data/b", ["a", "b"])))).toEqual([
      "text-changed: client.stream.chat joins `/data/b` of `note` in `text()` now, and joined `/data/a`",
    ]);
  });
});
