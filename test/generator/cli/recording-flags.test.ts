import { expect, it } from "vitest";
import { recordingsAt, toRecordingsRequest } from "../../../generator/cli/recording-flags.js";
import { useFolder } from "../documents.js";

const { write } = useFolder();

it("the API is in the folder of its recordings", () => {
  const one = write("a/recordings/chat-1.jsonl", "");
  const other = write("b/recordings/chat-1.jsonl", "");
  const folder = one.replace("/recordings/chat-1.jsonl", "");
  expect(toRecordingsRequest("verify", [one, `${folder}/recordings`], {})).toEqual({ folder });
  expect(toRecordingsRequest("verify", [], {})).toEqual({});
  expect(() => toRecordingsRequest("verify", [one, other], {})).toThrow("The recordings are of several APIs");
});

it("the folder of an API, or its document, stands for its recordings", () => {
  const folder = write("c/recordings/chat-1.jsonl", "").replace("/recordings/chat-1.jsonl", "");
  const document = write("c/openapi.json", "{}");
  const empty = write("d/openapi.yaml", "");
  const recordings = `${folder}/recordings`;
  expect(recordingsAt([folder, document, recordings, "nothere"])).toEqual([
    recordings,
    recordings,
    recordings,
    "nothere",
  ]);
  const beside = write("e/chat-1.jsonl", "").replace("/chat-1.jsonl", "");
  write("e/openapi.yaml", "");
  expect(recordingsAt([beside])).toEqual([beside]);
  expect(toRecordingsRequest("infer", recordingsAt([folder]), {})).toEqual({ folder });
  expect(() => toRecordingsRequest("infer", recordingsAt([empty.replace("/openapi.yaml", "")]), {})).toThrow(
    /no folder of recordings, .*d\/recordings\. Make a recording with `npx openapi-stream record <operationId>`$/,
  );
});

it("a path that is not there is named, whatever else is missing", () => {
  expect(() => toRecordingsRequest("verify", ["nothere", "recordings"], {})).toThrow(
    "There is no recording, and no folder of recordings, nothere, recordings",
  );
});

it("a document of another name is named by --spec", () => {
  const gateway = write("f/gateway.yaml", "");
  expect(() => toRecordingsRequest("verify", recordingsAt([gateway]), {})).toThrow(
    /gateway\.yaml is no recording\. Of another document than a folder's: verify --spec .*gateway\.yaml$/,
  );
});
