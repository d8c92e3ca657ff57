import { dirname } from "node:path";
import ts from "typescript";

/**
 * The options of a `tsconfig.json`. Its place is one of them: without it TypeScript looks for types in the folder that was
 * the working directory when it was first asked, which in the tests may be a temporary one.
 */
export function optionsOf(file: string): ts.CompilerOptions {
  const { config } = ts.readConfigFile(file, (path) => ts.sys.readFile(path)) as { readonly config: object };
  return ts.parseJsonConfigFileContent(config, ts.sys, dirname(file), undefined, file).options;
}
