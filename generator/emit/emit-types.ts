import { createRequire } from "node:module";
import { DiagnosticsError, type Diagnostic } from "../diagnostics/diagnostics.js";
import { escapeInvisible } from "../document/escape.js";
import { begin } from "../progress.js";
import { renameInheritedNames, type RenamedDocument } from "./inherited-names.js";
import { parsePointer, type Document, type JsonObject } from "../document/source.js";

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
    });
    return escapeInvisible(renamed.restore(astToString(nodes)).replaceAll("\r\n", "\n"));
  } catch (error) {
    throw new DiagnosticsError(await explain(document, renamed, error));
  }
}

type OpenApi = Exclude<Parameters<typeof import("openapi-typescript").default>[0], string | URL | Buffer>;

/** Published documents break small rules everywhere, so the rules are asked only once something did not work. */
async function explain(document: Document, renamed: RenamedDocument, error: unknown): Promise<readonly Diagnostic[]> {
  const reason = error instanceof Error ? error.message : String(error);
  const general: Diagnostic = {
    severity: "error",
    message: `openapi-typescript cannot read the document: ${reason}`,
    hint: "Correct what stands below, or in an Overlay.",
    location: document.locate([]),
  };
  return [general, ...(await brokenRules(document, renamed))];
}

async function brokenRules(document: Document, renamed: RenamedDocument): Promise<readonly Diagnostic[]> {
  const { BaseResolver, createConfig, lintDocument, Source } =
    require("@redocly/openapi-core") as typeof import("@redocly/openapi-core");
  const config = await createConfig({ rules: { struct: "error" } });
  const source = new Source("/", JSON.stringify(renamed.document), "application/json");
  const parsed = JSON.parse(source.body) as unknown;
  const problems = await lintDocument({
    document: { source, parsed },
    config: config.styleguide,
    externalRefResolver: new BaseResolver(),
  }).catch(() => []);
  return problems.map(({ message, suggest, location: [at] }) => ({
    severity: "error",
    message: renamed.restore(message).replace(/\.$/, ""),
    ...(suggest[0] === undefined ? {} : { hint: `Did you mean "${suggest[0]}"?` }),
    location: document.locate(
      parsePointer(renamed.restore(at?.pointer ?? "#")) ?? [],
      at?.reportOnKey ? "key" : "value",
    ),
  }));
}
