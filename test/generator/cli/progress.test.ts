import { afterEach, describe, expect, it, vi } from "vitest";

import { withProgress } from "../../../generator/cli/progress.js";
import type { OutputFlags } from "../../../generator/cli/output-flags.js";
import { begin } from "../../../generator/progress.js";

afterEach(() => vi.restoreAllMocks());

/** What is said while a verb reads files of these sizes. */
async function saidOf(sizes: readonly number[], flags: OutputFlags = {}): Promise<readonly string[]> {
  const error = vi.spyOn(console, "error").mockImplementation(() => undefined);
  const verb = async (): Promise<string> => {
    sizes.forEach((bytes, index) => begin({ words: `Reading ${index}`, bytes }));
    begin({ words: "Writing" });
    return Promise.resolve("done");
  };
  expect(await withProgress(flags, verb)).toBe("done");
  begin({ words: "Nobody listens", bytes: 9e9 });
  return error.mock.calls.flat() as string[];
}

describe("withProgress", () => {
  it("says nothing of what takes no time", async () => {
    expect(await saidOf([100, 499_999])).toEqual([]);
  });

  it("says each step from a large document on, with its size", async () => {
    expect(await saidOf([100, 3_140_000, 200])).toEqual(["Reading 1 (3.1 MB)", "Reading 2", "Writing"]);
  });

  it("is told to be quiet", async () => {
    expect(await saidOf([3_000_000], { quiet: true })).toEqual([]);
  });

  it("stops listening after an error", async () => {
    const error = vi.spyOn(console, "error").mockImplementation(() => undefined);
    await expect(withProgress({}, () => Promise.reject(new Error("broken")))).rejects.toThrow("broken");
    begin({ words: "Nobody listens", bytes: 9e9 });
    expect(error).not.toHaveBeenCalled();
  });
});
