import { isObject, type Document } from "./source.js";

/** Whether a document is OpenAPI 3.0, whose schemas have words of their own, and lack some of JSON Schema's. */
export function isOpenApi30({ value }: Document): boolean {
  return isObject(value) && String(value["openapi"]).startsWith("3.0");
}
