import { describe, expect, it } from "vitest";
import type { JsonValue } from "../../../generator/document/source.js";
import { additionalIn, membersOf, requiredList } from "../../../generator/review/object-members.js";

const partsOf = (...parts: readonly JsonValue[]) => parts.map((value, index) => ({ value, path: [index] }));

describe("the properties of an object", () => {
  it("are those that its parts name, each with all that is said of it, in that order", () => {
    const members = membersOf(
      partsOf({ properties: { a: { type: "string" }, b: true } }, { properties: { a: { maxLength: 3 } } }),
    );
    expect([...members.keys()]).toEqual(["a", "b"]);
    expect(members.get("a")?.schemas.map(({ value }) => value)).toEqual([{ type: "string" }, { maxLength: 3 }]);
    expect(members.get("a")?.at.path).toEqual([0, "properties", "a"]);
  });

  it("are required by whichever part says so", () => {
    const members = membersOf(partsOf({ properties: { a: {}, b: {} } }, { required: ["b"] }));
    expect(members.get("a")?.requirement).toBeUndefined();
    expect(members.get("b")?.requirement?.path).toEqual([1, "required", 0]);
  });

  it("can be required without a word of what they are", () => {
    const members = membersOf(partsOf({ required: ["a"] }));
    expect(members.get("a")).toMatchObject({ schemas: [], at: { path: [0, "required", 0] } });
  });

  it("are named as nobody expects names to be", () => {
    expect([...membersOf(partsOf({ properties: { constructor: {}, toString: {} } })).keys()]).toEqual([
      "constructor",
      "toString",
    ]);
  });

  it("have a list of what is required beside them", () => {
    const member = membersOf(partsOf({}, { properties: { a: {} } })).get("a");
    expect(member && requiredList(member).path).toEqual([1, "required"]);
  });
});

describe("what an object may hold beside them", () => {
  it.each<[string, readonly JsonValue[], ReturnType<typeof additionalIn>["level"], number]>([
    ["anything, where nobody speaks of it", [{}, { properties: {} }], "allowed", 0],
    ["nothing, where that is said", [{ additionalProperties: false }], "refused", 0],
    ["values of any type", [{ additionalProperties: true }], "typed", 0],
    ["values of one type", [{ additionalProperties: { type: "string" } }], "typed", 1],
    [
      "values of one type, which another part has no list for",
      [{ additionalProperties: false }, { additionalProperties: {} }],
      "typed",
      1,
    ],
  ])("is %s", (_, parts, level, schemas) => {
    const found = additionalIn(partsOf(...parts));
    expect([found.level, found.schemas.length]).toEqual([level, schemas]);
  });

  it("is shown where it is said", () => {
    const parts = partsOf({ additionalProperties: false }, { additionalProperties: {} });
    expect(additionalIn(parts).at?.path).toEqual([1, "additionalProperties"]);
    expect(additionalIn(parts.slice(0, 1)).at?.path).toEqual([0, "additionalProperties"]);
    expect(additionalIn(partsOf({})).at).toBeUndefined();
  });
});
