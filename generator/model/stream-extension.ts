import { didYouMean, type Diagnostic } from "../diagnostics/diagnostics.js";
import { readPointer, reachedBy, refuse, type Reading } from "./item-pointer.js";
import type { ItemShape, ShapedEvent } from "./items.js";
import type { EventMatch } from "./model.js";
import { nearDiscriminator } from "./near-discriminator.js";
import { notString } from "./not-string.js";
import type { FoundStream } from "./find-streams.js";
import { readRequest } from "./stream-request.js";
import { child, children, keyOf, type Node } from "../document/reference.js";
import { isAlwaysAt } from "../document/schema-pointer.js";
import { isObject, isScalar, type Document, type Scalar } from "../document/source.js";

/** What `x-event-stream` says of a stream, beside `itemSchema`: the things for which OpenAPI has no words. */
export interface StreamRules {
  /** Names of the events that complete the stream, and of those that are thrown. */
  readonly endNames: ReadonlySet<string>;
  readonly errorNames: ReadonlySet<string>;
  readonly end: readonly EventMatch[];
  readonly error: readonly EventMatch[];
  /** What `text()` joins in every item. */
  readonly text: readonly string[] | undefined;
  /** What it joins by event name. */
  readonly textByName: ReadonlyMap<string, readonly string[]>;
  readonly sentinel: string | undefined;
  /** Body fields that ask for the stream. */
  readonly request: Readonly<Record<string, Scalar>> | undefined;
}

const EXTENSION = "x-event-stream";
const KEYS = ["end", "error", "text", "sentinel", "request"];
const MATCH_KEYS = ["where", "is"];

/**
 * Reads the extension of a Media Type Object, and what the document says of the same things in other words. Every name
 * and pointer in it is held against the schemas.
 */
export function readStreamRules(
  document: Document,
  { mediaType, operation, vendor }: FoundStream,
  shape: ItemShape,
  problems: Diagnostic[],
): StreamRules {
  const reading = { document, shape, problems };
  const extension = child(mediaType, EXTENSION);
  if (extension !== undefined && !isObject(extension.value)) {
    const keys = `an object with the keys ${KEYS.join(", ")}`;
    refuse(reading, extension, `\`${EXTENSION}\` must be ${keys}, or false to leave the stream out`);
  }
  refuseUnknownKeys(reading, extension, KEYS);
  const end = readMatches(reading, child(extension, "end"));
  const error = readMatches(reading, child(extension, "error"));
  for (const [name, node] of error.names) {
    const other = end.names.get(name);
    if (other !== undefined) {
      problems.push({
        severity: "error",
        message: `The event "${name}" cannot both complete the stream and be its error`,
        hint: "Keep it in `end`, where it is yielded, or in `error`, where it is thrown.",
        location: document.locate(node.path),
        related: [{ message: "Also named here", location: document.locate(other.path) }],
      });
    }
  }
  const saysEnd = child(extension, "end") !== undefined;
  return {
    endNames: new Set(saysEnd ? end.names.keys() : shape.terminal.filter((name) => !error.names.has(name))),
    errorNames: new Set(error.names.keys()),
    end: end.matches,
    error: error.matches,
    ...readText(reading, child(extension, "text")),
    sentinel: readSentinel(reading, child(extension, "sentinel")) ?? shape.sentinel ?? vendor.sentinel,
    request: readRequest(reading, child(extension, "request"), operation, vendor.flag),
  };
}

function refuseUnknownKeys(reading: Reading, node: Node | undefined, known: readonly string[]): void {
  for (const entry of isObject(node?.value) ? children(node) : []) {
    const key = keyOf(entry);
    if (known.includes(key)) continue;
    const hint = didYouMean(key, known) ?? `The keys are ${known.join(", ")}.`;
    refuse(reading, entry, `Unknown key "${key}" in \`${EXTENSION}\``, hint, "key");
  }
}

/** The name of an event of a stream that has none. What names nearly all of them is mended, rather than done without. */
function refuseName({ document, shape, problems }: Reading, at: Node, name: string, part: "key" | "value"): void {
  const near = nearDiscriminator(document, shape);
  problems.push({
    severity: "error",
    message: `Nothing names the events of this stream, so there is none called "${name}"`,
    hint: near
      ? `${near.words}. Mend that:\n${near.action}`
      : "Say where it shows instead: `{where: /pointer, is: value}`.",
    location: document.locate(at.path, part),
    related: near && [{ message: "Here", location: document.locate(near.at.path) }],
  });
}

/** `end` and `error`: a name, `{where, is}`, `{where}`, or a list of these. */
function readMatches(reading: Reading, node: Node | undefined): { names: Map<string, Node>; matches: EventMatch[] } {
  const names = new Map<string, Node>();
  const matches: EventMatch[] = [];
  for (const one of node === undefined ? [] : Array.isArray(node.value) ? children(node) : [node]) {
    if (typeof one.value === "string") {
      if (isKnownName(reading, one, one.value)) {
        names.set(one.value, one);
      }
      continue;
    }
    refuseUnknownKeys(reading, one, MATCH_KEYS);
    const where = child(one, "where");
    const is = child(one, "is");
    const pointer = where && readPointer(reading, where, reading.shape.events);
    if (where === undefined) {
      refuse(reading, one, "Expected the name of an event, or `{where: /pointer, is: value}`");
    } else if (is !== undefined && !isScalar(is.value)) {
      refuse(reading, is, "`is` must be a string, a number, true, false or null");
    } else if (pointer !== undefined) {
      matches.push({ where: pointer, is: is?.value as Scalar | undefined });
    }
  }
  return { names, matches };
}

function isKnownName(reading: Reading, at: Node, name: string, part: "key" | "value" = "value"): boolean {
  const known = reading.shape.events.map((event) => event.name);
  if (reading.shape.named && known.includes(name)) {
    return true;
  }
  if (!reading.shape.named) {
    refuseName(reading, at, name, part);
    return false;
  }
  const hint = didYouMean(name, known) ?? `Its events are ${known.join(", ")}.`;
  refuse(reading, at, `The stream has no event called "${name}"`, hint, part);
  return false;
}

function readText(reading: Reading, node: Node | undefined): Pick<StreamRules, "text" | "textByName"> {
  const nothing = { text: undefined, textByName: new Map<string, readonly string[]>() };
  if (node === undefined) {
    return nothing;
  }
  if (typeof node.value === "string") {
    return { ...nothing, text: readTextPointer(reading, node, reading.shape.events) };
  }
  if (!isObject(node.value)) {
    refuse(reading, node, "Expected `{event-name: /pointer}`, or one pointer for every item");
    return nothing;
  }
  const entries = children(node).flatMap((entry): [string, readonly string[]][] => {
    const name = keyOf(entry);
    const event = isKnownName(reading, entry, name, "key") && reading.shape.events.find((one) => one.name === name);
    const pointer = event ? readTextPointer(reading, entry, [event]) : undefined;
    if (event && pointer !== undefined) warnOfMissingText(reading, entry, event, pointer);
    return pointer === undefined ? [] : [[name, pointer]];
  });
  return { ...nothing, textByName: new Map(entries) };
}

function readTextPointer(reading: Reading, at: Node, events: readonly ShapedEvent[]): readonly string[] | undefined {
  const pointer = readPointer(reading, at, events);
  const reached = pointer === undefined ? [] : events.flatMap((event) => reachedBy(reading, event, pointer));
  const isText = reached.some((schema) => schema === "text" || notString(reading.document, [schema]) === undefined);
  if (pointer !== undefined && !isText) {
    refuse(reading, at, `What text() joins is not a string: ${String(at.value)}`, "Point at a field of type string.");
  }
  return pointer;
}

/** An event that is as its schema has it is not to fail. */
function warnOfMissingText(
  { document, shape, problems }: Reading,
  at: Node,
  { name, schemas }: ShapedEvent,
  pointer: readonly string[],
): void {
  const tokens = shape.item === "json" ? pointer : pointer.slice(1);
  if (!schemas.every((schema) => isAlwaysAt(document, schema, tokens))) {
    problems.push({
      severity: "warning",
      message: `The schema of "${name}" lets its text be missing or null, and such an event is a \`decode\` error`,
      hint: `Where the server sends such events, give one pointer for all: \`text: ${String(at.value)}\`. It adds nothing where it leads nowhere. Else say in the schema that the field is always there.`,
      location: document.locate(at.path),
    });
  }
}

function readSentinel(reading: Reading, node: Node | undefined): string | undefined {
  if (node === undefined || (typeof node.value === "string" && node.value !== "")) {
    return node?.value as string | undefined;
  }
  const problem = "`sentinel` must be the text that ends the stream, compared whole, such as '[DONE]'";
  refuse(reading, node, problem, Array.isArray(node.value) ? "Without quotes, YAML takes [ ] for a list." : undefined);
  return undefined;
}
