import { describe, expect, it } from "vitest";
import type { JsonObject, JsonValue } from "../../../generator/document/source.js";
import { compareSecurity, compareSecuritySchemes } from "../../../generator/review/compare-security.js";
import { documentOf } from "../streams.js";
import { operationsIn, placesIn, withOperation, wordsOf } from "./comparing.js";

describe("the credentials that a call needs", () => {
  const between = (base: JsonObject, head: JsonObject): readonly string[] => {
    const { operations, walk } = operationsIn(base, head);
    return wordsOf(compareSecurity(walk("request"), operations));
  };
  const asks = (...security: readonly JsonValue[]): JsonObject => withOperation({ security });

  it("are the same in any order", () => {
    const [key, both] = [{ key: [] }, { token: ["read", "write"], user: [] }];
    expect(between(asks(key, both), asks({ user: [], token: ["write", "read"] }, key))).toEqual([]);
  });

  it("are those of the operation, or else those of the document", () => {
    const document = { ...withOperation({}), security: [{ key: [] }] };
    expect(between(document, asks({ key: [] }))).toEqual([]);
    expect(between(document, { ...asks(), security: [{ key: [] }] })).toEqual([
      "security-loosened: credentials were `key`, and are none",
    ]);
  });

  it("are none where nobody says any, and where an empty list says so", () => {
    expect(between(withOperation({}), asks())).toEqual([]);
    expect(between(asks(), asks({}))).toEqual([]);
    expect(between(asks(), asks({ key: [] }))).toEqual(["security-tightened: credentials were none, and are `key`"]);
  });

  it("are more with another scope, and fewer without it", () => {
    const [some, more] = [asks({ token: ["read"] }), asks({ token: ["read", "write"] })];
    expect(between(some, more)).toEqual([
      "security-tightened: credentials were `token (read)`, and are `token (read, write)`",
    ]);
    expect(between(more, some)).toEqual([
      "security-loosened: credentials were `token (read, write)`, and are `token (read)`",
    ]);
  });

  it("are more where one way to be let in is closed, though another is opened", () => {
    const found = between(asks({ key: [] }, { token: [] }), asks({ key: [] }, { user: [] }));
    expect(found).toEqual(["security-tightened: credentials were `key` or `token`, and are `key` or `user`"]);
  });

  it("are shown where they are asked for, at each end that asks", () => {
    const places = (base: JsonObject, head: JsonObject): readonly string[] => {
      const { operations, walk } = operationsIn(base, head);
      return placesIn(compareSecurity(walk("request"), operations));
    };
    expect(places(withOperation({}), asks({ key: [] }))).toEqual(["nowhere -> paths//pets/post/security"]);
    expect(places(asks({ key: [] }), withOperation({}))).toEqual(["paths//pets/post/security -> nowhere"]);
  });
});

describe("a security scheme", () => {
  const between = (base: JsonObject, head: JsonObject): readonly string[] => {
    const document = (securitySchemes: JsonObject) => documentOf({ components: { securitySchemes } });
    return wordsOf(compareSecuritySchemes({ base: document(base), head: document(head) }));
  };

  it("is how credentials are sent, and not how they are come by", () => {
    const oauth = (url: string): JsonObject => ({ type: "oauth2", flows: { implicit: { authorizationUrl: url } } });
    expect(between({ a: oauth("https://a.test") }, { a: { ...oauth("https://b.test"), description: "B." } })).toEqual(
      [],
    );
    expect(between({ a: oauth("https://a.test") }, { a: { type: "http", scheme: "bearer" } })).toEqual([
      "security-tightened: the credentials a `oauth2` became `http bearer`",
    ]);
  });

  it("is the same where it is referred to, and whatever the case of a scheme's or a header's name", () => {
    const key = { type: "apiKey", in: "header", name: "X-Key" };
    expect(between({ a: key, b: key }, { a: { $ref: "#/components/securitySchemes/b" }, b: key })).toEqual([]);
    expect(between({ a: { type: "http", scheme: "bearer" } }, { a: { type: "http", scheme: "Bearer" } })).toEqual([]);
    expect(between({ a: key }, { a: { ...key, name: "x-key" } })).toEqual([]);
    expect(between({ a: { ...key, in: "query" } }, { a: { ...key, in: "query", name: "x-key" } })).toHaveLength(1);
  });

  it("that comes or goes tells callers nothing by itself", () => {
    const key = { type: "apiKey", in: "header", name: "x" };
    expect(between({ a: key }, { a: key, b: key })).toEqual([]);
    expect(between({ a: key, b: key }, { a: key })).toEqual([]);
  });
});
