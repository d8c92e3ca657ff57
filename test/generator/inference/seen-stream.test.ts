import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { JsonValue } from "../../../generator/document/source.js";
import { seeStream, type SeenStream } from "../../../generator/inference/seen-stream.js";
import type { Stream } from "../../../generator/model/model.js";
import type { Recording } from "../../../generator/recording/recording.js";
import { describeStream, findOperation } from "../../../generator/recording/find-operation.js";
import { documentOf } from "../streams.js";
import { linesOf, recordingOf, Sent } from "./streams.js";

function see(recordings: readonly Recording[], known?: Stream): SeenStream {
  return seeStream(recordings, known)!;
}

/** How often each event was seen, and how often in one recording at most. */
function counts({ events }: SeenStream): readonly string[] {
  return events.map(({ name, count, most, isText }) => `${name} ${count} ${most}${isText ? " text" : ""}`);
}

/** What a document says of `POST /chat`. */
function streamOf(mediaType: JsonValue): Stream {
  const responses = { 200: { description: "", content: { "text/event-stream": mediaType } } };
  const paths = { "/chat": { post: { operationId: "chat", responses } } };
  const document = documentOf({ openapi: "3.2.0", info: { title: "T", version: "1" }, paths });
  return describeStream(document, findOperation(document, "chat")).stream!;
}

const TYPED = ["start", "word", "word", "end"].map((type) => ({ type }));

describe("seeStream: what names events", () => {
  it.each<[string, Recording, Partial<SeenStream["naming"]>, readonly string[]]>([
    [
      "a property",
      recordingOf(TYPED),
      { item: "json", discriminator: "type", named: true },
      ["start 1 1", "word 2 2", "end 1 1"],
    ],
    [
      "the event field",
      recordingOf([new Sent("a", { x: 1 }), new Sent("b", "no JSON"), new Sent("", { y: 1 })]),
      { item: "envelope", discriminator: undefined, named: true },
      ["a 1 1", "b 1 1 text", "message 1 1"],
    ],
    ["nothing", recordingOf([{ x: 1 }, { x: 2 }]), { item: "json", named: false }, ["message 2 2"]],
    ["nothing, in text", recordingOf(["So", "it"]), { item: "text", named: false }, ["message 2 2 text"]],
    ["nothing, in words like JSON", recordingOf(["42", "true"]), { item: "text" }, ["message 2 2 text"]],
    ["nothing, in strings of JSON", recordingOf(['"So"', '"it"']), { item: "json", named: false }, ["message 2 2"]],
  ])("%s", (_, recording, naming, events) => {
    const seen = see([recording]);
    expect(seen.naming).toMatchObject(naming);
    expect(counts(seen)).toEqual(events);
  });

  it("is nothing where only some are JSON", () => {
    expect(see([recordingOf(["so", "it", ...TYPED])]).naming).toEqual({ item: "json", named: false });
  });

  it("is what the document says, if it says so", () => {
    const known = streamOf({ itemSchema: { properties: { data: { type: "string" } } } });
    const seen = see([recordingOf(TYPED)], known);
    expect(seen.naming).toMatchObject({ item: "text", named: false });
    expect(seen.recordings[0]!.events[0]).toEqual({ name: "message", value: '{"type":"start"}' });
  });
});

describe("seeStream: what is counted", () => {
  it("leaves out what has no name or is no JSON, where the others have and are", () => {
    const seen = see([recordingOf(["oops", ...TYPED, ...TYPED, ...TYPED])]);
    expect(counts(seen)).toEqual(["start 3 3", "word 6 6", "end 3 3"]);
    const events = ["start", "word"].map((type) => ({ type: "object", properties: { type: { const: type } } }));
    const known = streamOf({ itemSchema: { oneOf: events } });
    const others = see([recordingOf([...TYPED, { kind: "start" }, { type: 1 }, [], "oops"])], known);
    expect(counts(others)).toEqual(["start 1 1", "word 2 2", "end 1 1"]);
  });

  it("takes empty data for a heartbeat", () => {
    const seen = see([recordingOf(["", { x: 1 }, ""])]);
    expect(counts(seen)).toEqual(["message 1 1"]);
  });

  it("stops at the sentinel: one that is found, or one that is known", () => {
    const found = see([recordingOf([{ x: 1 }, "[DONE]"]), recordingOf([{ x: 1 }])]);
    expect([found.sentinel, counts(found)]).toEqual([{ text: "[DONE]", count: 1 }, ["message 2 1"]]);
    const known = streamOf({
      itemSchema: { type: "object", properties: { x: { type: "integer" } } },
      "x-event-stream": { sentinel: "STOP" },
    });
    const stopped = see([recordingOf([{ x: 1 }, "STOP", { x: 2 }])], known);
    expect([stopped.sentinel?.text, counts(stopped)]).toEqual(["STOP", ["message 1 1"]]);
  });

  it("finds the sentinel of a described stream, too, where nothing says how it ends and its data is JSON", () => {
    const itemSchema = { type: "object", properties: { done: { type: "boolean" } } };
    const recordings = [recordingOf([{ done: false }, "[DONE]"])];
    expect(see(recordings, streamOf({ itemSchema })).sentinel).toEqual({ text: "[DONE]", count: 1 });
    const end = { where: "/done", is: true };
    expect(see(recordings, streamOf({ itemSchema, "x-event-stream": { end } })).sentinel).toBeUndefined();
    const text = { type: "object", properties: { data: { type: "string" } } };
    expect(see(recordings, streamOf({ itemSchema: text })).sentinel).toBeUndefined();
  });

  it("counts every event once, in the order that names were first seen in", () => {
    const name = fc.constantFrom("start", "word", "tool", "end");
    fc.assert(
      fc.property(fc.array(fc.array(name, { minLength: 1 }), { minLength: 1, maxLength: 4 }), (bodies) => {
        // One of each, that a name is found.
        const all = [["start", "end"], ...bodies];
        const seen = see(all.map((names) => linesOf(names.map((type) => ({ type })))));
        const names = [...new Set(all.flat())];
        const often = (body: readonly string[], one: string): number => body.filter((other) => other === one).length;
        expect(counts(seen)).toEqual(
          names.map((one) => `${one} ${often(all.flat(), one)} ${Math.max(...all.map((body) => often(body, one)))}`),
        );
        expect(seen.events.map(({ evidence }) => evidence.count)).toEqual(seen.events.map(({ count }) => count));
      }),
    );
  });
});

describe("seeStream: which recordings", () => {
  const response = { status: 200, headers: { "content-type": "text/event-stream" }, ms: 1 };

  it("are none where none holds a stream", () => {
    const refused = recordingOf([{ x: 1 }], { response: { ...response, status: 401 } });
    expect(seeStream([], undefined)).toBeUndefined();
    expect(seeStream([refused, recordingOf([])], undefined)).toBeUndefined();
    expect(see([refused, recordingOf([{ x: 1 }])]).recordings).toHaveLength(1);
  });

  it("are whole unless they failed", () => {
    const cut = recordingOf([{ x: 1 }], {
      end: { end: "failed", error: { kind: "network", message: "reset" }, ms: 1 },
    });
    const completed = recordingOf([{ x: 1 }], { end: { end: "completed", ms: 1 } });
    const { recordings } = see([cut, recordingOf([{ x: 1 }]), completed]);
    expect(recordings.map(({ isWhole }) => isWhole)).toEqual([false, true, true]);
  });

  it("say the status, and the media type without parameters if it is one of a stream", () => {
    const sentAs = (type: string): SeenStream =>
      see([recordingOf([{ x: 1 }], { response: { ...response, status: 201, headers: { "content-type": type } } })]);
    expect(sentAs("Text/Event-Stream; charset=utf-8")).toMatchObject({ status: 201, mediaType: "text/event-stream" });
    expect(sentAs("text/plain").mediaType).toBe("text/event-stream");
    for (const type of ["application/x-ndjson", "application/jsonl"]) {
      const headers = { "content-type": `${type}; charset=utf-8` };
      const sent = { ...linesOf([{ x: 1 }]), response: { ...response, headers } };
      expect(see([sent])).toMatchObject({ format: "jsonLines", mediaType: type });
    }
  });
});

describe("seeStream: JSON Lines", () => {
  it("are JSON, whatever JSON they are", () => {
    const seen = see([linesOf([1, true, null])]);
    expect([seen.naming.item, counts(seen)]).toEqual(["json", ["message 3 3"]]);
    expect(seen.recordings[0]!.events.map(({ value }) => value)).toEqual([1, true, null]);
  });
});
