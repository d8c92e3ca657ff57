import { readdirSync, readFileSync } from "node:fs";
import { PACKAGE_ROOT } from "../package-root.js";
import type { GeneratedFile } from "./generated-file.js";

const TEMPLATES = new URL("templates/", PACKAGE_ROOT);

/** The text of a template. */
export function readTemplate(path: string): string {
  return readFileSync(new URL(path, TEMPLATES), "utf8").replaceAll("\r\n", "\n");
}

/** The files that are copied as they are. */
export function verbatimFiles(): readonly GeneratedFile[] {
  const runtime = readdirSync(new URL("runtime/", TEMPLATES)).filter((name) => name.endsWith(".ts"));
  const paths = ["index.ts", "tsconfig.json", ...runtime.sort().map((name) => `runtime/${name}`)];
  return paths.map((path) => ({ path, text: readTemplate(path) }));
}
