import { nodeAt } from "../document/reference.js";
import { schemasAt } from "../document/schema-pointer.js";
import type { Document } from "../document/source.js";
import { schemasOf, type Stream, type StreamEvent } from "../model/model.js";

/** One event of a stream that is going to be sampled. */
export interface PlannedEvent {
  readonly event: StreamEvent;
  /** A word of the stream's text, and where in the item it stands. */
  readonly text: { readonly pointer: readonly string[]; readonly word: string } | undefined;
  /** How many like it came before that it is to differ from. Words of one text differ in the word alone. */
  readonly turn: number;
  /** Nothing comes after it, but for a sentinel. */
  readonly isLast: boolean;
}

/** How many items a stream has that has neither text nor names for its events. */
const ITEMS = 5;
/** What the first events of a stream are called. */
const FIRST = /\b(start(ed)?|begin|began|open(ed)?|created?|init(ial(ized)?)?|queued)\b/i;
/** What events are called that come when all goes wrong, though the document may not say that they are thrown. */
const FAILED = /\b(error|fail(ed|ure)?)\b/i;

/**
 * The events of a whole stream, in an order that makes sense: first those whose names speak of a beginning, then the
 * others in the order of the document, at last the one that completes the stream. Each comes once, but for those with
 * text, which come once a word. None of them is an error.
 *
 * @param words The text of the stream.
 */
export function planEvents(document: Document, stream: Stream, words: readonly string[]): readonly PlannedEvent[] {
  const planned = inOrder(document, stream).flatMap((event): readonly Omit<PlannedEvent, "isLast">[] => {
    const pointer = textOf(document, stream, event);
    const isSpoken = pointer !== undefined && event.role !== "end";
    const count = isSpoken ? words.length : stream.named ? 1 : ITEMS;
    return Array.from({ length: count }, (_, index) => ({
      event,
      text: pointer && { pointer, word: isSpoken ? (words[index] as string) : "" },
      turn: isSpoken ? 0 : index,
    }));
  });
  return planned.map((one, index) => ({ ...one, isLast: index === planned.length - 1 }));
}

function inOrder(document: Document, { events, end: [match] }: Stream): readonly StreamEvent[] {
  const yielded = events.filter(({ role }) => role === "yield");
  const last =
    events.find(({ role }) => role === "end") ??
    yielded.findLast((event) => match !== undefined && declares(document, event, match.where));
  const isCalled = ({ name }: StreamEvent, what: RegExp): boolean =>
    what.test(name.replace(/(\p{Ll})(?=\p{Lu})|_/gu, "$1 "));
  const others = yielded.filter((event) => event !== last && !isCalled(event, FAILED));
  const isFirst = (event: StreamEvent): boolean => isCalled(event, FIRST);
  return [
    ...others.filter(isFirst),
    ...others.filter((event) => !isFirst(event)),
    ...(last === undefined ? [] : [last]),
  ];
}

/** Where the text of an event stands: where the document says so, else, where an item is text, in the item itself. */
function textOf(document: Document, { text, item }: Stream, event: StreamEvent): readonly string[] | undefined {
  if (event.text !== undefined || text === undefined) {
    return event.text ?? (item === "text" ? ["data"] : undefined);
  }
  return declares(document, event, text) ? text : undefined;
}

/** Whether an event has a place for what a pointer into an item leads to. */
export function declares(document: Document, { type }: StreamEvent, pointer: readonly string[]): boolean {
  const [first, ...rest] = pointer;
  const schemas = schemasOf(type);
  if (schemas.length === 0) {
    return first === "data" && rest.length === 0;
  }
  const isEnvelope = (type.oneOf?.[0] ?? type).envelope !== undefined;
  const inside = isEnvelope ? rest : pointer;
  const isThere = schemas.some(({ path }) => schemasAt(document, nodeAt(document, path), inside).length > 0);
  return (!isEnvelope || first === "data") && isThere;
}
