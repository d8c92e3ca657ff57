import { describe, expect, it } from "vitest";
import type { JsonValue } from "../../../generator/document/source.js";
import { parametersOf } from "../../../generator/model/parameters.js";
import { isKeyOf, readParameter } from "../../../generator/mock/parameters.js";
import { at, documentOf } from "../streams.js";

const LIST = { type: "array", items: { type: "integer" } };
const COLOR = { type: "object", properties: { R: { type: "integer" }, G: { type: "integer" } } };

/** The value of a parameter called `it`, of a request whose path parameter, query, header and cookie are the text. */
function read(parameter: Readonly<Record<string, JsonValue>>, text: string): JsonValue | undefined {
  const document = documentOf({ paths: { "/a": { get: { parameters: [{ name: "it", ...parameter }] } } } });
  const [declared] = parametersOf(document, at(document, "#/paths/~1a/get"));
  const { in: place } = parameter;
  return readParameter(document, declared!, {
    path: new Map(place === "path" ? [["it", text]] : []),
    query: new URLSearchParams(place === "query" ? text : ""),
    headers: new Headers(place === "header" ? { it: text } : place === "cookie" ? { cookie: text } : {}),
  });
}

describe("a parameter in the path", () => {
  it.each<[JsonValue, string, JsonValue]>([
    [{ schema: { type: "integer" } }, "1", "1"],
    [{ schema: { type: "string" } }, "a%2Fb%20c", "a/b c"],
    [{ schema: LIST }, "1,2", ["1", "2"]],
    [{ schema: COLOR }, "R,1,G,2", { R: "1", G: "2" }],
    [{ schema: COLOR, explode: true }, "R=1,G=2", { R: "1", G: "2" }],
    [{ schema: LIST, style: "label" }, ".1.2", ["1", "2"]],
    [{ schema: LIST, style: "matrix" }, ";it=1,2", ["1", "2"]],
    [{ content: { "application/json": { schema: COLOR } } }, "%7B%22R%22:1%7D", { R: 1 }],
  ])("%j of %s is %j", (parameter, text, expected) => {
    expect(read({ in: "path", ...(parameter as object) }, text)).toEqual(expected);
  });
});

describe("a parameter in the query", () => {
  it.each<[JsonValue, string, JsonValue | undefined]>([
    [{ schema: { type: "integer" } }, "it=1&other=2", "1"],
    [{ schema: { type: "integer" } }, "other=2", undefined],
    [{}, "it=x", "x"],
    [{ schema: LIST }, "it=1&it=2", ["1", "2"]],
    [{ schema: LIST }, "it=1", ["1"]],
    [{ schema: LIST }, "it=1,2", ["1,2"]],
    [{ schema: LIST, explode: false }, "it=1,2", ["1", "2"]],
    [{ schema: LIST, style: "pipeDelimited", explode: false }, "it=1|2", ["1", "2"]],
    [{ schema: LIST, style: "spaceDelimited", explode: false }, "it=1%202", ["1", "2"]],
    [{ schema: { anyOf: [LIST, { type: "null" }] } }, "it=1&it=2", ["1", "2"]],
    [{ schema: COLOR, style: "deepObject", explode: true }, "it[R]=1&it[G]=2&x=3", { R: "1", G: "2" }],
    [{ schema: COLOR }, "it[a][b]=1&it[a][c]=2&it[l][]=1", { a: { b: "1", c: "2" }, l: { "": "1" } }],
    [{ schema: COLOR }, "R=1&G=2&x=3", { R: "1", G: "2" }],
    [{ schema: COLOR }, "x=3", undefined],
    [{ schema: COLOR }, "it[__proto__]=1", JSON.parse('{"__proto__":"1"}') as JsonValue],
  ])("%j of %s is %j", (parameter, text, expected) => {
    expect(read({ in: "query", ...(parameter as object) }, text)).toEqual(expected);
  });
});

it("a header and a cookie have theirs", () => {
  expect(read({ in: "header", schema: LIST }, "1,2")).toEqual(["1", "2"]);
  expect(read({ in: "header", schema: { type: "string" } }, "1,2")).toBe("1,2");
  expect(read({ in: "cookie", schema: { type: "string" } }, "a=1; it=x=y; b=2")).toBe("x=y");
  expect(read({ in: "cookie", schema: LIST }, "it=1,2")).toEqual(["1", "2"]);
  expect(read({ in: "cookie", schema: LIST, style: "cookie" }, "it=1; a=0; it=2")).toEqual(["1", "2"]);
  expect(read({ in: "cookie", schema: LIST, style: "cookie" }, "it=1,2")).toEqual(["1,2"]);
});

it("what cannot be read is thrown", () => {
  expect(() => read({ in: "path", schema: {} }, "%zz")).toThrow(URIError);
  expect(() => read({ in: "query", content: { "application/json": {} } }, "it={")).toThrow(SyntaxError);
});

it("a key of the query belongs to the parameter that it names, or to the object that it is a part of", () => {
  const document = documentOf({
    paths: { "/a": { get: { parameters: [{ name: "it", in: "query", schema: COLOR }] } } },
  });
  const [declared] = parametersOf(document, at(document, "#/paths/~1a/get"));
  expect(["it", "it[R]", "R", "its", "x"].map((key) => isKeyOf(document, declared!, key))).toEqual([
    true,
    true,
    true,
    false,
    false,
  ]);
});
