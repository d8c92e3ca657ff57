import type { RawItem } from "./stream-operation.js";

// The text of few items, which are large then, is not worth copying.
const FEW = 16;

/**
 * The JSON of many items at once: one array of them is parsed in three quarters of the time that they take one by one.
 * Empty where that might be another thing than to parse each.
 *
 * It is the same where every comma put between two items stands in the outermost array. It does not stand in a string,
 * which has no line feeds; nor in an object, where no `{` can follow a comma; nor in another array, of which there is
 * none. So each item is one object or several, and it is one where there are as many objects as items.
 */
export function parseTogether(items: readonly RawItem[]): readonly unknown[] {
  if (items.length < FEW) return [];
  const texts: string[] = [];
  for (const { data } of items) if (data[0] === "{") texts.push(data);
  const text = texts.join(",\n");
  if (texts.length < items.length || text.includes("[")) return [];
  try {
    const values = JSON.parse(`[${text}]`) as readonly unknown[];
    return values.length === items.length ? values : [];
  } catch {
    return [];
  }
}
