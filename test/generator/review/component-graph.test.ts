import { expect, it } from "vitest";
import { changesBetween, petchat, textOf, type Editable } from "./petchat.js";

function changesOf(edit: (schemas: Editable) => void): readonly string[] {
  const head = petchat();
  edit(head.components.schemas);
  return changesBetween(petchat(), head).map((change) => {
    return `${textOf(change)} [${change.operations.map(({ operationId }) => operationId).join(", ")}]`;
  });
}

it("what changed in a component concerns every operation that leads to it, once for each direction", () => {
  expect(changesOf((schemas) => schemas.Kind.enum.push("fish"))).toEqual([
    'request-value-added: Kind takes `"fish"` now [chat, listPets, addPet]',
    'response-value-added: Kind can be `"fish"` now [chat, listPets, addPet]',
  ]);
});

it("what changed in a component that is only read concerns readers", () => {
  expect(changesOf((schemas) => delete schemas.Problem.properties.detail)).toEqual([
    "response-removed: Problem.detail is gone [chat, listPets]",
  ]);
});

it("a component that no operation leads to has a type as well, and is taken to be read", () => {
  expect(changesOf((schemas) => delete schemas.Unused.properties.note)).toEqual([
    "response-removed: Unused.note is gone []",
  ]);
});

it("the union of a stream's events is compared event by event only", () => {
  const found = changesOf((schemas) => {
    schemas.ChatEvent.oneOf.push({ $ref: "#/components/schemas/ChatPing" });
    schemas.ChatPing = { type: "object", required: ["type"], properties: { type: { const: "ping" } } };
  });
  expect(found).toEqual(["event-added: ping is new [chat]"]);
});
