import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatDiagnostic, type Diagnostic } from "../../../generator/diagnostics/diagnostics.js";
import type { JsonValue } from "../../../generator/document/source.js";
import { readParameters } from "../../../generator/recording/call-parameters.js";
import { findOperation } from "../../../generator/recording/find-operation.js";
import { json } from "../json.js";
import { documentOf } from "../streams.js";

type Parameter = Readonly<Record<string, JsonValue>>;

/** Reads the parameters of an operation that has these. */
function read(parameters: readonly Parameter[], texts: readonly string[], headers: Record<string, string> = {}) {
  const components = { schemas: { Tags: { type: "array" } } };
  const document = documentOf({ paths: { "/chat": { get: { operationId: "chat", parameters } } }, components });
  const found: Diagnostic[] = [];
  const placed = readParameters(document, findOperation(document, "chat"), texts, headers, found);
  const problems = found.map(({ message, hint, location }) => {
    return `${formatDiagnostic({ severity: "error", message, ...(hint && { hint }) }).replace(/\n+ */, " ")}${location?.text ?? ""}`;
  });
  return { ...placed, problems };
}

const query = (name: string, schema: JsonValue = { type: "string" }): Parameter => ({ in: "query", name, schema });

describe("a parameter", () => {
  it("has the value that stands after the first equals sign, to its last character", () => {
    const name = fc.constantFrom("a", "filter[x]", "user.name", "X-Y", "ü");
    fc.assert(
      fc.property(name, fc.string({ unit: "binary" }), (key, value) => {
        const { query: found, problems } = read([query(key)], [`${key}=${value}`]);
        expect([Object.entries(found), problems]).toEqual([[[key, value]], []]);
      }),
      { examples: [["a", "b=c\n=d"]] },
    );
  });

  it("stands wherever one of its name does", () => {
    const places = ["path", "query", "header", "cookie"].map((place) => ({ in: place, name: "Id", required: true }));
    expect(read(places, ["Id=7"])).toEqual({
      path: { Id: "7" },
      query: { Id: "7" },
      headers: { id: "7", cookie: "Id=7" },
      problems: [],
    });
  });

  it("joins the cookies, and sends no empty ones", () => {
    const cookies = ["a", "b", "c"].map((name) => ({ in: "cookie", name }));
    expect(read(cookies, ["c=3", "a=1"]).headers).toEqual({ cookie: "a=1; c=3" });
    expect(read(cookies, []).headers).toEqual({});
  });

  it("that comes more than once is a list, in the order given", () => {
    expect(read([query("a"), query("b")], ["a=2", "b=x", "a=1", "a=[3]"]).query).toEqual({
      a: ["2", "1", "[3]"],
      b: "x",
    });
  });

  it("is text, however it reads, unless its schema is a list or an object", () => {
    for (const type of ["string", "integer", "number", "boolean"]) {
      for (const text of ["[1]", '{"a":1}', "1", "true"]) {
        expect(read([query("a", { type })], [`a=${text}`]).query).toEqual({ a: text });
      }
    }
    expect(read([{ in: "query", name: "a" }], ["a=[1]"]).query).toEqual({ a: "[1]" });
  });

  it("that is a list or an object may be given as JSON", () => {
    fc.assert(
      fc.property(fc.constantFrom("array", "object"), fc.array(json), fc.boolean(), (type, list, isList) => {
        const value = JSON.parse(JSON.stringify(isList ? list : { list })) as JsonValue;
        expect(read([query("a", { type })], [`a=${JSON.stringify(value)}`]).query).toEqual({ a: value });
      }),
    );
    const tags = { $ref: "#/components/schemas/Tags" };
    expect(read([query("a", tags)], ["a=[1]"]).query).toEqual({ a: [1] });
    expect(read([query("a", tags)], ["a=[1"]).query).toEqual({ a: "[1" });
    for (const schema of [{ type: ["array", "null"] }, { anyOf: [tags, { type: "null" }] }]) {
      expect(read([query("a", schema)], ["a=[1]"]).query).toEqual({ a: [1] });
    }
  });

  it("that is a list or an object stands in a header with commas, and so in a cookie", () => {
    const named = (place: string, name: string): Parameter => ({
      in: place,
      name,
      schema: { type: ["object", "array"] },
    });
    const parameters = [named("header", "A"), named("header", "B"), named("cookie", "C")];
    expect(read(parameters, ['A={"x":1,"y":"z"}', "B=[1,2]", "C=1", "C=2"]).headers).toEqual({
      a: "x,1,y,z",
      b: "1,2",
      cookie: "C=1,2",
    });
  });

  it("that is one of a list is sent as it was written: a long number keeps its digits", () => {
    for (const text of ["12345678901234567890", "1.0", "1e3", '"a"', "true", "null"]) {
      expect(read([query("a", { type: "array" })], [`a=${text}`]).query).toEqual({ a: text });
    }
  });
});

describe("what is wrong with parameters", () => {
  it("is one without a value, which may be a secret and is not shown", () => {
    expect(read([query("hunter2")], ["hunter2"]).problems).toEqual(["error: --param wants name=value."]);
  });

  it("is a name that the operation does not have, said once", () => {
    const two = [query("session"), query("filter")];
    expect(read(two, ["sesion=1", "sesion=2", "x=1"]).problems).toEqual([
      'error: chat has no parameter "sesion". Did you mean "session"?',
      'error: chat has no parameter "x". Its parameters are session, filter.',
    ]);
    expect(read([], ["x=1"]).problems).toEqual(['error: chat has no parameter "x". It has none.']);
    expect(read(two, ["x=1"]).query).toEqual({});
  });

  it("is one that is needed and not given, shown where it stands", () => {
    const path = { in: "path", name: "id" };
    expect(read([path, query("a"), { ...query("b"), required: true }], []).problems).toEqual([
      'error: chat needs the path parameter "id". Give it with --param id=...# paths//chat/get/parameters/0',
      'error: chat needs the query parameter "b". Give it with --param b=...# paths//chat/get/parameters/2',
    ]);
    expect(read([path], ["id="]).problems).toEqual([]);
  });

  it.each<readonly [place: string, name: string, headers: Record<string, string>, isMissing: boolean]>([
    ["header", "X-Tenant", { "x-tenant": "" }, false],
    ["header", "X-Tenant", { "x-other": "" }, true],
    ["header", "constructor", {}, true],
    ["header", "Authorization", {}, false],
    ["header", "Accept", {}, false],
    ["header", "Content-Type", {}, false],
    ["cookie", "sid", { cookie: "a=1; sid=2" }, false],
    ["cookie", "sid", { cookie: "a=1;sid=2" }, false],
    ["cookie", "sid", { cookie: "xsid=2; sidx=sid=3" }, true],
    ["cookie", "sid", { sid: "1" }, true],
    ["query", "a", { a: "1", cookie: "a=1" }, true],
  ])("is not the %s %s where the headers are %j: %s", (place, name, headers, isMissing) => {
    const { problems } = read([{ in: place, name, required: true }], [], headers);
    expect(problems).toHaveLength(isMissing ? 1 : 0);
  });
});
