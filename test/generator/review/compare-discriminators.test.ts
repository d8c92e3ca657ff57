import { expect, it } from "vitest";
import { changesBetween, petchat, textOf, type Editable } from "./petchat.js";

/** An operation that answers with a union of schemas that have no constants of their own. */
function withUnion(discriminator: Editable, tag: Editable = { type: "string" }): Editable {
  const document = petchat();
  document.paths["/animals"] = {
    get: {
      responses: {
        "200": {
          description: "One.",
          content: { "application/json": { schema: { $ref: "#/components/schemas/Animal" } } },
        },
      },
    },
  };
  const { schemas } = document.components;
  schemas.Animal = { oneOf: ["Cat", "Dog"].map((name) => ({ $ref: `#/components/schemas/${name}` })), discriminator };
  for (const name of ["Cat", "Dog"]) {
    schemas[name] = {
      type: "object",
      required: ["kind", "sort"],
      properties: { kind: tag, sort: { type: "string" }, [name]: {} },
    };
  }
  return document;
}

const mapped = (cat: string): Editable => ({
  propertyName: "kind",
  mapping: { [cat]: "#/components/schemas/Cat", dog: "Dog" },
});

it("another name in a mapping is another value", () => {
  expect(changesBetween(withUnion(mapped("cat")), withUnion(mapped("kitty"))).map(textOf)).toEqual([
    'response-value-removed: Animal.kind is no longer `"cat"`',
    'response-value-added: Animal.kind can be `"kitty"` now',
  ]);
});

it("a mapping says nothing of branches that have constants", () => {
  const tag = { enum: ["cat", "kitty"], const: "cat" };
  expect(changesBetween(withUnion(mapped("cat"), tag), withUnion(mapped("kitty"), tag))).toEqual([]);
});

it("another property is another type", () => {
  const head = withUnion({ ...mapped("cat"), propertyName: "sort" });
  expect(changesBetween(withUnion(mapped("cat")), head).map(textOf)).toEqual([
    "response-widened: Animal is told apart by `sort`, not by `kind`",
  ]);
});
