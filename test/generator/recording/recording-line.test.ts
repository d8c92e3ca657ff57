import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../../generator/document/source.js";
import { checkLine, isTextPiece, lineKind } from "../../../generator/recording/recording-line.js";
import { recordingText } from "../../../generator/recording/recording.js";
import { json, jsonObject } from "../json.js";
import { recordings } from "./recordings.js";

const REQUEST = { operationId: "chat", method: "POST", url: "/chat", headers: {} };

/** What is wrong with a line, and where in it: `words @way/to/it`, and `key` where it is the name that is wrong. */
function faults(line: JsonObject): readonly string[] {
  const found: string[] = [];
  checkLine(line, lineKind(line)!, (message, hint, path, part) => {
    found.push(`${message}. ${hint ?? ""} @${path.join("/")} ${part ?? ""}`.replaceAll(/ +/g, " ").trimEnd());
  });
  return found;
}

/** The lines of any recording, as they are read from its file. */
const lines = recordings.map((recording) => {
  return recordingText(recording)
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as JsonObject);
});

describe("lineKind", () => {
  it("goes by the field that only this kind has, wherever it stands", () => {
    expect(lineKind({ ms: 1, bytes: "" })).toBe("bytes");
    expect(lineKind({ ms: 1 })).toBeUndefined();
    expect(lineKind(Object.create({ chunk: "a" }) as object)).toBeUndefined();
  });

  it("takes a line that could be of two kinds for the one that comes first in a recording", () => {
    expect(lineKind({ end: "closed", chunk: "a", ms: 1 })).toBe("chunk");
  });
});

describe("checkLine", () => {
  it("has nothing to say of a line that was printed", () => {
    fc.assert(
      fc.property(lines, (printed) => {
        expect(printed.map(lineKind)).toEqual(expect.arrayContaining(["request", "end"]));
        expect(printed.flatMap(faults)).toEqual([]);
      }),
    );
  });

  it("misses every field but the body of a request and the error of an end", () => {
    fc.assert(
      fc.property(lines, fc.nat(), (printed, at) => {
        const line = printed[at % printed.length]!;
        const kind = lineKind(line)!;
        const content = line["request"] ?? line["response"];
        const holder = (content ?? line) as JsonObject;
        for (const name of Object.keys(holder)) {
          if (name === kind || name === "body" || name === "error") continue;
          const { [name]: _, ...rest } = holder;
          const shorter = content === undefined ? rest : { ...line, [kind]: rest };
          const place = content === undefined ? "" : kind;
          expect(faults(shorter)).toEqual([`\`${name}\` is missing. @${place}`]);
        }
      }),
    );
  });

  it.each<readonly [string, JsonObject, string]>([
    ["a status that no final answer has", { response: { status: 199, headers: {} }, ms: 1 }, "@response/status"],
    ["a status past the last", { response: { status: 600, headers: {} }, ms: 1 }, "@response/status"],
    ["part of a status", { response: { status: 200.5, headers: {} }, ms: 1 }, "@response/status"],
    ["a time before the request", { chunk: "", ms: -1 }, "@ms"],
    ["a time that a number cannot hold", { chunk: "", ms: 2 ** 53 }, "@ms"],
    ["a lone surrogate", { chunk: "a\ud800", ms: 1 }, "@chunk"],
    ["base64 without its padding", { bytes: "8J8", ms: 1 }, "@bytes"],
    ["base64 of URLs", { bytes: "_-8=", ms: 1 }, "@bytes"],
    ["a method in lower case", { request: { ...REQUEST, method: "Post" } }, "@request/method"],
    ["a list of headers", { request: { ...REQUEST, headers: [] } }, "@request/headers"],
    ["a header that is a list", { request: { ...REQUEST, headers: { a: ["b"] } } }, "@request/headers"],
    ["a list as an error", { end: "failed", error: [], ms: 1 }, "@error"],
  ])("refuses %s", (_, line, place) => {
    expect(faults(line)).toEqual([expect.stringMatching(new RegExp(` must be .*${place}$`))]);
  });

  it("takes the first and the last that are allowed", () => {
    const answered = (status: number, ms: number) => ({ response: { status, headers: { a: "" } }, ms });
    expect([answered(200, 0), answered(599, Number.MAX_SAFE_INTEGER)].flatMap(faults)).toEqual([]);
  });

  it("asks an end for an error where it failed, and only there", () => {
    const error = { kind: "network", message: "reset" };
    expect(faults({ end: "failed", error, ms: 1 })).toEqual([]);
    const words = ["An end that failed has an error, and no other has. @end"];
    expect(faults({ end: "failed", ms: 1 })).toEqual(words);
    expect(faults({ end: "completed", error, ms: 1 })).toEqual(words);
  });

  it("points at the name of a field that nobody knows, and says which was meant, or which there are", () => {
    expect(faults({ request: { ...REQUEST, bdy: 1 } })).toEqual([
      'Unknown field "bdy". Did you mean "body"? @request/bdy key',
    ]);
    expect(faults({ bytes: "", ms: 1, wholly: true })).toEqual([
      'Unknown field "wholly". Known here are bytes, ms. @wholly key',
    ]);
  });

  it("knows no field by what every object has", () => {
    const line = JSON.parse('{"chunk":"a","ms":1,"__proto__":{},"toString":1}') as JsonObject;
    expect(faults(line)).toEqual([
      expect.stringContaining('Unknown field "__proto__"'),
      expect.stringContaining('Unknown field "toString"'),
    ]);
  });

  it("takes any body, and any names of headers", () => {
    fc.assert(
      fc.property(json, jsonObject, (body, names) => {
        const headers = Object.fromEntries(Object.keys(names as JsonObject).map((name) => [name, "x"]));
        expect(faults({ request: { ...REQUEST, body, headers } })).toEqual([]);
      }),
    );
  });
});

describe("isTextPiece", () => {
  it("is true of exactly the lines of text in which nothing is wrong", () => {
    const text = fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom<unknown>("\udc00", "a\ud83d", 1, null));
    const ms = fc.oneof(fc.nat(), fc.constantFrom<unknown>(-1, 0.5, "1", null));
    const more = fc.constantFrom({}, { bytes: "" }, { end: "closed" }, { x: 1 });
    fc.assert(
      fc.property(text, ms, more, (chunk, at, rest) => {
        const line = { chunk, ms: at, ...rest } as JsonObject;
        expect(isTextPiece(line)).toBe(faults(line).length === 0);
      }),
      { examples: [["a", 1, {}]] },
    );
  });

  it("is false of every other line", () => {
    expect(
      [{ bytes: "", ms: 1 }, { end: "closed", ms: 1 }, { request: REQUEST }, { chunk: "a" }].map(isTextPiece),
    ).toEqual([false, false, false, false]);
  });
});
