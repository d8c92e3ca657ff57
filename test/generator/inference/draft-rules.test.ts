import { describe, expect, it } from "vitest";
import type { JsonValue } from "../../../generator/document/source.js";
import { doubtfulText, draftRules } from "../../../generator/inference/draft-rules.js";
import { draftLines } from "../../../generator/inference/draft.js";
import { findText } from "../../../generator/inference/find-text.js";
import { seeStream, type SeenStream } from "../../../generator/inference/seen-stream.js";
import { linesOf, recordingOf, Sent } from "./streams.js";

/** The lines of what could be said. */
function rules(...bodies: readonly (readonly (JsonValue | Sent)[])[]): readonly string[] {
  const seen = seeStream(
    bodies.map((events) => recordingOf(events)),
    undefined,
  );
  return draftLines(draftRules(seen!, findText(seen!)));
}

const WORDS = words("So ", "it ", "goes");

function words(...texts: readonly string[]): readonly { readonly type: string; readonly text: string }[] {
  return texts.map((text) => ({ type: "word", text }));
}

describe("draftRules", () => {
  it("is empty where nothing is to be said", () => {
    const seen = seeStream([linesOf([{ n: 1 }, { n: 2 }])], undefined)!;
    expect(draftRules(seen, findText(seen))).toEqual({});
  });

  it("says by name what ends, fails and is text, and how often", () => {
    const others = [...words("And ", "on"), { type: "stop" }];
    expect(rules([...WORDS, { type: "stop" }], others, [...words("No"), { type: "failure" }])).toEqual([
      "end: stop # last, and only there in 2 of 2 recordings",
      "error: failure # called so, and last in 1 of 3 recordings",
      "text:",
      "  word: /text # 6 of 6 events, 18 characters",
    ]);
  });

  it("lists several ends, each with its count", () => {
    const ends = ["stop", "stop", "length"].map((type) => [...WORDS, { type }]);
    expect(rules(...ends).slice(0, 3)).toEqual([
      "end:",
      "  - stop # last, and only there in 2 of 3 recordings",
      "  - length # last, and only there in 1 of 3 recordings",
    ]);
  });

  it("says by value what ends and fails, where nothing names events", () => {
    const answer = (...texts: readonly string[]): readonly JsonValue[] =>
      texts.map((text, index) => ({ text, done: index === texts.length - 1 }));
    expect(rules(answer("So ", "it ", "goes"), answer("And ", "on"), [{ text: "No" }, { error: { code: 1 } }])).toEqual(
      [
        "end:",
        "  where: /done # last, and only there in 2 of 2 recordings",
        "  is: true",
        "error:",
        "  where: /error # there in 1 of 3 recordings",
        "text: /text # 6 of 7 events, 18 characters",
      ],
    );
  });

  it("says nothing of the event before a sentinel", () => {
    const sent = [...WORDS, { type: "stop" }, "[DONE]"];
    const lines = rules(sent, sent, sent.slice(0, -1));
    expect(lines).toContain("sentinel: '[DONE]' # last in 2 of 3 recordings");
    expect(lines.filter((line) => line.startsWith("end"))).toEqual([]);
  });

  it("begins at the data, but where an item is its data", () => {
    const sent = WORDS.map(({ text }) => new Sent("word", { "a/b": text }));
    expect(rules([...sent, new Sent("stop", {})])).toContain("  word: /data/a~1b # 3 of 3 events, 10 characters");
    expect(rules(["So", "it", "goes"])).toEqual(["text: /data # 3 of 3 events, 8 characters"]);
    // There is no step to what an item is as a whole.
    expect(rules(['"So"', '"it"', '"goes"'])).toEqual(["{}"]);
  });
});

describe("doubtfulText", () => {
  it("is what only is called as a text", () => {
    const seen = (...lines: readonly string[]) =>
      seeStream([linesOf(lines.map((message) => ({ message })))], undefined)!;
    const log = seen("Server started", "Client came");
    const doubtful = (stream: SeenStream) => doubtfulText(stream, findText(stream));
    expect(draftLines(doubtful(log)!)).toEqual(["text: /message # 2 of 2 events, 25 characters"]);
    expect(draftRules(log, findText(log))).toEqual({});
    expect(doubtful(seen("So ", "it goes"))).toBeUndefined();
    expect(doubtful(seen("one"))).toBeUndefined();
  });
});
