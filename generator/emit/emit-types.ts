import { createRequire } from "node:module";
import { DiagnosticsError, type Diagnostic } from "../diagnostics/diagnostics.js";
import { escapeInvisible } from "../document/escape.js";
import { begin } from "../progress.js";
import { renameInheritedNames } from "./inherited-names.js";
import type { Document, JsonObject } from "../document/source.js";

/**
 * `import` would search the 9 MB of CommonJS that TypeScript is for the names that it exports, which costs a third of
 * the whole run.
 */
const require = createRequire(import.meta.url);

/**
 * The text of `types.ts`: openapi-typescript's output for the lowered document.
 *
 * @throws {DiagnosticsError} where openapi-typescript cannot read the document, located in the merged one.
 */
export async function emitTypes(document: Document, lowered: JsonObject): Promise<string> {
  begin({ words: "Writing the types" });
  const renamed = renameInheritedNames(lowered);
  const { default: openapiTS, astToString } = require("openapi-typescript") as typeof import("openapi-typescript");
  const { createConfig } = require("@redocly/openapi-core") as typeof import("@redocly/openapi-core");
  try {
    // A fresh copy, for it is bundled in place; no rules, for what they would find is checked already.
    const nodes = await openapiTS(renamed.document as object as OpenApi, {
      redocly: await createConfig({}),
      silent: true,
      // An object of which nothing is said may have any field. Without this, it may have none.
      emptyObjectsUnknown: true,
      // What has a default may be left out. Without this, a request would have to send all that has one.
      defaultNonNullable: false,
    });
    return escapeInvisible(renamed.restore(astToString(nodes)).replaceAll("\r\n", "\n"));
  } catch (error) {
    throw new DiagnosticsError([unreadable(document, error)]);
  }
}

type OpenApi = Exclude<Parameters<typeof import("openapi-typescript").default>[0], string | URL | Buffer>;

/** What stops openapi-typescript is refused before. Should something be left, it is not the user's mistake. */
function unreadable(document: Document, error: unknown): Diagnostic {
  return {
    severity: "error",
    message: `openapi-typescript cannot read the document: ${error instanceof Error ? error.message : String(error)}`,
    hint: "It breaks no rule of OpenAPI that is known here. Please report it, with the document if you can.",
    location: document.locate([]),
  };
}
