import { Evidence } from "./evidence.js";
import type { SeenEvent, SeenStream } from "./seen-stream.js";

/** Where a stream carries a text in pieces. */
export interface FoundText {
  /** The event that carries it. */
  readonly event: SeenEvent;
  /** The steps to the text in the event's item; in an envelope, in its data. */
  readonly pointer: readonly string[];
  /** In how many events it is. */
  readonly count: number;
  /** How long it is in all, in UTF-16 code units. */
  readonly length: number;
}

/** What APIs call it, the surest first. */
const USUAL = [
  "delta",
  "content",
  "text",
  "token",
  "answer",
  "output",
  "response",
  "completion",
  "message",
  "chunk",
  "data",
];
/** What is a text in every event, another each time, and none that anybody reads. */
const OTHERS =
  /(?:^|_)(?:id|ids|uuid|type|model|name|url|role|status|time|timestamp|created|object|fingerprint|signature|hash)$|Id$/;
const DEEPEST = 5;

/**
 * Finds what `text()` could join: texts of an event that comes several times in an answer, other ones each time, and none
 * that holds the one before.
 */
export function findText({ events, naming }: SeenStream): FoundText | undefined {
  const found = events
    .filter(({ most }) => most > 1)
    .flatMap((event) => textsIn(event.evidence, [], 0).map((text) => ({ event, ...text })))
    // By name, a text that is missing is an error: it must be in every event, and a list may be empty.
    .filter(({ event, count, isInList }) => !naming.named || (count === event.count && !isInList));
  const [best] = found.sort((a, b) => rank(a.pointer) - rank(b.pointer) || b.length - a.length);
  return best;
}

interface TextPlace extends Pick<FoundText, "pointer" | "count" | "length"> {
  readonly isInList: boolean;
}

function textsIn(
  evidence: Evidence,
  pointer: readonly string[],
  depth: number,
  isInList = false,
): readonly TextPlace[] {
  const { texts, kinds } = evidence;
  const here =
    isPieces(evidence) && !OTHERS.test(pointer.at(-1) ?? "")
      ? [{ pointer, count: kinds.string, length: texts.length, isInList }]
      : [];
  if (depth >= DEEPEST) return here;
  const fields = [...evidence.fields].flatMap(([name, field]) =>
    textsIn(field, [...pointer, name], depth + 1, isInList),
  );
  // The first of several choices, as clients have it.
  const first = evidence.items ? textsIn(evidence.items, [...pointer, "0"], depth + 1, true) : [];
  return [...here, ...fields, ...first];
}

function isPieces({ texts }: Evidence): boolean {
  const { count, distinct, format, grown, length } = texts;
  const isVaried = distinct === undefined || distinct.size * 2 >= count;
  return count > 1 && length > 0 && isVaried && format === undefined && grown * 2 < count;
}

function rank(pointer: readonly string[]): number {
  const ranks = pointer.map((name) => USUAL.indexOf(name)).filter((index) => index !== -1);
  return ranks.length === 0 ? USUAL.length : Math.min(...ranks);
}
