import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { readFolder, readRecordings, writeRecording } from "../../../generator/recording/recording-files.js";
import { recordingText, type Recording } from "../../../generator/recording/recording.js";
import { problemsOf, useFolder } from "../documents.js";

const { write } = useFolder();

function recordingOf(operationId: string): Recording {
  const request = { operationId, method: "GET", url: "/", headers: {} };
  return { request, chunks: [], end: { end: "failed", error: { kind: "network", message: "m" }, ms: 1 } };
}

describe("writeRecording", () => {
  it("numbers the recordings of an operation, and writes over none", () => {
    const folder = join(dirname(write("x", "")), "numbered/recordings");
    const names = ["chat", "chat", "chat-2", "chat"].map((name) => writeRecording(folder, recordingOf(name)));
    expect(names.map((name) => name.slice(folder.length + 1))).toEqual([
      "chat-1.jsonl",
      "chat-2.jsonl",
      "chat-2-1.jsonl",
      "chat-3.jsonl",
    ]);
    expect(readFileSync(names[0]!, "utf8")).toBe(recordingText(recordingOf("chat")));
    write("numbered/recordings/CHAT-10.jsonl", "");
    expect(writeRecording(folder, recordingOf("chat"))).toBe(join(folder, "chat-11.jsonl"));
  });

  it("writes nowhere else, whatever the operation is called", () => {
    const folder = join(dirname(write("x", "")), "hostile/recordings");
    for (const name of ["../../up", "/etc/passwd", "..", "a\\b", "c:d", ".hidden", "\u0000", "ü".repeat(300)]) {
      writeRecording(folder, recordingOf(name));
    }
    const written = readdirSync(folder);
    expect(written).toHaveLength(8);
    for (const name of written) expect(name).toMatch(/^[\w][\w.-]{0,110}-\d+\.jsonl$/);
    expect(readdirSync(join(folder, ".."))).toEqual(["recordings"]);
  });

  it("writes a named file again", () => {
    const file = join(dirname(write("x", "")), "named.jsonl");
    expect(writeRecording(file, recordingOf("a"))).toBe(file);
    expect(writeRecording(file, recordingOf("b"))).toBe(file);
    expect(readRecordings([file])[0]?.recording.request.operationId).toBe("b");
  });
});

describe("readRecordings", () => {
  it("reads files and folders, in the order of their numbers", () => {
    for (const number of [10, 2, 1]) write(`many/chat-${number}.jsonl`, recordingText(recordingOf(`chat${number}`)));
    write("many/notes.txt", "");
    const folder = dirname(write("many/README.md", ""));
    expect(readRecordings([folder]).map(({ file }) => file)).toEqual([
      "many/chat-1.jsonl",
      "many/chat-2.jsonl",
      "many/chat-10.jsonl",
    ]);
  });

  it("says what is wrong with all of them, and that there is none", () => {
    const bad = [write("bad/a.jsonl", "x"), write("bad/b.jsonl", "{}"), "nowhere.jsonl"];
    expect(problemsOf(() => readRecordings(bad))).toMatch(/bad\/a\.jsonl:1:1[^]*bad\/b\.jsonl:1:1[^]*no file nowhere/);
    expect(problemsOf(() => readRecordings(["nowhere"]))).toMatch(
      /There is no recording in nowhere\.[^]*record <operationId>/,
    );
    const empty = dirname(write("empty/x.txt", ""));
    expect(problemsOf(() => readRecordings([empty]))).toMatch(
      /There is no recording in .*empty\.[^]*record <operationId>/,
    );
  });
});

it("readFolder reads the recordings of a folder that may not be there", () => {
  const file = write("some/chat-1.jsonl", recordingText(recordingOf("chat")));
  expect(readFolder(dirname(file)).map((one) => one.file)).toEqual(["some/chat-1.jsonl"]);
  expect(readFolder("/none")).toEqual([]);
});
