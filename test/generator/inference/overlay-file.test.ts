import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { infer } from "../../../generator/inference/infer.js";
import { problemsOfPromise } from "../streams.js";
import { EMPTY, useInference } from "./inferring.js";
import { NDJSON } from "./streams.js";

const { api } = useInference();

describe("the Overlay that is added to", () => {
  it("is the one that --out names", async () => {
    const folder = api(EMPTY, NDJSON);
    await infer({ folder, out: join(folder, "own/events.overlay.yaml") }, [], true);
    const text = readFileSync(join(folder, "own/events.overlay.yaml"), "utf8");
    expect(text).toContain("extends: ../openapi.yaml");
  });

  it("is none that is JSON: comments could not be kept, and it has many", async () => {
    const folder = api(EMPTY, NDJSON);
    expect(await problemsOfPromise(infer({ folder, out: join(folder, "x.overlay.json") }, [], true))).toMatch(
      /is JSON, which has no comments/,
    );
  });
});
