import { expect, it } from "vitest";

import { grammarOf, isKeyOfSomeVersion, type NodeType } from "../../../generator/validation/grammar.js";

it("is that of the document's version", () => {
  const keysOf = (version: string): readonly string[] => Object.keys(grammarOf(version).properties);
  expect(keysOf("3.0")).not.toContain("webhooks");
  expect(keysOf("3.1")).toContain("webhooks");
  expect(keysOf("3.2")).toEqual(keysOf("3.1"));
});

it("says of every object what may stand in it, all the way down", () => {
  const seen = new Set<string>();
  const visit = (declared: unknown): void => {
    const type: unknown = typeof declared === "function" ? declared({}, "/a") : declared;
    const { name, properties, items, additionalProperties } = (type ?? {}) as Partial<NodeType>;
    if (name === undefined || seen.has(name)) return;
    seen.add(name);
    [...Object.values(properties ?? {}), items, additionalProperties].forEach(visit);
  };
  visit(grammarOf("3.2"));
  expect([...seen]).toEqual(
    expect.arrayContaining([
      "Root",
      "PathItem",
      "AdditionalOperations",
      "MediaType",
      "NamedMediaTypes",
      "Discriminator",
    ]),
  );
});

it("keys of other versions are known, and inherited ones are not", () => {
  expect(isKeyOfSomeVersion("Schema", "nullable")).toBe(true);
  expect(isKeyOfSomeVersion("Schema", "unevaluatedProperties")).toBe(true);
  expect(isKeyOfSomeVersion("Server", "name")).toBe(true);
  expect(isKeyOfSomeVersion("Schema", "requried")).toBe(false);
  expect(isKeyOfSomeVersion("Schema", "constructor")).toBe(false);
  expect(isKeyOfSomeVersion("constructor", "name")).toBe(false);
});
