import type { Diagnostic } from "../diagnostics/diagnostics.js";
import { discriminate, isToldApart } from "./discriminator.js";
import { envelopeOf, sentinelOf, type EnvelopeBranch } from "./envelope.js";
import { UNNAMED_EVENT, type StreamFormatName } from "./model.js";
import { follow, objectOf, type Node } from "../document/reference.js";
import { constOf } from "../document/schema-consts.js";
import { branchesOf, heirsOf } from "../document/schema-unions.js";
import type { Document } from "../document/source.js";

/** What the items of a stream are, and by what they are told apart. */
export interface ItemShape {
  readonly item: "json" | "envelope" | "text";
  readonly discriminator: string | undefined;
  /** Whether a name tells the events apart. If not, there is one event, called `message`. */
  readonly named: boolean;
  readonly events: readonly ShapedEvent[];
  readonly sentinel: string | undefined;
  /** The names of the events that are marked as the last one. */
  readonly terminal: readonly string[];
}

export interface ShapedEvent {
  readonly name: string;
  /** The schemas that the item or, in an envelope, its data has one of; none where that is text. */
  readonly schemas: readonly Node[];
  /** In an envelope, the branch of the item that has the name, or the first of them. */
  readonly branch?: Node;
}

/** One node, or more. */
type Nodes = readonly [Node, ...Node[]];

/** Reads the item schema of a stream. `undefined` when problems were reported. */
export function shapeItems(
  document: Document,
  item: Node,
  format: StreamFormatName,
  problems: Diagnostic[],
): ItemShape | undefined {
  const envelope = format === "serverSentEvents" ? envelopeOf(document, item) : undefined;
  if (envelope === undefined) {
    return shapePayloads(document, [item], [], problems);
  }
  const sentinels = envelope.filter(({ sentinel }) => sentinel !== undefined);
  const carriers = envelope.filter(({ sentinel }) => sentinel === undefined);
  if (isToldByEvent(document, carriers)) {
    return shapeEnvelope(document, carriers, sentinels, problems);
  }
  const text = carriers.find(({ payload }) => payload === undefined);
  const [payload, ...others] = carriers.flatMap((carrier) => carrier.payload ?? []);
  if (text !== undefined && payload !== undefined) {
    problems.push(indistinct(document, [text.at, payload, ...others]));
    return undefined;
  }
  if (payload !== undefined) {
    return shapePayloads(document, [payload, ...others], sentinels, problems);
  }
  const events = [{ name: UNNAMED_EVENT, schemas: [] }];
  return {
    item: "text",
    discriminator: undefined,
    named: false,
    events,
    sentinel: oneSentinel(document, sentinels, problems),
    terminal: [],
  };
}

/** Of one schema, whatever names it lists, the data may tell more. */
function isToldByEvent(document: Document, carriers: readonly EnvelopeBranch[]): boolean {
  const [first] = carriers;
  if (carriers.length > 1 || first === undefined) return carriers.some(({ events }) => events !== undefined);
  const { events = [], payload } = first;
  const branches = payload && branchesOf(document, payload);
  return events.length > 0 && !(branches && isToldApart(document, payload, branches));
}

type Sentinel = Pick<EnvelopeBranch, "at" | "sentinel">;

function oneSentinel(
  document: Document,
  [first, ...others]: readonly Sentinel[],
  problems: Diagnostic[],
): string | undefined {
  const other = others.find(({ sentinel }) => sentinel !== first?.sentinel);
  if (other !== undefined) {
    problems.push({
      severity: "error",
      message: `The stream has two texts that end it: ${first?.sentinel} and ${other.sentinel}`,
      hint: "Keep the branch of the one that the server sends, and remove the other in an Overlay (`remove: true`).",
      location: document.locate(other.at.path),
    });
  }
  return first?.sentinel;
}

function shapePayloads(
  document: Document,
  payloads: Nodes,
  enveloped: readonly Sentinel[],
  problems: Diagnostic[],
): ItemShape | undefined {
  const unions = payloads.map((payload) => branchesOf(document, payload) ?? heirsOf(document, payload));
  const branches = payloads.flatMap((payload, index) => unions[index] ?? [payload]);
  const texts = branches.map((at) => ({ at, sentinel: sentinelOf(constOf(document, at)) }));
  const events = branches.filter((_, index) => texts[index]?.sentinel === undefined);
  const sentinels = [...enveloped, ...texts.filter(({ sentinel }) => sentinel !== undefined)];
  const [first] = payloads;
  const before = problems.length;
  const sentinel = oneSentinel(document, sentinels, problems);
  const isUnion = payloads.length > 1 || unions[0] !== undefined;
  const discrimination = isUnion ? discriminate(document, first, events, problems) : undefined;
  if (problems.length > before) {
    return undefined;
  }
  if (payloads.length > 1 && discrimination === undefined) {
    problems.push(indistinct(document, payloads));
    return undefined;
  }
  // A union without its sentinels is what is left of it.
  const left = events.length > 0 && events.length < branches.length ? events : [first];
  return {
    item: "json",
    discriminator: discrimination?.property,
    named: discrimination !== undefined,
    events: discrimination?.branches ?? [{ name: UNNAMED_EVENT, schemas: left }],
    sentinel,
    terminal: (discrimination?.branches ?? []).flatMap(({ name, schemas }) => (schemas.some(isTerminal) ? [name] : [])),
  };
}

/** Microsoft's extension, on a member of a union: the stream ends with it. */
function isTerminal(branch: Node): boolean {
  return objectOf(branch)["x-ms-sse-terminal-event"] === true;
}

function indistinct(document: Document, [first, ...others]: Nodes): Diagnostic {
  return {
    severity: "error",
    message: "Nothing tells the events of this stream apart",
    hint: "Give each its `event: {const: ...}`, or one property of its data another `const` in each.",
    location: document.locate(first.path),
    related: others.map(({ path }) => ({ message: "Another event", location: document.locate(path) })),
  };
}

function shapeEnvelope(
  document: Document,
  branches: readonly EnvelopeBranch[],
  sentinels: readonly Sentinel[],
  problems: Diagnostic[],
): ItemShape | undefined {
  const before = problems.length;
  const named = new Map<string, readonly EnvelopeBranch[]>();
  for (const branch of branches) {
    // WHATWG HTML, section 9.2.6: an event that names no type is a message.
    const names = branch.events ?? (branch.isNamed ? [] : [UNNAMED_EVENT]);
    if (names.length === 0) {
      problems.push({
        severity: "error",
        message: "This event has no name",
        hint: "The other events of the stream are told apart by `event: {const: ...}`: give this one its own.",
        location: document.locate((follow(document, branch.at) ?? branch.at).path),
      });
    }
    for (const name of names) named.set(name, [...(named.get(name) ?? []), branch]);
  }
  const events = [...named].map(([name, twins]) => {
    const branch = twins[0]?.at;
    const payloads = twins.flatMap(({ payload, payloadOrNull }) => payloadOrNull ?? payload ?? []);
    if (payloads.length > 0 && payloads.length < twins.length) {
      problems.push(textAndJson(document, name, twins));
    }
    return { name, schemas: payloads, ...(branch && { branch }), isTerminal: twins.some(({ at }) => isTerminal(at)) };
  });
  const sentinel = oneSentinel(document, sentinels, problems);
  const terminal = events.filter((event) => event.isTerminal).map(({ name }) => name);
  return problems.length > before
    ? undefined
    : { item: "envelope", discriminator: undefined, named: true, events, sentinel, terminal };
}

function textAndJson(document: Document, name: string, twins: readonly EnvelopeBranch[]): Diagnostic {
  const [text] = twins.filter(({ payload }) => payload === undefined) as [EnvelopeBranch];
  const [json] = twins.filter(({ payload }) => payload !== undefined) as [EnvelopeBranch];
  return {
    severity: "error",
    message: `The data of the event "${name}" is text here, and JSON there`,
    hint: "The client decides by the name. Give each of the two an event of its own, or the same kind of data.",
    location: document.locate(text.at.path),
    related: [{ message: "JSON", location: document.locate(json.at.path) }],
  };
}
