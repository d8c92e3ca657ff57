/** One property of an object or array, inherited ones aside. */
export function property(value: unknown, token: string): unknown {
  if (typeof value !== "object" || value === null) return undefined;
  const found = (value as Readonly<Record<string, unknown>>)[token];
  // No string is inherited, and to ask every time is slow.
  return typeof found === "string" || Object.hasOwn(value, token) ? found : undefined;
}
