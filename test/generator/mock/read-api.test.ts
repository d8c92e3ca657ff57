import { copyFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, it } from "vitest";
import { formatDiagnostic } from "../../../generator/diagnostics/diagnostics.js";
import { readApi } from "../../../generator/mock/read-api.js";
import { recordingText, type Recording } from "../../../generator/recording/recording.js";
import { problemsOf, useFolder } from "../documents.js";
import { SPEC } from "./served.js";

const { write } = useFolder();

const recording: Recording = {
  request: { operationId: "named", method: "POST", url: "http://a.test/", headers: {} },
  response: { status: 200, headers: {}, ms: 1 },
  chunks: [],
  end: { end: "closed", ms: 2 },
};

it("the recordings beside a document belong to its streams; those that are never heard are told", () => {
  const request = (operationId: string): Recording => ({
    ...recording,
    request: { ...recording.request, operationId },
  });
  write("api/recordings/named-1.jsonl", recordingText(recording));
  write("api/recordings/nmed-1.jsonl", recordingText(request("nmed")));
  write("api/recordings/note-1.jsonl", recordingText(request("note")));
  const failed = {
    ...request("text"),
    end: { end: "failed", error: { kind: "network", message: "" }, ms: 2 },
  } as const;
  const folder = dirname(dirname(write("api/recordings/text-1.jsonl", recordingText(failed))));
  copyFileSync(SPEC, join(folder, "openapi.yaml"));

  const { api, warnings } = readApi({ folder });
  expect([...api.recordings].filter(([, all]) => all.length > 0).map(([name, all]) => [name, all.length])).toEqual([
    ["named", 1],
  ]);
  expect(warnings.map((warning) => formatDiagnostic(warning).replaceAll(folder, "api"))).toEqual([
    'warning: api/recordings/nmed-1.jsonl is of a stream that this document does not have: nmed.\n\n  Did you mean "named"?',
    "warning: api/recordings/note-1.jsonl is of a stream that this document does not have: note.",
    "warning: api/recordings/text-1.jsonl is not played: it holds no stream, or a broken one.",
  ]);
  expect(readApi({ spec: join(folder, "openapi.yaml") }).api.recordings.get("named")).toHaveLength(1);
});

it("what is wrong with the document or a recording is told", () => {
  const spec = write("wrong/openapi.yaml", "openapi: 3.1.0\npaths: {/a: {$ref: '#/none'}}\n");
  expect(problemsOf(() => readApi({ spec }))).toContain("The reference leads nowhere: #/none");
  copyFileSync(SPEC, spec);
  write("wrong/recordings/a.jsonl", "{}");
  expect(problemsOf(() => readApi({ spec }))).toContain("This is not a line of a recording");
});
