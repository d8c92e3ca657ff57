import type { ClientConfig } from "../client-config.js";
import { escapeInvisible } from "../document/escape.js";

/** The release of openapi-fetch that the templates are written and tested against. */
const OPENAPI_FETCH = "^0.17.0";
/** The compiler that builds the package, pinned so that two builds of one source are the same. */
const TYPESCRIPT = "5.9.3";

/** What an earlier build left would be published with this one. */
const BUILD = `node -e "fs.rmSync('dist', { recursive: true, force: true })" && tsc -p tsconfig.json`;

/** The folder of the sources that is published whole, and so with whatever else is in it. */
export const PUBLISHED_FOLDER = "runtime";

/** The text of the client's `package.json`. */
export function emitManifest(config: ClientConfig): string {
  const manifest = {
    name: config.name,
    version: config.version,
    description: config.description,
    keywords: config.keywords,
    homepage: config.homepage,
    repository: config.repository,
    license: config.license,
    author: config.author,
    type: "module",
    sideEffects: false,
    engines: { node: ">=20.19.0" },
    main: "./dist/index.js",
    types: "./dist/index.d.ts",
    exports: {
      ".": { types: "./dist/index.d.ts", default: "./dist/index.js" },
      "./package.json": "./package.json",
    },
    files: ["dist", "index.ts", "operations.ts", "types.ts", PUBLISHED_FOLDER, "API.md"],
    scripts: { build: BUILD, prepack: "npm run build" },
    dependencies: { "openapi-fetch": OPENAPI_FETCH },
    devDependencies: { typescript: TYPESCRIPT },
    publishConfig: config.publishConfig,
  };
  return `${escapeInvisible(JSON.stringify(manifest, null, 2))}\n`;
}
