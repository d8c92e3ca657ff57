import { createRequire } from "node:module";

/**
 * `import` would search the 9 MB of CommonJS that TypeScript is for the names that it exports, which costs a third of
 * the whole run.
 */
const require = createRequire(import.meta.url);

type OpenapiTypescript = typeof import("openapi-typescript");

/** The parts of openapi-typescript that write types. Its entry is not loaded, for it loads all of Redocly. */
export function loadOpenapiTypescript(): Pick<
  OpenapiTypescript,
  "astToString" | "resolveRef" | "scanDiscriminators" | "transformSchema"
> {
  const transformSchema =
    require("openapi-typescript/dist/transform/index.cjs") as OpenapiTypescript["transformSchema"];
  const utils = require("openapi-typescript/dist/lib/utils.cjs") as OpenapiTypescript;
  const { astToString } = require("openapi-typescript/dist/lib/ts.cjs") as OpenapiTypescript;
  return { astToString, resolveRef: utils.resolveRef, scanDiscriminators: utils.scanDiscriminators, transformSchema };
}
