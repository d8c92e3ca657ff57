import { isDeepStrictEqual } from "node:util";
import { toMarkdownCode } from "../document/escape.js";
import { nodeAt } from "../document/reference.js";
import { fieldsOf } from "../document/schema-pointer.js";
import type { Document, Path } from "../document/source.js";
import type { Stream } from "../model/model.js";
import { bodySchemas } from "../model/request-body.js";
import { endsOf, matchText } from "../model/stream-end.js";
import { compareEvents, matchEvents, type MatchedEvents } from "./compare-events.js";
import { compareText } from "./compare-text.js";
import type { Both, Finding } from "./finding.js";
import type { RuleId } from "./rules.js";
import { findingOf, type Outcome, type Walk } from "./walk.js";

type Streams = Both<Stream>;

/** Compares a stream method: what it sends by itself, the events that it yields and throws, how it ends, `text()`. */
export function* compareStreams(walk: Walk, streams: Streams): Iterable<Outcome> {
  const { base, head } = streams;
  if (base.item !== head.item || base.named !== head.named) {
    const what = `yields ${itemText(head)} now, and yielded ${itemText(base)}`;
    yield streamFinding(walk, streams, "stream-item-changed", what, ["itemSchema"]);
    return;
  }
  if (base.discriminator !== head.discriminator) {
    const [from, to] = [base.discriminator ?? "", head.discriminator ?? ""].map(toMarkdownCode);
    const what = `tells events apart by ${to} now, and did by ${from}`;
    yield streamFinding(walk, streams, "discriminator-changed", what, ["itemSchema"]);
  }
  const { base: before, head: after } = walk.readers;
  const events = matchEvents({ base: before.document, head: after.document }, streams);
  yield* compareEvents(walk, streams, events);
  yield* compareEnds(walk, streams, events);
  yield* compareErrors(walk, streams, events);
  yield* compareText(walk, streams, events);
  yield* compareCall(walk, streams);
}

/** A finding of a stream as a whole, at a keyword of its media type. */
function streamFinding(walk: Walk, { base, head }: Streams, rule: RuleId, what: string, keyword: Path): Finding {
  const at = (stream: Stream) => ({ value: null, path: [...stream.at.mediaType, ...keyword] });
  return findingOf(walk, rule, `client.stream.${head.name}`, what, { base: at(base), head: at(head) });
}

function itemText({ item, named }: Stream): string {
  const kind = { json: "JSON", envelope: "`{event, data}`", text: "`{data}` with text" }[item];
  return named ? `${kind}, by name` : kind;
}

function* compareEnds(walk: Walk, streams: Streams, { renamed, added }: MatchedEvents): Iterable<Outcome> {
  const base = endsOf(streams.base, renamed);
  const head = endsOf(streams.head);
  const more = head.filter((end) => !base.includes(end));
  const isGone = base.some((end) => !head.includes(end));
  if (more.length === 0 && !isGone) return;
  const sentinel = `the data ${toMarkdownCode(streams.head.sentinel ?? "")}`;
  const fresh = new Set([...added.map(({ name }) => toMarkdownCode(name)), sentinel]);
  const isSafe = !isGone && base.length > 0 && more.every((end) => fresh.has(end));
  const show = (ends: readonly string[]): string => (ends.length > 0 ? ends.join(" or ") : "the connection's close");
  const [rule, what] = isSafe
    ? (["end-added", `also ends with ${show(more)} now`] as const)
    : (["end-changed", `ends with ${show(head)} now, and ended with ${show(base)}`] as const);
  const keyword = streams.head.sentinel === streams.base.sentinel ? "end" : "sentinel";
  yield streamFinding(walk, streams, rule, what, ["x-event-stream", keyword]);
}

/** What is thrown of that which both ends know. */
function* compareErrors(walk: Walk, streams: Streams, { renamed, added, gone }: MatchedEvents): Iterable<Outcome> {
  const errorsOf = (
    { events, error }: Stream,
    others: MatchedEvents["gone"],
    names: ReadonlyMap<string, string>,
  ): readonly string[] => [
    ...events
      .filter((event) => event.role === "throw" && !others.includes(event))
      .map(({ name }) => toMarkdownCode(names.get(name) ?? name)),
    ...error.map((match) => `items whose ${matchText(match)}`),
  ];
  const base = errorsOf(streams.base, gone, renamed);
  const head = errorsOf(streams.head, added, new Map());
  const fresh = head.filter((one) => !base.includes(one)).map((one) => `throws ${one} now`);
  const lost = base.filter((one) => !head.includes(one)).map((one) => `yields ${one} now`);
  if (fresh.length + lost.length > 0) {
    const what = [...fresh, ...lost].join(", ");
    yield streamFinding(walk, streams, "error-changed", what, ["x-event-stream", "error"]);
  }
}

function* compareCall(walk: Walk, streams: Streams): Iterable<Outcome> {
  const { base, head } = streams;
  if (!isDeepStrictEqual(base.request, head.request)) {
    const show = ({ request = {} }: Stream): string => toMarkdownCode(JSON.stringify(request));
    const what = `sends ${show(head)} by itself now, and sent ${show(base)}`;
    const rule = concernsCallers(walk, streams) ? "stream-request-changed" : "stream-request-adapted";
    yield streamFinding(walk, streams, rule, what, ["x-event-stream", "request"]);
  }
  if (base.mediaType !== head.mediaType) {
    const what = `reads ${toMarkdownCode(head.mediaType)} now, and read ${toMarkdownCode(base.mediaType)}`;
    yield streamFinding(walk, streams, "stream-format-changed", what, []);
  }
}

/** Whether what a method sends by itself could be sent by its callers before, can be now, or is another value. */
function concernsCallers(walk: Walk, { base, head }: Streams): boolean {
  const [before, after] = [base.request ?? {}, head.request ?? {}];
  const bodyFields = (document: Document, { at }: Stream): readonly string[] =>
    bodySchemas(document, nodeAt(document, at.operation)).flatMap((schema) => fieldsOf(document, schema));
  const could = bodyFields(walk.readers.base.document, base);
  const can = bodyFields(walk.readers.head.document, head);
  const isConcerned = (name: string): boolean => {
    if (!Object.hasOwn(before, name)) return could.includes(name);
    return Object.hasOwn(after, name) ? before[name] !== after[name] : can.includes(name);
  };
  return [...Object.keys(before), ...Object.keys(after)].some(isConcerned);
}
