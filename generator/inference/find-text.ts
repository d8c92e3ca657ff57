import { valueAtPointer } from "../recording/json.js";
import type { Evidence } from "./evidence.js";
import type { SeenEvent, SeenRecording, SeenStream } from "./seen-stream.js";
import { TextEvidence } from "./text-evidence.js";

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
  /** Whether it is one, as far as texts can show it; else it is only called as one. */
  readonly isSure: boolean;
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
/** Of these, what nobody calls a row's field, or a line of a log. */
const OF_PIECES: ReadonlySet<string> = new Set(["delta", "content", "text", "token", "completion", "chunk"]);
/** What is a text in every event, another each time, and none that anybody reads. */
const OTHERS =
  /(?:^|_)(?:id|ids|uuid|type|model|name|url|role|status|time|timestamp|created|object|fingerprint|signature|hash)$|Id$/;
const DEEPEST = 5;

/**
 * Finds what `text()` could join: texts of an event that comes several times in an answer, other ones each time, and none
 * that holds the one before. A field of a row is all that, too: so what it is called, or how the pieces meet, must say more.
 */
export function findText({ events, naming, recordings }: SeenStream): FoundText | undefined {
  const found = events
    .filter(({ most }) => most > 1)
    .flatMap((event) => textsIn(event.evidence, [], 0).map((place) => ({ event, ...place })))
    // By name, a text that is missing is an error: it must be in every event, and a list may be empty.
    .filter(({ event, texts, isInList }) => !naming.named || (texts.count === event.count && !isInList))
    .map(({ event, pointer, texts, isInList }) => {
      // Evidence has all items of a list as one, and only the first is read.
      return { event, pointer, texts: isInList ? textsAt(recordings, pointer) : texts };
    })
    .filter(({ texts }) => texts.isPieces)
    .map((one) => {
      const names = one.event.isText ? one.event.name.split(/[._-]/) : one.pointer;
      // A stream of nothing but text is one.
      return { ...one, rank: rank(names), isSure: naming.item === "text" || isText(names, one.texts) };
    })
    .filter(({ rank: usual, isSure }) => isSure || usual < USUAL.length);
  const [best] = found.sort(
    (a, b) => Number(b.isSure) - Number(a.isSure) || a.rank - b.rank || b.texts.length - a.texts.length,
  );
  if (best === undefined) return undefined;
  const { event, pointer, texts, isSure } = best;
  return { event, pointer, count: texts.count, length: texts.length, isSure };
}

/** Whether pieces, by their names and by how they meet, are those of a text. */
function isText(names: readonly string[], { count, joints, spaced, unspaced, phrases }: TextEvidence): boolean {
  const isMost = (some: number, least: number): boolean => some >= least && some * 5 >= joints;
  // A text that is cut anywhere has a space at many of the cuts, and what is whole has none at its ends.
  if (isMost(spaced, 2)) return true;
  // Phrases that never meet so are each a whole: the comments of a list, say.
  if (names.some((name) => OF_PIECES.has(name)) && phrases * 2 < count) return true;
  return rank(names) < USUAL.length && isMost(spaced + unspaced, 1);
}

interface TextPlace {
  readonly pointer: readonly string[];
  readonly texts: TextEvidence;
  readonly isInList: boolean;
}

function textsIn(
  { texts, fields, items }: Evidence,
  pointer: readonly string[],
  depth: number,
  isInList = false,
): readonly TextPlace[] {
  const here = texts.count > 0 && !OTHERS.test(pointer.at(-1) ?? "") ? [{ pointer, texts, isInList }] : [];
  if (depth >= DEEPEST) return here;
  const below = [...fields].flatMap(([name, field]) => textsIn(field, [...pointer, name], depth + 1, isInList));
  // The first of several choices, as clients have it.
  const first = items ? textsIn(items, [...pointer, "0"], depth + 1, true) : [];
  return [...here, ...below, ...first];
}

function textsAt(recordings: readonly SeenRecording[], pointer: readonly string[]): TextEvidence {
  const texts = new TextEvidence();
  for (const { events } of recordings) {
    const here = new TextEvidence();
    for (const { value } of events) {
      const text = valueAtPointer(value, pointer);
      if (typeof text === "string") here.add(text);
    }
    texts.merge(here);
  }
  return texts;
}

function rank(names: readonly string[]): number {
  const ranks = names.map((name) => USUAL.indexOf(name)).filter((index) => index !== -1);
  return ranks.length === 0 ? USUAL.length : Math.min(...ranks);
}
