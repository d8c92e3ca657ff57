import { existsSync } from "node:fs";

/** The folder of this package: around `generator/` or, once built, around `dist/generator/`. */
export const PACKAGE_ROOT: URL = ["../", "../../"]
  .map((up) => new URL(up, import.meta.url))
  .find((folder) => existsSync(new URL("package.json", folder)))!;
