import { isDeepStrictEqual } from "node:util";
import { toMarkdownCode } from "../document/escape.js";
import { follow, nodeAt, type Node } from "../document/reference.js";
import { propertiesOf } from "../document/schema-properties.js";
import { toPointer, type Document } from "../document/source.js";
import type { Stream, StreamEvent } from "../model/model.js";
import { compareContents } from "./compare-schemas.js";
import type { Both } from "./finding.js";
import { referenceTo } from "./references.js";
import { findingOf, type Outcome, type Walk } from "./walk.js";

/** The events of a stream, matched over two revisions. */
export interface MatchedEvents {
  readonly pairs: readonly Both<StreamEvent>[];
  readonly gone: readonly StreamEvent[];
  readonly added: readonly StreamEvent[];
  /** New names by old names. */
  readonly renamed: ReadonlyMap<string, string>;
}

/**
 * Matches events by name. One that is gone and one that is new are one that was renamed where the type of both is the
 * same or, if there is no other, where they have the same fields.
 */
export function matchEvents(documents: Both<Document>, { base, head }: Both<Stream>): MatchedEvents {
  const find = (events: readonly StreamEvent[], name: string): StreamEvent | undefined =>
    events.find((event) => event.name === name);
  const gone = base.events.filter(({ name }) => find(head.events, name) === undefined);
  const added = head.events.filter(({ name }) => find(base.events, name) === undefined);
  const isOnly = gone.length === 1 && added.length === 1;
  const renamed = gone.flatMap((event): Both<StreamEvent>[] => {
    const twin =
      added.find((other) => event.type.schema?.component === (other.type.schema?.component ?? "")) ??
      added.find((other) => isOnly && haveSameFields(documents, { base, head }, { base: event, head: other }));
    return twin === undefined ? [] : [{ base: event, head: twin }];
  });
  const kept = base.events.flatMap((event): Both<StreamEvent>[] => {
    const twin = find(head.events, event.name);
    return twin === undefined ? [] : [{ base: event, head: twin }];
  });
  return {
    pairs: [...kept, ...renamed],
    gone: gone.filter((event) => !renamed.some((pair) => pair.base === event)),
    added: added.filter((event) => !renamed.some((pair) => pair.head === event)),
    renamed: new Map(renamed.map((pair) => [pair.base.name, pair.head.name])),
  };
}

/** Compares the events by name, and their fields. */
export function* compareEvents(
  walk: Walk,
  streams: Both<Stream>,
  { pairs, gone, added, renamed }: MatchedEvents,
): Iterable<Outcome> {
  const marks = { yield: "is new", end: "is new, and completes the stream", throw: "is new, and thrown" };
  for (const event of gone) {
    const nodes = { base: branchNode(walk.readers.base.document, streams.base, event) };
    yield findingOf(walk, "event-removed", event.name, "is gone", nodes);
  }
  for (const event of added) {
    const nodes = { head: branchNode(walk.readers.head.document, streams.head, event) };
    yield findingOf(walk, "event-added", event.name, marks[event.role], nodes);
  }
  for (const { base, head } of pairs) {
    if (renamed.has(base.name)) {
      const nodes = {
        base: nameNode(walk.readers.base.document, streams.base, base),
        head: nameNode(walk.readers.head.document, streams.head, head),
      };
      const what = `is called ${toMarkdownCode(head.name)} now`;
      yield findingOf(walk, "event-renamed", base.name, what, nodes, "key");
    }
    yield* compareFields(walk, streams, { base, head });
  }
}

function* compareFields(walk: Walk, streams: Both<Stream>, { base, head }: Both<StreamEvent>): Iterable<Outcome> {
  const prefix = streams.head.item === "json" ? head.name : `${head.name}.data`;
  const schemas = {
    base: schemasOf(walk.readers.base.document, base),
    head: schemasOf(walk.readers.head.document, head),
  };
  if (schemas.base.length !== schemas.head.length) {
    const nodes = { base: eventNode(streams.base, base), head: eventNode(streams.head, head) };
    const show = (ofEvent: readonly Node[]): string => (ofEvent.length === 0 ? "text" : "JSON");
    yield findingOf(walk, "response-widened", prefix, `is ${show(schemas.head)}, and was ${show(schemas.base)}`, nodes);
  }
  if (schemas.base.length === 0 || schemas.head.length === 0) return;
  // Its values are the names of the events, which are compared as such.
  const discriminator = `${prefix}.${streams.head.discriminator}`;
  for (const outcome of compareContents(walk, prefix, schemas)) {
    if (!("subject" in outcome) || outcome.subject !== discriminator) yield outcome;
  }
}

/** The schema of an event: that of its item or, in an envelope, of its data; none where that is text. */
function schemasOf(document: Document, { type }: StreamEvent): readonly Node[] {
  if (type.oneOf !== undefined) {
    const branches = type.oneOf.flatMap(({ schema }) =>
      schema === undefined ? [] : [{ $ref: toPointer(schema.path) }],
    );
    return [{ value: { oneOf: branches }, path: [] }];
  }
  return type.schema === undefined ? [] : [nodeAt(document, type.schema.path)];
}

function eventNode({ at }: Stream, { type, branch }: StreamEvent): Node {
  return { value: null, path: type.schema?.path ?? branch ?? at.mediaType };
}

/** What says the name of an event. */
export function nameNode(document: Document, stream: Stream, event: StreamEvent): Node {
  if (event.branch === undefined) return eventNode(stream, event);
  const { path } = follow(document, nodeAt(document, event.branch)) ?? { path: event.branch };
  return { value: null, path: [...path, "properties", "event"] };
}

/** What makes an event of a schema: where the stream refers to it. */
function branchNode(document: Document, stream: Stream, event: StreamEvent): Node {
  if (event.branch !== undefined) return nodeAt(document, event.branch);
  const own = eventNode(stream, event);
  return referenceTo(document, nodeAt(document, stream.at.mediaType), own.path) ?? own;
}

/** Whether two events have the same fields, and any at all but the one that tells events apart. */
function haveSameFields(documents: Both<Document>, streams: Both<Stream>, events: Both<StreamEvent>): boolean {
  const base = fieldsOf(documents.base, streams.base, events.base);
  return base.length > 0 && isDeepStrictEqual(base, fieldsOf(documents.head, streams.head, events.head));
}

/** The fields of an event's schema or, where its data is text, of its envelope. */
function fieldsOf(document: Document, { discriminator }: Stream, { type, branch }: StreamEvent): readonly unknown[] {
  const path = type.schema?.path ?? branch;
  if (path === undefined) return [];
  const name = type.schema === undefined ? "event" : discriminator;
  const properties = [...propertiesOf(document, nodeAt(document, path))];
  return properties.filter(([key]) => key !== name).map(([key, { schema }]) => [key, schema.value]);
}
