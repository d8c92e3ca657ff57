import { expect, it, vi } from "vitest";
import { begin, onStep } from "../../generator/progress.js";

it("tells all that listen of each step, until they have heard enough", () => {
  const [first, second] = [vi.fn(), vi.fn()];
  const stop = onStep(first);
  onStep(second)();
  begin({ words: "Reading a", bytes: 1 });
  stop();
  begin({ words: "Writing b" });
  expect(first.mock.calls).toEqual([[{ words: "Reading a", bytes: 1 }]]);
  expect(second).not.toHaveBeenCalled();
});
