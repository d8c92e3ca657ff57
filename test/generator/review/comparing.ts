import type { JsonObject, JsonValue } from "../../../generator/document/source.js";
import type { Stream } from "../../../generator/model/model.js";
import { matchEvents } from "../../../generator/review/compare-events.js";
import type { Both, Finding } from "../../../generator/review/finding.js";
import { SchemaReader } from "../../../generator/review/alternatives.js";
import { operationsOf, type Operation } from "../../../generator/review/revision.js";
import type { Direction, Outcome, Walk } from "../../../generator/review/walk.js";
import { petchat, revisionOf, type Editable } from "./petchat.js";

/** The first operations of two documents, and the way through them. */
export interface ComparedOperations {
  readonly operations: Both<Operation>;
  walk(direction: Direction): Walk;
}

/** The streams of the chat in two documents, and the way through them. */
export function streamsIn(base: JsonValue, head: JsonValue) {
  const { operations, walk } = operationsIn(base, head);
  const streams = { base: operations.base.stream as Stream, head: operations.head.stream as Stream };
  const way = walk("response");
  const documents = { base: way.readers.base.document, head: way.readers.head.document };
  return { streams, walk: way, events: matchEvents(documents, streams) };
}

export function operationsIn(base: JsonValue, head: JsonValue): ComparedOperations {
  const [before, after] = [revisionOf(base), revisionOf(head)];
  const readers = { base: new SchemaReader(before.document), head: new SchemaReader(after.document) };
  return {
    operations: { base: operationsOf(before)[0] as Operation, head: operationsOf(after)[0] as Operation },
    walk: (direction) => ({ readers, direction, met: new Set() }),
  };
}

/** A document with one operation, `POST /pets`. */
export function withOperation(operation: JsonObject, components: JsonObject = {}): JsonObject {
  const paths = { "/pets": { post: { responses: { "204": { description: "Done." } }, ...operation } } };
  return { openapi: "3.2.0", info: { title: "Pets", version: "1.0.0" }, paths, components };
}

/** The pet chat API after an edit. Its first operation is the chat. */
export function edited(edit: (document: Editable) => void): Editable {
  const document = petchat();
  edit(document);
  return document;
}

/** What was found, in words; a pair of components, which is compared elsewhere, by its name. */
export function wordsOf(outcomes: Iterable<Outcome>): readonly string[] {
  return [...outcomes].map((outcome) =>
    "rule" in outcome
      ? `${outcome.rule}: ${outcome.subject} ${outcome.what}`
      : `${outcome.direction} of ${outcome.nodes.head.path.at(-1)}`,
  );
}

/** Where what was found stood, and where it stands now. */
export function placesIn(outcomes: Iterable<Outcome>): readonly string[] {
  const isFinding = (outcome: Outcome): outcome is Finding => "rule" in outcome;
  return [...outcomes]
    .filter(isFinding)
    .map(({ at }) => [at.base, at.head].map((place) => (place ? place.path.join("/") : "nowhere")).join(" -> "));
}

/** The Media Type Object of the chat's stream. */
export function streamOf(document: Editable): Editable {
  return document.paths["/chat"].post.responses["200"].content["text/event-stream"];
}
