import { describe, expect, it } from "vitest";
import { adviseVersion } from "../../../generator/review/version.js";

describe("the version that a change takes", () => {
  it.each([
    ["1.2.3", "major", "2.0.0"],
    ["1.2.3", "minor", "1.3.0"],
    ["1.2.3", "patch", "1.2.4"],
    ["0.2.3", "major", "0.3.0"],
    ["0.2.3", "minor", "0.2.4"],
    ["0.2.3", "patch", "0.2.4"],
  ] as const)("from %s on, for a %s change, is %s", (base, verdict, needed) => {
    expect(adviseVersion(base, base, verdict)).toEqual({ base, head: base, needed, isMissing: true });
    expect(adviseVersion(base, needed, verdict).isMissing).toBe(false);
  });

  it.each([
    ["1.2.3", "10.0.0", "major", false],
    ["1.9.0", "1.10.0", "minor", false],
    ["1.10.0", "1.9.9", "minor", true],
    ["1.2.3", "2.0.0-beta.1", "major", false],
    ["1.2.3", "1.3.0", "major", true],
    ["1.2.3", "1.2.4+build", "patch", false],
    ["2.0.0-beta.1", "2.0.0-beta.1", "minor", true],
    ["2.0.0-beta.9", "2.0.0-beta.10", "major", false],
    ["2.0.0-beta.2", "2.0.0-beta.1", "major", true],
    ["2.0.0-alpha", "2.0.0-beta", "major", false],
    ["2.0.0-beta", "2.0.0-1", "major", true],
    ["2.0.0-beta", "2.0.0-beta.0", "major", false],
    ["2.0.0-beta.2", "2.0.0", "major", false],
  ] as const)("from %s to %s, for a %s change, is missing: %s", (base, head, verdict, isMissing) => {
    expect(adviseVersion(base, head, verdict).isMissing).toBe(isMissing);
  });

  it("after a pre-release is any later one", () => {
    expect(adviseVersion("2.0.0-beta.1", "2.0.0-beta.1", "major").needed).toBe("a version after 2.0.0-beta.1");
  });
});
