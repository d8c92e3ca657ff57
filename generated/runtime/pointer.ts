import type { Pointer } from "./stream-operation.js";

/** The value at a JSON Pointer (RFC 6901), inherited properties aside; `undefined` where there is none. */
export function resolvePointer(value: unknown, pointer: Pointer): unknown {
  for (const token of pointer) {
    if (!has(value, token)) return undefined;
    value = value[token];
  }
  return value;
}

/** As RFC 6901 writes it; the whole value is `""`. */
export function printPointer(pointer: Pointer): string {
  const tokens = pointer.map((token) => `/${token.replaceAll("~", "~0").replaceAll("/", "~1")}`);
  return tokens.join("") || '""';
}

/** The fields that stand where a pointer leads no further. */
export function describeFields(value: unknown, pointer: Pointer = []): string {
  let place = "";
  for (const token of pointer) {
    if (!has(value, token)) break;
    place += `/${token}`;
    value = value[token];
  }
  const fields = typeof value === "object" && value !== null ? Object.keys(value) : [];
  const names = fields.slice(0, 20).map((field) => `"${field}"`);
  return `${names.join(", ") || (value === null ? "null" : `no field but a ${typeof value}`)}${place && ` at ${place}`}`;
}

function has(value: unknown, token: string): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null) return false;
  return Object.hasOwn(value, token) && !(Array.isArray(value) && token === "length");
}
