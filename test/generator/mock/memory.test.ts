import { expect, it } from "vitest";
import { createMemory } from "../../../generator/mock/memory.js";
import { wholeScript } from "../../../generator/mock/script.js";

it("each operation has turns of its own", () => {
  const { takeTurn } = createMemory();
  expect([takeTurn("a"), takeTurn("b"), takeTurn("a"), takeTurn("a")]).toEqual([0, 0, 1, 2]);
  expect(createMemory().takeTurn("a")).toBe(0);
});

it("a script is made once, until many others were asked for", () => {
  const { recall } = createMemory();
  const made: string[] = [];
  const ask = (key: string) =>
    recall(key, () => {
      made.push(key);
      return wholeScript(200, "text/plain", key);
    });
  expect(ask("a")).toBe(ask("a"));
  expect(made).toEqual(["a"]);
  for (let index = 0; index < 200; index++) ask(String(index));
  ask("a");
  expect(made.filter((key) => key === "a")).toHaveLength(2);
});
