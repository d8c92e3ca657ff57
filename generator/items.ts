import type { Diagnostic } from "./diagnostics.js";
import { discriminate } from "./discriminator.js";
import { itemSchemaOf, type FoundStream } from "./find-streams.js";
import { overlayAction } from "./hints.js";
import { child, follow, objectOf, type Node } from "./reference.js";
import { branchesOf, constOf, constsOf, isUntyped, propertiesOf } from "./schema.js";
import type { Document } from "./source.js";

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

/** One branch of a server-sent event's schema: its `event` name and its data. */
interface EnvelopeBranch {
  readonly at: Node;
  readonly events: readonly string[] | undefined;
  readonly payload: Node | undefined;
  readonly sentinel: string | undefined;
}

/** The name of the one event of a stream whose events no name tells apart: WHATWG's default event type. */
const ONLY_EVENT = "message";
const ENVELOPE_FIELDS: ReadonlySet<string> = new Set(["data", "event", "id", "retry"]);

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
  const sentinels = envelope.flatMap(({ sentinel }) => (sentinel === undefined ? [] : [sentinel]));
  const carriers = envelope.filter(({ sentinel }) => sentinel === undefined);
  const isNamed = carriers.length > 1 && carriers.some(({ events }) => events !== undefined);
  if (isNamed) {
    return shapeEnvelope(document, stream, carriers, sentinels[0], problems);
  }
  const payloads = carriers.flatMap(({ payload }) => (payload === undefined ? [] : [payload]));
  return payloads.length === 0
    ? {
        item: "text",
        discriminator: undefined,
        named: false,
        events: [{ name: ONLY_EVENT, schema: undefined }],
        sentinel: sentinels[0],
      }
    : shapePayloads(document, stream, payloads, sentinels[0], problems);
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

/** `schema: {type: string}` for a whole event stream says no more than that it is text. */
function isBareText(document: Document, stream: FoundStream, item: Node): boolean {
  return stream.format === "serverSentEvents" && objectOf(follow(document, item))["type"] === "string";
}

/** The branches of an item that is a server-sent event (OpenAPI 3.2, section 4.14.4), or `undefined` for a payload. */
function envelopeOf(document: Document, item: Node): readonly EnvelopeBranch[] | undefined {
  const shared = propertiesOf(document, item);
  const branches = branchesOf(document, item)?.map((branch) => {
    return { at: branch, fields: new Map([...shared, ...propertiesOf(document, branch)]) };
  }) ?? [{ at: item, fields: shared }];
  const isEnvelope = branches.every(
    ({ fields }) => fields.has("data") && [...fields.keys()].every((field) => ENVELOPE_FIELDS.has(field)),
  );
  if (!isEnvelope) {
    return undefined;
  }
  return branches.map(({ at, fields }) => {
    const event = fields.get("event");
    const data = (fields.get("data") as { schema: Node }).schema;
    const payload = payloadOf(document, data);
    return {
      at,
      events: event && constsOf(document, event.schema),
      payload,
      sentinel: payload === undefined ? constOf(document, data) : undefined,
    };
  });
}

/** What the data of a server-sent event holds, when it is JSON: its `contentSchema`, or any schema that is no string. */
function payloadOf(document: Document, data: Node): Node | undefined {
  const resolved = follow(document, data);
  if (resolved === undefined) {
    return undefined;
  }
  const content = child(resolved, "contentSchema") ?? child(resolved, "x-jsonschema-contentSchema");
  if (content !== undefined) {
    return content;
  }
  const { type, contentMediaType } = objectOf(resolved);
  const holdsJson = typeof contentMediaType === "string" && /[/+]json\b/.test(contentMediaType);
  const isText = type === "string" || constOf(document, resolved) !== undefined;
  return isText && !holdsJson ? undefined : data;
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
    problems.push({
      severity: "error",
      message: "Nothing tells the events of this stream apart",
      hint: "Give each its `event: {const: ...}`, or one property of its data another `const` in each.",
      location: document.locate(first.path),
      related: payloads.slice(1).map(({ path }) => ({ message: "Another event", location: document.locate(path) })),
    });
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
