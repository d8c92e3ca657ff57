import type { Pointer } from "./stream-operation.js";

/** The value at a JSON Pointer (RFC 6901), inherited properties aside; `undefined` where there is none. */
export function resolvePointer(value: unknown, pointer: Pointer): unknown {
  for (const token of pointer) value = has(value, token) ? value[token] : undefined;
  return value;
}

/** The fields that stand where a pointer leads no further. */
export function fieldsAt(value: unknown, pointer: Pointer): readonly string[] {
  for (const token of pointer) if (has(value, token)) value = value[token];
  return typeof value === "object" && value !== null ? Object.keys(value) : [];
}

function has(value: unknown, token: string): value is Record<string, unknown> {
  return (
    typeof value === "object" &&
    value !== null &&
    Object.hasOwn(value, token) &&
    // The one own property of an array that is no item of it.
    !(Array.isArray(value) && token === "length")
  );
}
