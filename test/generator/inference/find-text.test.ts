import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { JsonValue } from "../../../generator/document/source.js";
import { findText } from "../../../generator/inference/find-text.js";
import { seeStream } from "../../../generator/inference/seen-stream.js";
import type { Recording } from "../../../generator/recording/recording.js";
import { linesOf, recordingOf, Sent } from "./streams.js";

/** Event, pointer, count and length, as one line. */
function found(...recordings: readonly Recording[]): string | undefined {
  const text = findText(seeStream(recordings, undefined)!);
  return text && `${text.event.name} /${text.pointer.join("/")} ${text.count} ${text.length}${text.isSure ? "" : "?"}`;
}

function each(words: readonly string[], item: (word: string, index: number) => JsonValue): Recording {
  return linesOf(words.map(item));
}

const PIECES = ["So ", "it ", "goes"];

describe("findText", () => {
  it("finds a text that comes in pieces, and counts events and UTF-16 code units", () => {
    expect(found(each(["a", "bc", "😀"], (text) => ({ text })))).toBe("message /text 3 5");
  });

  it("counts over all recordings, though each piece must have come beside others in one", () => {
    const once = PIECES.map((text) => linesOf([{ text }]));
    expect(found(...once)).toBeUndefined();
    expect(
      found(
        each(PIECES, (text) => ({ text })),
        ...once,
      ),
    ).toBe("message /text 6 20");
  });

  it.each([1, 2, 3, 5, 40])("finds it in an answer that was recorded %i times", (times) => {
    const answer = Array.from({ length: 21 }, (_, index) => `word${index} `);
    const text = answer.join("");
    const again = <T>(one: T): readonly T[] => Array.from({ length: times }, () => one);
    const [count, length] = [times * 21, times * text.length];
    expect(found(...again(each(answer, (token) => ({ token }))))).toBe(`message /token ${count} ${length}`);
    expect(found(...again(each(answer, (token) => ({ choices: [{ token }] }))))).toBe(
      `message /choices/0/token ${count} ${length}`,
    );
    const named = linesOf([...answer.map((content) => ({ type: "token", content })), { type: "end" }]);
    expect(found(...again(named))).toBe(`token /content ${count} ${length}`);
  });

  it("takes nothing that comes once in an answer, however many there are", () => {
    const answers = PIECES.map((title) => linesOf([{ step: 1 }, { title }]));
    expect(found(...answers)).toBeUndefined();
  });

  it("looks into objects, so deep and no deeper", () => {
    expect(found(each(PIECES, (e) => ({ a: { b: { c: { d: { e } } } } })))).toBe("message /a/b/c/d/e 3 10");
    expect(found(each(PIECES, (f) => ({ a: { b: { c: { d: { e: { f } } } } } })))).toBeUndefined();
  });

  it("prefers the usual name, then the longest text", () => {
    expect(found(each(PIECES, (word) => ({ thought: `${word}, aloud`, text: word })))).toBe("message /text 3 10");
    expect(found(each(PIECES, (word) => ({ text: word, answer: { content: "a" + word } })))).toBe(
      "message /answer/content 3 13",
    );
    expect(found(each(PIECES, (word) => ({ one: word, other: `${word} ` })))).toBe("message /other 3 13");
  });

  it("leaves out what differs in each event and is nothing to read", () => {
    for (const name of ["id", "item_id", "itemId", "created", "model", "system_fingerprint", "role"]) {
      expect(found(each(PIECES, (word) => ({ [name]: word }))), name).toBeUndefined();
      expect(found(each(PIECES, (word) => ({ [`${name}ea`]: word }))), name).toBe(`message /${name}ea 3 10`);
    }
  });

  it.each<[string, readonly string[], string | undefined]>([
    ["text that is empty", ["", ""], undefined],
    ["one and the same text", ["a", "a", "a", "b", "a"], undefined],
    ["times", ["2026-11-24", "2026-11-25", "2026-11-26"], undefined],
    ["text that grows", ["So", "So it", "So it goes"], undefined],
    ["text of which every second piece is another", ["a", "b", "a", "b"], "message /text 4 4"],
    ["text that grew once", ["a", "ab", "c"], "message /text 3 4"],
  ])("knows pieces from %s", (_, texts, expected) => {
    expect(found(each(texts, (text) => ({ text })))).toBe(expected);
  });

  it.each<[string, string, readonly string[], string | undefined]>([
    ["codes", "currency", ["EUR", "USD", "GBP", "CHF"], undefined],
    ["titles", "title", ["The first", "The second", "The third"], undefined],
    ["padding, once", "title", ["EUR ", "USD", "GBP"], undefined],
    ["lines of a log", "message", ["Server started", "Client came", "Client left"], "message /message 3 36?"],
    ["comments", "text", ["Great product!", "Never again", "So so"], "message /text 3 30?"],
    ["words", "answer", ["Hello", "Bye", "Yes"], "message /answer 3 11?"],
    ["places", "city", ["北京", "上海", "广州"], undefined],
    ["words of a text", "answer", ["量子", "比特", "很", "奇怪"], "message /answer 4 7"],
    ["parts of words", "text", ["Hel", "lo", ",", " you"], "message /text 4 10"],
    ["lines of a text", "answer", ["It goes\n", "and goes\n", "on"], "message /answer 3 19"],
    ["paragraphs, cut anywhere", "verse", ["So it go", "es, and", " it goes ", "on and on"], "message /verse 4 33"],
  ])("tells a text from fields of rows: %s", (_, name, texts, expected) => {
    expect(found(each(texts, (text) => ({ [name]: text })))).toBe(expected);
  });

  it("goes by the event's name where its data is the text", () => {
    const sent = (event: string): Recording =>
      recordingOf([...["Hel", "lo"].map((data) => new Sent(event, data)), new Sent("stop", { ok: true })]);
    expect(found(sent("text-delta"))).toBe("text-delta / 2 5");
    expect(found(sent("state"))).toBeUndefined();
  });

  it("takes the data of an envelope, and a stream that is text, as they are", () => {
    const sent = PIECES.map((text) => new Sent("word", { text }));
    expect(found(recordingOf([...sent, new Sent("stop", { ok: true })]))).toBe("word /text 3 10");
    expect(found(recordingOf(["So", "it", "goes"]))).toBe("message / 3 8");
  });
});

describe("findText: where a name tells events apart", () => {
  it("takes what every event of the name has", () => {
    const words = PIECES.map((text) => ({ type: "word", text }));
    expect(found(linesOf([...words, { type: "stop" }]))).toBe("word /text 3 10");
    expect(found(linesOf([...words, { type: "word" }, { type: "stop" }]))).toBeUndefined();
    // Without names, it may be missing.
    expect(found(linesOf([...PIECES.map((text) => ({ text })), { last: true }]))).toBe("message /text 3 10");
  });

  it("takes nothing in a list, which may be empty", () => {
    const words = PIECES.map((text) => ({ type: "word", parts: [{ text }] }));
    expect(found(linesOf([...words, { type: "stop" }]))).toBeUndefined();
  });
});

describe("findText: in a list, the first item alone", () => {
  it("is what counts", () => {
    expect(found(each(PIECES, (text) => ({ choices: [{ text }, { text: `${text}?` }] })))).toBe(
      "message /choices/0/text 3 10",
    );
  });

  it("is what must hold the text, in pieces", () => {
    expect(found(each(PIECES, (text) => ({ choices: [{ index: 0 }, { text }] })))).toBeUndefined();
    expect(found(each(PIECES, (text) => ({ choices: [{ text: "same" }, { text }] })))).toBeUndefined();
    const grown = (index: number): string => PIECES.slice(0, index + 1).join("");
    expect(found(each(PIECES, (_, index) => ({ choices: [{ text: grown(index) }, { text: "" }] })))).toBeUndefined();
  });

  it("whatever is beside it", () => {
    const item = fc.record({ text: fc.constantFrom("a", "b", "So ") });
    fc.assert(
      fc.property(fc.array(fc.array(item, { maxLength: 3 }), { minLength: 2, maxLength: 6 }), (lists) => {
        const alone = each(PIECES, (_, index) => ({ choices: (lists[index] ?? []).slice(0, 1) }));
        const all = each(PIECES, (_, index) => ({ choices: lists[index] ?? [] }));
        expect(found(all)).toBe(found(alone));
      }),
    );
  });
});
