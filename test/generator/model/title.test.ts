import { expect, it } from "vitest";
import { titleOf } from "../../../generator/model/title.js";
import { documentOf } from "../streams.js";

it.each([
  [{ info: { title: "Petchat" } }, "Petchat"],
  [{ info: { title: "\n  Pet\n  chat\t\n" } }, "Pet chat"],
  [{ info: { title: "  " } }, undefined],
  [{ info: { title: 1 } }, undefined],
  [{ info: [] }, undefined],
  [{}, undefined],
  [null, undefined],
])("of %j it is %j", (value, title) => {
  expect(titleOf(documentOf(value))).toBe(title);
});
