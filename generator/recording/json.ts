import { isObject, type JsonValue } from "../document/source.js";
import { bareMediaType } from "../model/stream-format.js";

/** `undefined` for what is no JSON. */
export function parseJson(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return undefined;
  }
}

/** Whether what a media type stands for is one JSON text (RFC 6839, section 3.1). */
export function isJsonMediaType(mediaType: string): boolean {
  return /[/+]json$/.test(bareMediaType(mediaType));
}

/** The value at the reference tokens of a JSON Pointer (RFC 6901); `undefined` where there is none. */
export function valueAt(value: JsonValue | undefined, pointer: readonly string[]): JsonValue | undefined {
  return pointer.reduce<JsonValue | undefined>((found, token) => {
    if (Array.isArray(found)) {
      return /^\d+$/.test(token) ? (found as readonly JsonValue[])[Number(token)] : undefined;
    }
    return isObject(found) && Object.hasOwn(found, token) ? found[token] : undefined;
  }, value);
}
