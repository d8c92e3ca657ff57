import type { Pointer } from "./stream-operation.js";

/** The value at a JSON Pointer (RFC 6901), inherited properties aside; `undefined` where there is none. */
export function resolvePointer(value: unknown, pointer: Pointer): unknown {
  for (const token of pointer) value = property(value, token);
  return value;
}

/** The fields that stand where a pointer leads no further. */
export function fieldsAt(value: unknown, pointer: Pointer): readonly string[] {
  for (const token of pointer) {
    const found = property(value, token);
    if (typeof found === "object" && found !== null) value = found;
  }
  return typeof value === "object" && value !== null ? Object.keys(value) : [];
}

function property(value: unknown, token: string): unknown {
  if (typeof value !== "object" || value === null) return undefined;
  const found = (value as Readonly<Record<string, unknown>>)[token];
  // No string is inherited, and to ask every time is slow.
  if (typeof found === "string") return found;
  // The length is the one property of an array that is no item of it.
  return Object.hasOwn(value, token) && !(Array.isArray(value) && token === "length") ? found : undefined;
}
