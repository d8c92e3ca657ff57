import { createRequire } from "node:module";
import { expect, it } from "vitest";
import { loadOpenapiTypescript } from "../../../generator/emit/openapi-typescript.js";

it("has the very functions that openapi-typescript's entry has", () => {
  const whole = createRequire(import.meta.url)("openapi-typescript") as Record<string, unknown>;
  const parts = Object.entries(loadOpenapiTypescript());
  expect(parts.map(([name]) => name).sort()).toEqual([
    "astToString",
    "resolveRef",
    "scanDiscriminators",
    "transformSchema",
  ]);
  for (const [name, part] of parts) expect(part, name).toBe(whole[name]);
});
