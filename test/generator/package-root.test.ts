import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { PACKAGE_ROOT } from "../../generator/package-root.js";

it("is the folder of the toolchain's own package.json", () => {
  const manifest = JSON.parse(readFileSync(new URL("package.json", PACKAGE_ROOT), "utf8")) as { name: string };
  expect(manifest.name).toBe("openapi-stream");
});
