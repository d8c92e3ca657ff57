import type { Diagnostic } from "../diagnostics/diagnostics.js";
import { discriminate } from "./discriminator.js";
import { envelopeOf, type EnvelopeBranch } from "./envelope.js";
import { itemSchemaOf, type FoundStream } from "./find-streams.js";
import { overlayAction } from "./hints.js";
import { child, follow, keyOf, objectOf, type Node } from "../document/reference.js";
import { branchesOf, isUntyped } from "../document/schema.js";
import type { Document } from "../document/source.js";

/** What the items of a stream are, and by what they are told apart. */
export interface ItemShape {
  readonly item: "json" | "envelope" | "text";
  readonly discriminator: string | undefined;
  /** Whether a name tells the events apart. If not, there is one event, called `message`. */
  readonly named: boolean;
  readonly events: readonly ShapedEvent[];
  readonly sentinel: string | undefined;
}

export interface ShapedEvent {
  readonly name: string;
  /** The schema of the item or, in an envelope, of its data; `undefined` where that is text. */
  readonly schema: Node | undefined;
}

/** The name of the one event of a stream whose events no name tells apart: WHATWG's default event type. */
const ONLY_EVENT = "message";

/** Reads the item schema of a stream. `undefined` when problems were reported. */
export function shapeItems(document: Document, stream: FoundStream, problems: Diagnostic[]): ItemShape | undefined {
  const item = itemOf(document, stream.mediaType);
  if (item === undefined || isUntyped(document, item) || isBareText(document, stream, item)) {
    problems.push(untyped(document, stream, item));
    return undefined;
  }
  const envelope = stream.format === "serverSentEvents" ? envelopeOf(document, item) : undefined;
  if (envelope === undefined) {
    return shapePayloads(document, stream, [item], undefined, problems);
  }
  const [last, otherLast] = envelope.filter(({ sentinel }) => sentinel !== undefined);
  const carriers = envelope.filter(({ sentinel }) => sentinel === undefined);
  const isNamed = carriers.length > 1 && carriers.some(({ events }) => events !== undefined);
  if (otherLast !== undefined) {
    problems.push({
      severity: "error",
      message: `The stream has two texts that end it: ${last?.sentinel} and ${otherLast.sentinel}`,
      hint: "Keep the branch of the one that the server sends, and remove the other in an Overlay (`remove: true`).",
      location: document.locate(otherLast.at.path),
    });
    return undefined;
  }
  if (isNamed) {
    return shapeEnvelope(document, stream, carriers, last?.sentinel, problems);
  }
  const text = carriers.find(({ payload }) => payload === undefined);
  const payloads = carriers.flatMap(({ payload }) => (payload === undefined ? [] : [payload]));
  if (text !== undefined && payloads.length > 0) {
    problems.push(indistinct(document, [text.at, ...payloads]));
    return undefined;
  }
  return payloads.length === 0
    ? {
        item: "text",
        discriminator: undefined,
        named: false,
        events: [{ name: ONLY_EVENT, schema: undefined }],
        sentinel: last?.sentinel,
      }
    : shapePayloads(document, stream, payloads, last?.sentinel, problems);
}

/** The schema of one item. Before OpenAPI 3.2, documents put it in `schema`, or an array of it. */
function itemOf(document: Document, mediaType: Node): Node | undefined {
  const itemSchema = itemSchemaOf(mediaType);
  if (itemSchema !== undefined) {
    return itemSchema;
  }
  const schema = child(mediaType, "schema");
  const resolved = schema && follow(document, schema);
  return resolved && objectOf(resolved)["type"] === "array" ? child(resolved, "items") : schema;
}

/** `schema: {type: string}` for a whole stream, and a string for a server-sent event, say no more than that it is text. */
function isBareText(document: Document, stream: FoundStream, item: Node): boolean {
  const isWhole = keyOf(item) === "schema";
  return (isWhole || stream.format === "serverSentEvents") && objectOf(follow(document, item))["type"] === "string";
}

function shapePayloads(
  document: Document,
  stream: FoundStream,
  payloads: readonly Node[],
  sentinel: string | undefined,
  problems: Diagnostic[],
): ItemShape | undefined {
  const [first] = payloads as [Node];
  const untypedPayload = payloads.find((payload) => isUntyped(document, payload) || isJsonText(document, payload));
  if (untypedPayload !== undefined) {
    problems.push(untyped(document, stream, untypedPayload));
    return undefined;
  }
  const isUnion = payloads.length > 1 || branchesOf(document, first) !== undefined;
  const branches = payloads.flatMap((payload) => branchesOf(document, payload) ?? [payload]);
  const before = problems.length;
  const discrimination = isUnion ? discriminate(document, first, branches, problems) : undefined;
  if (problems.length > before) {
    return undefined;
  }
  if (payloads.length > 1 && discrimination === undefined) {
    problems.push(indistinct(document, payloads));
    return undefined;
  }
  return {
    item: "json",
    discriminator: discrimination?.property,
    named: discrimination !== undefined,
    events: discrimination?.branches ?? [{ name: ONLY_EVENT, schema: first }],
    sentinel,
  };
}

function indistinct(document: Document, [first, ...others]: readonly Node[]): Diagnostic {
  return {
    severity: "error",
    message: "Nothing tells the events of this stream apart",
    hint: "Give each its `event: {const: ...}`, or one property of its data another `const` in each.",
    location: document.locate((first as Node).path),
    related: others.map(({ path }) => ({ message: "Another event", location: document.locate(path) })),
  };
}

/** A string that holds JSON of which nothing else is said. */
function isJsonText(document: Document, payload: Node): boolean {
  const { type, contentMediaType } = objectOf(follow(document, payload));
  return type === "string" && contentMediaType !== undefined;
}

function shapeEnvelope(
  document: Document,
  stream: FoundStream,
  branches: readonly EnvelopeBranch[],
  sentinel: string | undefined,
  problems: Diagnostic[],
): ItemShape | undefined {
  const before = problems.length;
  const seen = new Map<string, Node>();
  const events = branches.flatMap(({ at, events: names, payload }) => {
    const [name, ...others] = names ?? [];
    if (name === undefined || others.length > 0) {
      problems.push({
        severity: "error",
        message: name === undefined ? "This event has no name" : `This event has several names (${names?.join(", ")})`,
        hint: "The other events of the stream are told apart by `event: {const: ...}`: give this one its own.",
        location: document.locate((follow(document, at) ?? at).path),
      });
      return [];
    }
    const twin = seen.get(name);
    if (twin !== undefined) {
      problems.push({
        severity: "error",
        message: `Two events have the same name: ${name}`,
        hint: "Give each event a name of its own, or merge the two schemas.",
        location: document.locate(at.path),
        related: [{ message: "The first of the two", location: document.locate(twin.path) }],
      });
    }
    seen.set(name, at);
    if (payload !== undefined && (isUntyped(document, payload) || isJsonText(document, payload))) {
      problems.push(untyped(document, stream, payload));
    }
    return [{ name, schema: payload }];
  });
  return problems.length > before
    ? undefined
    : { item: "envelope", discriminator: undefined, named: true, events, sentinel };
}

/** What to write for a stream of which the document says nothing. */
function untyped(document: Document, stream: FoundStream, at: Node | undefined): Diagnostic {
  const operationId = objectOf(stream.operation)["operationId"];
  const name = typeof operationId === "string" ? operationId : `${stream.method.toUpperCase()} ${stream.path}`;
  const payload = "{$ref: '#/components/schemas/...'} # a schema that you add to components.schemas";
  const sse = [
    "itemSchema:",
    "  type: object",
    "  required: [data]",
    "  properties:",
    "    data:",
    "      type: string",
    "      contentMediaType: application/json",
    `      contentSchema: ${payload}`,
  ].join("\n");
  const update = stream.format === "serverSentEvents" ? sse : `itemSchema: ${payload}`;
  return {
    severity: "error",
    message: `The events of the stream of ${name} are untyped`,
    hint: `Say in an Overlay what an event is:\n${overlayAction(stream.mediaType.path, update)}`,
    location: document.locate(at?.path ?? stream.mediaType.path, at === undefined ? "key" : "value"),
  };
}
