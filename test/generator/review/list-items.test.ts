import { expect, it } from "vitest";
import type { JsonValue } from "../../../generator/document/source.js";
import { isClosed, itemAt, itemsIn } from "../../../generator/review/list-items.js";

const partsOf = (...parts: readonly JsonValue[]) => parts.map((value, index) => ({ value, path: [index] }));

it("the first items of a list are those of its longest part, each with all that is said of it", () => {
  const items = itemsIn(
    partsOf({ items: { title: "rest" } }, { prefixItems: [{ title: "a" }, true] }, { prefixItems: [{}] }),
  );
  expect(items.first.map((schemas) => schemas.map(({ value }) => value))).toEqual([[{ title: "a" }, {}], [true]]);
  expect(items.rest.map(({ value }) => value)).toEqual([{ title: "rest" }]);
});

it("a list says the same of every item; a tuple has no others in its type", () => {
  const rest = { items: { type: "string" } };
  const [list, tuple] = [itemsIn(partsOf(rest)), itemsIn(partsOf({ ...rest, prefixItems: [{}] }))];
  expect([itemAt(list, 0), itemAt(list, 7)]).toEqual([list.rest, list.rest]);
  expect([itemAt(tuple, 0), itemAt(tuple, 1)]).toEqual([tuple.first[0], undefined]);
  expect(itemAt(itemsIn(partsOf({})), 0)).toEqual([]);
});

it("a list is closed by any of its parts", () => {
  expect(isClosed(itemsIn(partsOf({ items: {} }, { items: false })))).toBe(true);
  expect(isClosed(itemsIn(partsOf({ items: {} }, {})))).toBe(false);
});

it("items are shown where they are said, else at the list", () => {
  const pathOf = (...parts: readonly JsonValue[]) => itemsIn(partsOf(...parts)).at?.path;
  expect(pathOf({ items: {} }, { prefixItems: [] })).toEqual([1, "prefixItems"]);
  expect(pathOf({}, { items: {} })).toEqual([1, "items"]);
  expect(pathOf({})).toEqual([0]);
});
