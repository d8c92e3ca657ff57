import { expect, it } from "vitest";
import { counted } from "../../generator/counted.js";

it("one is no plural, and all else is", () => {
  expect([0, 1, 2].map((number) => counted(number, "event"))).toEqual(["0 events", "1 event", "2 events"]);
});
