import { describe, expect, it } from "vitest";
import type { Diagnostic } from "../../../generator/diagnostics/diagnostics.js";
import type { JsonValue } from "../../../generator/document/source.js";
import { readRequest } from "../../../generator/model/stream-request.js";
import { at, documentOf } from "../streams.js";

function read(request: JsonValue | undefined, flag?: string) {
  const properties = { stream: { type: "boolean" }, live: { type: "boolean" }, mode: { type: "string" } };
  const content = { "application/json": { schema: { properties } } };
  const document = documentOf({ post: { requestBody: { content } }, ...(request !== undefined && { request }) });
  const problems: Diagnostic[] = [];
  const node = request === undefined ? undefined : at(document, "#/request");
  const fields = readRequest({ document, problems }, node, at(document, "#/post"), flag);
  return { fields, problems: problems.map(({ message, hint }) => `${message}. ${hint ?? ""}`) };
}

describe("the body fields that ask for the stream", () => {
  it.each([
    ["those of the extension", { mode: "live", stream: false }, undefined, { mode: "live", stream: false }],
    ["none, where the extension says so", {}, "live", undefined],
    ["the boolean that is called so", undefined, undefined, { stream: true }],
    ["the one that another generator's extension names", undefined, "live", { live: true }],
    ["not one that the body has not", undefined, "gone", { stream: true }],
  ])("are %s", (_, request, flag, fields) => {
    expect(read(request, flag)).toEqual({ fields, problems: [] });
  });

  it.each([
    ["stream", "`request` must be an object of body fields and their values, such as {stream: true}. "],
    [
      { stream: { deep: true } },
      "`request` must be an object of body fields and their values, such as {stream: true}. ",
    ],
    [{ stream: "true" }, 'The field "stream" of the request body cannot be "true". '],
    [{ streem: true }, 'The request body has no field "streem". Did you mean "stream"?'],
  ])("%j is refused", (request, problem) => {
    expect(read(request).problems).toEqual([problem]);
  });
});
