import { dirname, join, resolve } from "node:path";
import ts from "typescript";

import { optionsOf } from "../../support/options-of.js";
import type { GeneratedFile } from "../../../generator/emit/generated-file.js";

const ROOT = resolve(import.meta.dirname, "../../..");

/**
 * What `tsc --strict` has to say of packages, by their names. They are checked in one program, in folders that are on no
 * disk, with the one runtime that they have in common.
 */
export function typeErrorsOf(packages: ReadonlyMap<string, readonly GeneratedFile[]>): readonly string[] {
  const virtual = new Map<string, string>();
  const names = new Map<string, string>();
  for (const [index, [name, files]] of [...packages].entries()) {
    const folder = join(ROOT, `templates/virtual-${index}`);
    names.set(folder, name);
    for (const { path, text } of files) {
      if (/^(types|operations)\.ts$/.test(path)) virtual.set(join(folder, path), text);
    }
  }
  const options = { ...optionsOf(join(ROOT, "templates/tsconfig.json")), noEmit: true };
  const host = ts.createCompilerHost(options);
  const { readFile, fileExists } = host;
  host.readFile = (path) => virtual.get(path) ?? readFile(path);
  host.directoryExists = (path) => names.has(path) || ts.sys.directoryExists(path);
  host.fileExists = (path) => virtual.has(path) || fileExists(path);
  host.resolveModuleNameLiterals = (literals, containing, _, compilerOptions) =>
    literals.map(({ text }) => {
      const from = text.startsWith("./runtime/") ? join(ROOT, "templates/index.ts") : containing;
      return ts.resolveModuleName(text, from, compilerOptions, host, undefined, undefined, ts.ModuleKind.ESNext);
    });
  const program = ts.createProgram([...virtual.keys()], options, host);
  return ts.getPreEmitDiagnostics(program).map(({ file, start, messageText }) => {
    const text = ts.flattenDiagnosticMessageText(messageText, " ");
    const line = file?.text.slice(start ?? 0).split("\n", 1)[0];
    return `${file === undefined ? "" : `${names.get(dirname(file.fileName)) ?? file.fileName}: `}${text} at ${line}`;
  });
}
