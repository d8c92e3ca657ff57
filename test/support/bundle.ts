import { join } from "node:path";
import { build } from "vite";
import { ROOT } from "./run.js";

export interface Bundle {
  /** An ES module that imports nothing. */
  readonly code: string;
  /** The files that it is made of, less the ones that nothing was taken from. */
  readonly modules: readonly string[];
}

const ENTRY = "\0entry.ts";

/** Bundles a module that imports the generated client, its dependency included, as an application's bundler does. */
export async function bundleClient(source: string, options: { readonly minify: boolean }): Promise<Bundle> {
  const result = await build({
    root: ROOT,
    configFile: false,
    logLevel: "error",
    resolve: { alias: { "aisquare-studio": join(ROOT, "generated/index.ts") } },
    plugins: [
      {
        name: "entry",
        resolveId: (id) => (id === ENTRY ? id : undefined),
        load: (id) => (id === ENTRY ? source : undefined),
      },
    ],
    build: {
      write: false,
      target: "es2022",
      minify: options.minify,
      modulePreload: false,
      rolldownOptions: { input: ENTRY, preserveEntrySignatures: "strict" },
    },
  });
  if (!("output" in result) || result.output.length !== 1) throw new Error("The client is no longer one chunk");
  const [chunk] = result.output;
  const taken = Object.entries(chunk.modules).filter(([, { renderedLength }]) => renderedLength > 0);
  return { code: chunk.code, modules: taken.map(([path]) => path.replaceAll("\\", "/")) };
}
