import { describe, expect, it } from "vitest";
import { pointerOf, reachedFrom, referenceTo } from "../../../generator/review/references.js";
import { at, documentOf } from "../streams.js";
import { petchat } from "./petchat.js";

const document = documentOf({
  ...petchat(),
  webhooks: { a: { $ref: "#/components/schemas/Unused" } },
});

describe("what is reached from a node", () => {
  it("is all that it refers to, and that refers to in turn", () => {
    expect([...reachedFrom(document, [at(document, "#/components/schemas/NewPet")])]).toEqual([
      "components/schemas/Kind",
    ]);
    expect([...reachedFrom(document, [at(document, "#/components/schemas/Pet")])].toSorted()).toEqual(
      ["Kind", "Owner", "Pet"].map((name) => `components/schemas/${name}`),
    );
  });

  it("is not what no type is made of", () => {
    const root = { value: document.value, path: [] };
    expect(reachedFrom(document, [root]).has("components/schemas/Unused")).toBe(false);
  });
});

describe("the reference to a schema", () => {
  const stream = at(document, "#/paths/~1chat/post");
  const referenceOf = (name: string): string | undefined => {
    const found = referenceTo(document, stream, ["components", "schemas", name]);
    return found && pointerOf(found.path);
  };

  it("is the nearest to where it is looked for", () => {
    expect(referenceOf("ChatToken")).toBe("components/schemas/ChatEvent/oneOf/1");
    expect(referenceOf("ChatRequest")).toBe("paths//chat/post/requestBody/content/application/json/schema");
  });

  it("is none where nothing refers to it", () => {
    expect(referenceOf("Unused")).toBeUndefined();
  });
});
