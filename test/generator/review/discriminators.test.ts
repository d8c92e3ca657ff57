import { describe, expect, it } from "vitest";
import { changesBetween, petchat, textOf, type Editable } from "./petchat.js";

const refTo = (name: string): Editable => ({ $ref: `#/components/schemas/${name}` });
const stringKind = { type: "string" };

/** An operation that answers with a union of schemas that have no constants of their own. */
function withUnion(discriminator: Editable, tag: Editable = stringKind, names = ["Cat", "Dog"]): Editable {
  const document = petchat();
  const content = { "application/json": { schema: refTo("Animal") } };
  document.paths["/animals"] = { get: { responses: { "200": { description: "One.", content } } } };
  const { schemas } = document.components;
  schemas.Animal = { oneOf: names.map(refTo), ...(discriminator && { discriminator }) };
  for (const [index, name] of names.entries()) {
    schemas[name] = {
      type: "object",
      required: ["kind", "sort"],
      properties: { kind: tag, sort: { type: "string" }, [`field${index}`]: {} },
    };
  }
  return document;
}

const mapped = (cat: string, propertyName = "kind"): Editable => ({
  propertyName,
  mapping: { [cat]: "#/components/schemas/Cat", dog: "Dog" },
});
const BARE = { propertyName: "kind" };

/** What is found, and where it was and is: `discriminator/mapping/cat -> nowhere`. */
function found(base: Editable, head: Editable): readonly string[] {
  return changesBetween(base, head).map((change) => {
    const places = [change.at.base, change.at.head].map((place) => place?.path.slice(2, 6).join("/") ?? "nowhere");
    return `${textOf(change)} (${places.join(" -> ")})`;
  });
}

describe("what a discriminator says is part of the members", () => {
  it("by the mapping: another name is another value", () => {
    const places = "(Animal/discriminator/mapping/cat -> Animal/discriminator/mapping/kitty)";
    expect(found(withUnion(mapped("cat")), withUnion(mapped("kitty")))).toEqual([
      `response-value-removed: Cat.kind is no longer \`"cat"\` ${places}`,
      `response-value-added: Cat.kind can be \`"kitty"\` now ${places}`,
    ]);
  });

  it("by the component's name, where there is no mapping", () => {
    const places = "(Animal/discriminator/mapping/cat -> Animal/discriminator/propertyName/Cat)";
    expect(found(withUnion(mapped("cat")), withUnion(BARE)).slice(0, 2)).toEqual([
      `response-value-removed: Cat.kind is no longer \`"cat"\` ${places}`,
      `response-value-added: Cat.kind can be \`"Cat"\` now ${places}`,
    ]);
    expect(
      found(withUnion(BARE), withUnion(BARE, stringKind, ["Kitty", "Dog"])).map((text) => text.split(" (")[0]),
    ).toEqual([
      'component-removed: components["schemas"]["Cat"] is gone',
      'response-value-removed: Kitty.kind is no longer `"Cat"`',
      'response-value-added: Kitty.kind can be `"Kitty"` now',
    ]);
  });

  it("and is gone where it stood", () => {
    expect(found(withUnion(mapped("cat")), withUnion(undefined))).toEqual([
      "response-widened: Cat.kind can be any string now (Animal/discriminator/mapping/cat -> nowhere)",
      "response-widened: Dog.kind can be any string now (Animal/discriminator/mapping/dog -> nowhere)",
    ]);
    expect(found(withUnion(undefined), withUnion(mapped("cat")))[0]).toBe(
      'response-narrowed: Cat.kind is always `"cat"` now (Cat/properties/kind/enum -> Animal/discriminator/mapping/cat)',
    );
  });

  it("and is where it stands, though the union is another's now", () => {
    const head = withUnion(mapped("kitty"));
    head.components.schemas.Pet = head.components.schemas.Animal;
    head.paths["/animals"].get.responses["200"].content["application/json"].schema = refTo("Pet");
    delete head.components.schemas.Animal;
    expect(found(withUnion(mapped("cat")), head)).toContain(
      'response-value-added: Cat.kind can be `"kitty"` now (Animal/discriminator/mapping/cat -> Pet/discriminator/mapping/kitty)',
    );
  });

  it("of the property that it names: the line that names another did it", () => {
    expect(found(withUnion(mapped("cat")), withUnion(mapped("cat", "sort"))).slice(0, 2)).toEqual([
      "response-widened: Cat.kind can be any string now (Animal/discriminator/mapping/cat -> Animal/discriminator/propertyName)",
      'response-narrowed: Cat.sort is always `"cat"` now (Cat/properties/sort/enum -> Animal/discriminator/mapping/cat)',
    ]);
  });

  it("but not of members that say it themselves", () => {
    const tag = { enum: ["cat", "kitty"], const: "cat" };
    expect(found(withUnion(mapped("cat"), tag), withUnion(undefined, tag))).toEqual([]);
  });

  it("in an event that stands in line", () => {
    const inEvent = (discriminator: Editable): Editable => {
      const document = withUnion(undefined);
      document.components.schemas.ChatEvent.oneOf.push({
        type: "object",
        required: ["type"],
        properties: { type: { const: "animal" }, one: { oneOf: ["Cat", "Dog"].map(refTo), discriminator } },
      });
      return document;
    };
    const [first] = changesBetween(inEvent(mapped("cat")), inEvent(BARE));
    expect(first && textOf(first)).toBe('response-value-removed: Cat.kind is no longer `"cat"`');
    expect(first?.at.base?.path.slice(2, 10).join("/")).toBe(
      "ChatEvent/oneOf/5/properties/one/discriminator/mapping/cat",
    );
  });
});
