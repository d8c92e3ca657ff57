import { expect, it } from "vitest";
import { commandText, inputText } from "../../../generator/input/input-text.js";

it.each([
  [{}, ""],
  [{ folder: "apis/one" }, " apis/one"],
  [{ spec: "petchat.yaml" }, " petchat.yaml"],
  [{ spec: "a b.yaml", overlays: ["x.yaml", "it's.yaml"] }, ` 'a b.yaml' --overlay x.yaml 'it'\\''s.yaml'`],
])("a verb that takes a folder names the files of %j by %j", (request, text) => {
  expect(inputText(request)).toBe(text);
});

it.each([
  [{}, "chat-1.jsonl", "chat-1.jsonl"],
  [{ folder: "apis/one" }, "apis/one/recordings", "apis/one/recordings"],
  [{ spec: "petchat.yaml" }, "my chat.jsonl", "'my chat.jsonl' --spec petchat.yaml"],
  [{ spec: "a b.yaml", overlays: ["x.yaml"] }, "chat-1.jsonl", "chat-1.jsonl --spec 'a b.yaml' --overlay x.yaml"],
])("a verb that takes a recording names the files of %j beside %j", (request, recording, text) => {
  expect(commandText("verify", recording, request)).toBe(`npx openapi-stream verify ${text}`);
});
