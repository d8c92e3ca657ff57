import { expect, it } from "vitest";
import { isAnnotation, isJudged } from "../../../generator/review/keywords.js";

it("a keyword that constrains is judged, one that describes is an annotation, and a discriminator is told apart", () => {
  const both = ["type", "maxLength", "description", "x-order", "discriminator", "x-event-stream", "tags"];
  expect(both.map((keyword) => [keyword, isJudged(keyword), isAnnotation(keyword)])).toEqual([
    ["type", true, false],
    ["maxLength", true, false],
    ["description", false, true],
    ["x-order", false, true],
    ["discriminator", true, true],
    ["x-event-stream", true, true],
    ["tags", false, false],
  ]);
});
