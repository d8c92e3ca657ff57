import { basename, dirname, join } from "node:path";
import { expect, it } from "vitest";
import { recordingsFolder, recordingsIn } from "../../../generator/recording/recordings-folder.js";
import { useFolder } from "../documents.js";

const { write } = useFolder();

it("is in the folder of the API, and its files come in the order of their numbers", () => {
  const names = ["chat-10.jsonl", "chat-9.jsonl", "chat-1.jsonl", "notes.txt"];
  const [first] = names.map((name) => write(name, "")) as [string];
  expect(recordingsIn(dirname(first)).map((file) => basename(file))).toEqual([
    "chat-1.jsonl",
    "chat-9.jsonl",
    "chat-10.jsonl",
  ]);
  expect(recordingsFolder("spec")).toBe(join("spec", "recordings"));
});
