import { CommanderError } from "commander";
import { describe, expect, it, vi } from "vitest";
import { toRequest, toRequests } from "../../../generator/cli/input-flags.js";
import { useFolder } from "../documents.js";

const { write } = useFolder();

/** What is said of flags that do not go together. */
function refusal(read: () => unknown): string {
  const say = vi.spyOn(console, "error").mockReturnValue();
  try {
    expect(read).toThrow(CommanderError);
    return String(say.mock.calls[0]?.[0]);
  } finally {
    say.mockRestore();
  }
}

describe("toRequests", () => {
  it("is a request for each folder or document, with what the flags say instead of its files", () => {
    const file = write("petchat.yaml", "");
    expect(toRequests([], {})).toEqual([{}]);
    expect(toRequests(["a", file], {})).toEqual([{ folder: "a" }, { spec: file }]);
    expect(toRequests([file], { overlay: ["b.yaml"], out: "out" })).toEqual([
      { spec: file, overlays: ["b.yaml"], out: "out" },
    ]);
    expect(toRequests([], { spec: "nowhere.yaml", client: "c.yaml" })).toEqual([
      { spec: "nowhere.yaml", client: "c.yaml" },
    ]);
  });

  it("refuses what would be read twice, or written over", () => {
    expect(refusal(() => toRequests(["a"], { spec: "b.yaml" }))).toMatch(/not both/);
    expect(refusal(() => toRequests(["a", "b"], { out: "out" }))).toMatch(/one folder at a time/);
  });
});

it("toRequest is for a verb that takes one", () => {
  expect(toRequest("merge", ["a"], {})).toEqual({ folder: "a" });
  expect(refusal(() => toRequest("merge", ["a", "b"], {}))).toBe("error: merge takes one folder, or one document");
});
