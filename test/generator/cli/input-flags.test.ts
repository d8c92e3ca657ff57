import { describe, expect, it } from "vitest";
import { toRequest, toRequests } from "../../../generator/cli/input-flags.js";
import { UsageError } from "../../../generator/cli/run.js";
import { useFolder } from "../documents.js";

const { write } = useFolder();

describe("toRequests", () => {
  it("is a request for each folder or document, with what the flags say instead of its files", () => {
    const file = write("petchat.yaml", "");
    expect(toRequests([], {})).toEqual([{}]);
    expect(toRequests(["a", file], {})).toEqual([{ folder: "a" }, { spec: file, isNamed: true }]);
    expect(toRequests([file], { overlay: ["b.yaml"], out: "out" })).toEqual([
      { spec: file, isNamed: true, overlays: ["b.yaml"], out: "out" },
    ]);
    expect(toRequests([], { spec: "nowhere.yaml", client: "c.yaml" })).toEqual([
      { spec: "nowhere.yaml", client: "c.yaml" },
    ]);
  });

  it("refuses what would be read twice, or written over", () => {
    expect(() => toRequests(["a"], { spec: "b.yaml" })).toThrow(/not both/);
    expect(() => toRequests(["a", "b"], { out: "out" })).toThrow(/one folder at a time/);
  });
});

it("toRequest is for a verb that takes one", () => {
  expect(toRequest("merge", ["a"], {})).toEqual({ folder: "a" });
  expect(() => toRequest("merge", ["a", "b"], {})).toThrow(new UsageError("merge takes one folder, or one document"));
});
