import { describe, expect, it } from "vitest";
import type { JsonValue } from "../../../generator/document/source.js";
import { Problem } from "../../../generator/mock/problem.js";
import { readBody } from "../../../generator/mock/request-body.js";
import { at, documentOf } from "../streams.js";

const schema = { properties: { tags: { type: "array", items: {} }, options: { type: "object" } } };

async function read(
  requestBody: JsonValue | undefined,
  body: BodyInit | undefined,
  contentType?: string,
): Promise<unknown> {
  const operation = requestBody === undefined ? {} : { requestBody };
  const document = documentOf({ paths: { "/a": { post: operation } } });
  const headers = contentType === undefined ? {} : { "content-type": contentType };
  const request = new Request("http://a.test/a", { method: "POST", ...(body !== undefined && { body }), headers });
  try {
    const { value, isForm } = await readBody(document, at(document, "#/paths/~1a/post"), request);
    return isForm ? { form: value } : value;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return `${error.status} ${error.message}${error.errors.map(({ detail }) => `: ${detail}`).join("")}`;
  }
}

const json = (changes: object = {}): JsonValue =>
  ({ content: { "application/json": { schema } }, ...changes }) as JsonValue;

describe("a JSON body", () => {
  it("is read, whatever its media type is called", async () => {
    expect(await read(json(), '{"a":1}', "application/json; charset=utf-8")).toEqual({ a: 1 });
    expect(await read({ content: { "application/*": {} } }, "[1]", "application/vnd.a+json")).toEqual([1]);
    expect(await read({ content: { "*/*": {} } }, "null", "application/json")).toBeNull();
  });

  it("has the schema of a media type that a reference leads to", async () => {
    const components = { mediaTypes: { Ask: { schema } } };
    const content = { "application/json": { $ref: "#/components/mediaTypes/Ask" } };
    const document = documentOf({ components, post: { requestBody: { content } } });
    const request = new Request("http://a.test", {
      method: "POST",
      body: "{}",
      headers: { "content-type": "application/json" },
    });
    expect((await readBody(document, at(document, "#/post"), request)).schema?.value).toBe(schema);
  });

  it("may be missing, unless it is required", async () => {
    expect(await read(json(), undefined)).toBeUndefined();
    expect(await read(json({ required: true }), undefined)).toBe(
      "400 The request has no body, and needs one: is required",
    );
  });

  it("is refused where it is none", async () => {
    expect(await read(json(), "{", "application/json")).toMatch(/^400 The body cannot be read: is not JSON: /);
  });
});

it("another media type is refused, and the right one told", async () => {
  expect(await read(json(), "a", "text/plain")).toBe("415 The body is text/plain, where application/json is wanted");
  expect(await read(json(), new Uint8Array([1]))).toBe(
    "415 The body is of no media type, where application/json is wanted",
  );
});

it("a body that nobody asked for, or of which nothing is said, is let be", async () => {
  expect(await read(undefined, "a", "text/plain")).toBeUndefined();
  expect(await read({ content: { "text/plain": {} } }, "a", "text/plain")).toBeUndefined();
});

describe("a form", () => {
  const form = { content: { "multipart/form-data": { schema }, "application/x-www-form-urlencoded": { schema } } };

  it("is an object of its fields", async () => {
    expect(await read(form, new URLSearchParams('a=1&tags=x&tags=y&options={"b":2}'))).toEqual({
      form: { a: "1", tags: ["x", "y"], options: { b: 2 } },
    });
  });

  it("holds a file by its name", async () => {
    const data = new FormData();
    data.append("file", new Blob(["abc"]), "a.txt");
    data.append("tags[]", "x");
    data.append("tags[]", "y");
    data.append("options", "{");
    expect(await read(form, data)).toEqual({ form: { file: "a.txt", tags: ["x", "y"], options: "{" } });
  });

  it("is refused where it is none", async () => {
    expect(await read(form, "abc", "multipart/form-data; boundary=x")).toMatch(
      /^400 The body cannot be read: is not a form: /,
    );
  });
});
