import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { GeneratedFile } from "../emit/generated-file.js";
import { PACKAGE_ROOT } from "../package-root.js";

/** A file of the page, as it is served. */
export interface PageFile {
  readonly contentType: string;
  readonly text: string;
}

/** TypeScript is large, and CommonJS: `import` would search it for the names that it exports. */
const require = createRequire(import.meta.url);
const PAGE = new URL("page/", PACKAGE_ROOT);
const SCRIPT = "text/javascript; charset=utf-8";

/** The page itself, `""`, and the files that it is made of, by their paths below it. */
export function pageFiles(client: readonly GeneratedFile[]): ReadonlyMap<string, PageFile> {
  const own = readdirSync(PAGE).filter((name) => name.endsWith(".ts"));
  const openapiFetch = readFileSync(require.resolve("openapi-fetch/dist/index.mjs"), "utf8");
  return new Map<string, PageFile>([
    ["", { contentType: "text/html; charset=utf-8", text: readPage("index.html") }],
    ["style.css", { contentType: "text/css; charset=utf-8", text: readPage("style.css") }],
    ...own.map((name) => toScript(`page/${name}`, readPage(name))),
    // Types alone, which nothing asks for.
    ...client
      .filter(({ path }) => path.endsWith(".ts") && path !== "types.ts")
      .map(({ path, text }) => toScript(`client/${path}`, text)),
    ["openapi-fetch.js", { contentType: SCRIPT, text: openapiFetch }],
  ]);
}

function readPage(name: string): string {
  return readFileSync(new URL(name, PAGE), "utf8").replaceAll("\r\n", "\n");
}

function toScript(path: string, text: string): readonly [string, PageFile] {
  const ts = require("typescript") as typeof import("typescript");
  const { outputText } = ts.transpileModule(text, {
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ES2022, verbatimModuleSyntax: true },
  });
  return [path.replace(/\.ts$/, ".js"), { contentType: SCRIPT, text: outputText }];
}
