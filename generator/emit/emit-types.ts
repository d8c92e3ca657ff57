import { DiagnosticsError, type Diagnostic } from "../diagnostics/diagnostics.js";
import { escapeInvisible } from "../document/escape.js";
import { begin } from "../progress.js";
import { renameStumblingNames } from "./stumbling-names.js";
import { loadOpenapiTypescript } from "./openapi-typescript.js";
import { isObject, type Document, type JsonObject } from "../document/source.js";

/**
 * The text of `types.ts`: openapi-typescript's output for the lowered document.
 *
 * @throws {DiagnosticsError} where openapi-typescript cannot read the document, located in the merged one.
 */
export async function emitTypes(document: Document, lowered: JsonObject): Promise<string> {
  begin({ words: "Writing the types" });
  const renamed = renameStumblingNames(lowered);
  try {
    return escapeInvisible(renamed.restore(printTypes(renamed.document as object as OpenApi)).replaceAll("\r\n", "\n"));
  } catch (error) {
    throw new DiagnosticsError([unreadable(document, error)]);
  }
}

/**
 * What openapi-typescript's own entry does once Redocly has resolved, linted and bundled the document, which takes as
 * long again: ours is checked already, and refers to nothing but itself.
 */
function printTypes(document: OpenApi): string {
  const { astToString, resolveRef, scanDiscriminators, transformSchema } = loadOpenapiTypescript();
  const silent = true;
  const options = {
    silent,
    // An object of which nothing is said may have any field. Without this, it may have none.
    emptyObjectsUnknown: true,
    // What has a default may be left out. Without this, a request would have to send all that has one.
    defaultNonNullable: false,
  };
  const context = {
    ...options,
    discriminators: scanDiscriminators(document, options),
    injectFooter: [],
    resolve: (reference: string) => withOwnPropertiesOnly(resolveRef(document, reference, { silent })),
  };
  // Of the other options, all may be left out.
  return astToString(transformSchema(document, context as object as Parameters<typeof transformSchema>[1]));
}

/** Of what an `allOf` requires, openapi-typescript looks for each name in `properties`, and would find `constructor` in any. */
function withOwnPropertiesOnly<T>(resolved: T | undefined): T | undefined {
  const { properties } = (resolved ?? {}) as JsonObject;
  if (isObject(properties)) Object.setPrototypeOf(properties, null);
  return resolved;
}

type OpenApi = Parameters<typeof import("openapi-typescript").transformSchema>[0];

/** What stops openapi-typescript is refused before. Should something be left, it is not the user's mistake. */
function unreadable(document: Document, error: unknown): Diagnostic {
  return {
    severity: "error",
    message: `openapi-typescript cannot read the document: ${error instanceof Error ? error.message : String(error)}`,
    hint: "It breaks no rule of OpenAPI that is known here. Please report it, with the document if you can.",
    location: document.locate([]),
  };
}
