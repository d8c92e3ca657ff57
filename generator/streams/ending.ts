import { child, children, follow, keyOf, objectOf, type Node } from "../document/reference.js";
import { propertiesOf } from "../document/schema-properties.js";
import { branchesOf } from "../document/schema-unions.js";
import { toJsonPointer, type Document } from "../document/source.js";
import { overlayAction, toYaml } from "../overlay/overlay-snippets.js";
import type { Stream } from "../model/model.js";
import type { ReadStream } from "../model/read-streams.js";
import { streamFlag } from "../model/request-body.js";

const LAST = /(?:^|[._\-/ ])(?:done|end|ended|stop|stopped|completed?|finish(?:ed)?|final|closed?|eos)$/i;
/** How else that may end which can be completed. */
const OUTCOME = /(?:^|[._\-/ ])(?:incomplete|cancell?ed|aborted|expired)$/i;
const FAILURE = /(?:^|[._\-/ ])(?:error|failed|failure|exception)$|^error[._\-/ ]/i;
const LAST_FIELD = /^(?:is_?)?(?:done|ended|stopped|completed?|finished|final|last)$/i;
/** Such as "terminated by a `data: [DONE]` message". */
const SENTINEL = /\bdata: ?(\[[A-Z_]+\])/;

/** The Overlay action that says how a stream ends, and what fails it, as far as names and words let one guess. */
export function endingAction(document: Document, { found }: ReadStream, stream: Stream): string | undefined {
  const lines = [
    ...endLines(document, found.operation, stream, found.item),
    ...errorLines(document, stream, found.item),
  ];
  const update = ["x-event-stream:", ...lines.map((line) => `  ${line}`)].join("\n");
  return lines.length === 0 ? undefined : overlayAction(stream.at.mediaType, update);
}

function endLines(document: Document, operation: Node, stream: Stream, item: Node | undefined): readonly string[] {
  const sentinel = wordsOf(document, operation).flatMap((words) => SENTINEL.exec(words)?.[1] ?? [])[0];
  if (sentinel !== undefined) {
    return [`sentinel: ${toYaml(sentinel)}`];
  }
  const [last, ...others] = stream.named ? shortest(stream, LAST) : [];
  if (last !== undefined) {
    const comment = others.length === 0 ? "" : ` # or ${others.join(", ")}: the one that always comes last`;
    return [`end: ${listOf([last, ...siblings(stream, last, OUTCOME)])}${comment}`];
  }
  const field = fieldOf(document, stream, item, LAST_FIELD, "boolean");
  if (field !== undefined) {
    return [`end: {where: ${pointerTo(field)}, is: true}`];
  }
  // One operation says it for all.
  const [, elsewhere] = (stream.named ? undefined : SENTINEL.exec(JSON.stringify(document.value))) ?? [];
  return elsewhere === undefined ? [] : [`sentinel: ${toYaml(elsewhere)} # as other operations have it`];
}

function errorLines(document: Document, stream: Stream, item: Node | undefined): readonly string[] {
  if (stream.error.length > 0 || stream.events.some(({ role }) => role === "throw")) {
    return [];
  }
  const [failure] = stream.named ? shortest(stream, FAILURE) : [];
  const field = stream.named ? undefined : fieldOf(document, stream, item, /^error$/i);
  if (failure !== undefined) {
    const [last] = shortest(stream, LAST);
    const others = last === undefined ? [] : siblings(stream, last, FAILURE).filter((name) => name !== failure);
    return [`error: ${listOf([failure, ...others])}`];
  }
  return field === undefined ? [] : [`error: {where: ${pointerTo(field)}}`];
}

function pointerTo(field: string): string {
  const pointer = toJsonPointer([field]);
  return /^\/\w+$/.test(pointer) ? pointer : JSON.stringify(pointer);
}

/** `response.completed` ends more than `response.audio.done` does. */
function shortest({ events }: Stream, words: RegExp): readonly string[] {
  const names = events.map(({ name }) => name).filter((name) => words.test(name));
  const lengthOf = (name: string): number => name.split(/[._\-/ ]/).length;
  const least = Math.min(...names.map(lengthOf));
  return names.filter((name) => lengthOf(name) === least);
}

/** `response.incomplete` ends what `response.completed` does, and `response.image.failed` something in it. */
function siblings({ events }: Stream, name: string, words: RegExp): readonly string[] {
  const stemOf = (text: string): string => text.replace(/[^._\-/ ]+$/, "");
  return events.map((event) => event.name).filter((other) => words.test(other) && stemOf(other) === stemOf(name));
}

function listOf(names: readonly string[]): string {
  const texts = names.map(toYaml);
  return texts.length === 1 ? texts[0]! : `[${texts.join(", ")}]`;
}

/** A field of the JSON of a stream whose events have no names. */
function fieldOf(
  document: Document,
  { item: kind }: Stream,
  item: Node | undefined,
  name: RegExp,
  type?: string,
): string | undefined {
  if (item === undefined || kind !== "json") {
    return undefined;
  }
  const schemas = branchesOf(document, item) ?? [item];
  const properties = schemas.flatMap((schema) => [...propertiesOf(document, schema)]);
  return properties.find(([field, { schema }]) => {
    return name.test(field) && (type === undefined || objectOf(follow(document, schema))["type"] === type);
  })?.[0];
}

/** What is said of the operation, its answers, and the field that asks for the stream. */
function wordsOf(document: Document, operation: Node): readonly string[] {
  const answers = children(child(operation, "responses")).flatMap((entry) => follow(document, entry) ?? []);
  const flag = streamFlag(document, operation);
  const flags = flag === undefined ? [] : [flag, ...children(flag).flatMap((union) => children(union))];
  return [operation, ...answers, ...flags].flatMap((node) => {
    return children(node).flatMap((entry) =>
      ["description", "summary"].includes(keyOf(entry)) && typeof entry.value === "string" ? [entry.value] : [],
    );
  });
}
