import { isObject, type JsonValue } from "../document/source.js";

/** `undefined` for what is no JSON. */
export function parseJson(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return undefined;
  }
}

/** The value at the reference tokens of a JSON Pointer (RFC 6901); `undefined` where there is none. */
export function valueAtPointer(value: JsonValue | undefined, pointer: readonly string[]): JsonValue | undefined {
  return pointer.reduce<JsonValue | undefined>((found, token) => {
    if (Array.isArray(found)) {
      return /^\d+$/.test(token) ? (found as readonly JsonValue[])[Number(token)] : undefined;
    }
    return isObject(found) && Object.hasOwn(found, token) ? found[token] : undefined;
  }, value);
}

/** What is wrong with a text that should be JSON. */
export interface JsonFault {
  /** In the words of the engine, less the place. */
  readonly message: string;
  /** Where, in UTF-16 code units from 0: the length of the text where that ends too early. */
  readonly index: number;
}

/** `undefined` for JSON. */
export function jsonFault(text: string): JsonFault | undefined {
  const message = syntaxError(text);
  if (message === undefined) return undefined;
  const [words = "", place] = message.replace(/, .* is not valid JSON$/s, "").split(/ in JSON at position (\d+)/);
  return { message: words, index: Number(place ?? placeOfToken(text)) };
}

/** V8 says of an unexpected token what it is, not where: it is the last character of the shortest text that has it. */
function placeOfToken(text: string): number {
  let [without, having] = [0, text.length + 1];
  while (having - without > 1) {
    const middle = Math.floor((without + having) / 2);
    if (syntaxError(text.slice(0, middle))?.startsWith("Unexpected token")) having = middle;
    else without = middle;
  }
  return having - 1;
}

function syntaxError(text: string): string | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    return (error as SyntaxError).message;
  }
}
