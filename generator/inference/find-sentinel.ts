import { parseJson } from "../recording/json.js";

/** Data that is no item, and ends the stream. */
export interface Sentinel {
  readonly text: string;
  /** In how many recordings it was seen. */
  readonly count: number;
}

const LONGEST = 64;

/**
 * Finds the text that ends streams: the last data of at least every second one, no JSON though other data is, and nowhere
 * else.
 *
 * @param bodies The data of each recording.
 */
export function findSentinel(bodies: readonly (readonly string[])[]): Sentinel | undefined {
  const sent = bodies.filter((data) => data.length > 0);
  const counts = new Map<string, number>();
  for (const last of sent.map((data) => data.at(-1)!)) counts.set(last, (counts.get(last) ?? 0) + 1);
  const [text, count] = [...counts].sort(([, a], [, b]) => b - a)[0] ?? [];
  if (text === undefined || count === undefined || count * 2 < sent.length) return undefined;
  if (text.length > LONGEST || parseJson(text) !== undefined) return undefined;
  const others = sent.flatMap((data) => (data.at(-1) === text ? data.slice(0, -1) : data));
  const isElsewhere = others.includes(text);
  const isMark = others.length > 0 && (isBracketed(text) || others.every((data) => parseJson(data) !== undefined));
  return isElsewhere || !isMark ? undefined : { text, count };
}

/** Where all data is text, the last word of an answer is no mark; `[DONE]` is. */
function isBracketed(text: string): boolean {
  return /^[[<{(].*[\]>})]$/.test(text);
}
