import { isObject, type Document } from "./source.js";

/** Major and minor: `3.1`. `undefined` where the document does not say it. */
export function openApiVersionOf({ value }: Document): string | undefined {
  const version = isObject(value) ? value["openapi"] : undefined;
  return typeof version === "string" ? /^\d+\.\d+/.exec(version)?.[0] : undefined;
}

/** Whether a document is OpenAPI 3.0, whose schemas have words of their own, and lack some of JSON Schema's. */
export function isOpenApi30(document: Document): boolean {
  return openApiVersionOf(document) === "3.0";
}
