import { toComment, toLiteral, toPropertyName, toStringLiteral } from "../document/escape.js";
import type { EventMatch, EventType, Stream, StreamingModel } from "../model/model.js";
import { rowOf, type StreamRow } from "../model/stream-row.js";
import { fill, slotsOf, type Filling, type Slots } from "./slots.js";
import { readTemplate } from "./templates.js";

/** The text of `operations.ts`, not yet formatted: the template with its slots filled. */
export function emitOperations(model: StreamingModel): string {
  const { eventTypes, streams } = model;
  const template = readTemplate("operations.ts");
  const slots = slotsOf(template);
  return fill(template, [
    ...fillImports(slots, model),
    ...fillEventTypes(slots, eventTypes),
    [slots.membersOf("StreamEvents"), lines(streams.map(eventsOf))],
    [slots.membersOf("StreamErrorEvents"), lines(streams.flatMap(errorEventsOf))],
    [slots.membersOf("streamOperations"), lines(streams.map(toEntry))],
  ]);
}

function lines(texts: readonly string[]): string {
  return texts.map((text) => `\n${text}`).join("") + (texts.length === 0 ? "" : "\n");
}

/** The types and formats that the template's own API needs are those of the template: each is asked for anew. */
function fillImports(slots: Slots, { streams, eventTypes }: StreamingModel): readonly Filling[] {
  const formats = new Set(streams.map(({ format }) => format));
  const items = [...new Set(streams.map((stream) => rowOf(stream).item))].sort();
  const itemTypes = [
    ...(eventTypes.some(({ envelope }) => envelope !== undefined) ? ["Envelope"] : []),
    ...(streams.some(({ item }) => item === "text") ? ["TextItem"] : []),
  ];
  const usesWhere = streams.some(({ end, error }) => end.length > 0 || error.length > 0);
  const types = eventTypes.some(({ schema }) => schema !== undefined) ? ["components"] : [];
  const { start } = slots.importOf("./runtime/stream-operation.js");
  return [
    [slots.importOf("./runtime/items.js"), toImport(items, "./runtime/items.js")],
    [
      slots.importOf("./runtime/server-sent-events.js"),
      FORMATS.flatMap(([name, module]) => (formats.has(name) ? [toImport([name], module)] : [])).join(""),
    ],
    [{ start, end: start }, toImport(itemTypes, "./runtime/item-types.js", "type ")],
    [
      slots.importOf("./types.js"),
      toImport(types, "./types.js", "type ") + toImport(usesWhere ? ["where"] : [], "./runtime/where.js"),
    ],
  ];
}

const FORMATS = [
  ["jsonLines", "./runtime/json-lines.js"],
  ["jsonTextSequence", "./runtime/json-text-sequence.js"],
  ["serverSentEvents", "./runtime/server-sent-events.js"],
] as const;

/** Nothing where no name is imported. */
function toImport(names: readonly string[], module: string, type = ""): string {
  return names.length === 0 ? "" : `import ${type}{ ${names.join(", ")} } from "${module}";\n`;
}

function fillEventTypes(slots: Slots, types: readonly EventType[]): readonly Filling[] {
  const [first, ...others] = slots.extending;
  if (first === undefined) throw new Error("The template has no event");
  const interfaces = types.filter(isInterface);
  const aliases = types.filter((type) => !isInterface(type)).map((type) => toAlias(type));
  const usesIdentity = interfaces.some(({ envelope }) => envelope === undefined);
  return [
    ...(usesIdentity ? [] : ([[slots.declarationOf("Is"), ""]] as const)),
    [first, [...interfaces.map(toInterface), aliases.join("")].join("\n")],
    ...others.map((slot): Filling => [slot, ""]),
  ];
}

function isInterface({ oneOf, envelope, schema }: EventType): boolean {
  return oneOf === undefined && (envelope !== undefined || schema === undefined || schema.isObject);
}

function toAlias(type: EventType): string {
  return `${toDocs(type.description)}export type ${type.name} = ${toType(type)};\n`;
}

function toInterface(type: EventType): string {
  const base = type.envelope !== undefined || type.schema === undefined ? toType(type) : `Is<${toType(type)}>`;
  return `${toDocs(type.description)}export interface ${type.name} extends ${base} {}\n`;
}

function toType({ schema, envelope, oneOf, tag }: EventType): string {
  if (oneOf !== undefined) {
    return oneOf.map(({ name }) => name).join(" | ");
  }
  const data = schema === undefined ? "string" : `components["schemas"][${toStringLiteral(schema.component)}]`;
  if (envelope !== undefined) {
    return `Envelope<${toStringLiteral(envelope)}, ${data}>`;
  }
  if (tag !== undefined) {
    return `${data} & { ${toPropertyName(tag.property)}: ${tag.values.map(toStringLiteral).join(" | ")} }`;
  }
  return schema === undefined ? "TextItem" : data;
}

/** A comment, with tags as lines of it; nothing where there is nothing to say. */
function toDocs(text: string | undefined, tags: readonly string[] = []): string {
  const said = (text ?? "").trim().split("\n").map(toComment);
  const [first, ...others] = [...(said.join("") === "" ? [] : said), ...tags];
  if (first === undefined) return "";
  return others.length === 0
    ? `/** ${first} */\n`
    : `/**\n${[first, ...others].map((line) => ` * ${line}\n`).join("")} */\n`;
}

function eventsOf({ name, summary, deprecated, events }: Stream): string {
  const docs = toDocs(summary, deprecated ? ["@deprecated"] : []);
  return `${docs}${toPropertyName(name)}: ${toTypes(events.filter(({ role }) => role !== "throw"))};`;
}

function errorEventsOf({ name, events }: Stream): readonly string[] {
  const errors = events.filter(({ role }) => role === "throw");
  return errors.length === 0 ? [] : [`${toPropertyName(name)}: ${toTypes(errors)};`];
}

function toTypes(events: Stream["events"]): string {
  return `{${lines(events.map(({ name, type }) => `${toPropertyName(name)}: ${type.name};`))}}`;
}

/** One line a member, always expanded: an added event is an added line. */
function toEntry(stream: Stream): string {
  const { operationId, method, path, mediaType, format, item, discriminator, events, textEvents, ...row } =
    rowOf(stream);
  const entry = toObject([
    ["operationId", toStringLiteral(operationId)],
    ["method", toStringLiteral(method)],
    ["path", toStringLiteral(path)],
    ["mediaType", toStringLiteral(mediaType)],
    ["format", format],
    ["item", item],
    ["discriminator", discriminator === undefined ? undefined : toStringLiteral(discriminator)],
    ["events", stream.named ? toMembers(events, toStringLiteral) : "{}"],
    ["textEvents", textEvents.length === 0 ? undefined : toPointer(textEvents)],
    ["end", toMatches(row.end)],
    ["error", toMatches(row.error)],
    ["text", row.text && (isPointer(row.text) ? toPointer(row.text) : toMembers(row.text, toPointer))],
    ["sentinel", row.sentinel === undefined ? undefined : toStringLiteral(row.sentinel)],
    ["request", row.request && toMembers(row.request, toLiteral)],
  ]);
  return `${toPropertyName(stream.name)}: ${entry},`;
}

function isPointer(text: NonNullable<StreamRow["text"]>): text is readonly string[] {
  return Array.isArray(text);
}

function toMembers<T>(values: Readonly<Record<string, T>>, toText: (value: T) => string): Members {
  return Object.entries(values).map(([key, value]) => [key, toText(value)]);
}

type Members = readonly (readonly [name: string, value: string | Members | undefined])[];

function toObject(members: Members): string {
  const written = members.flatMap(([name, value]) =>
    value === undefined ? [] : [`${toPropertyName(name)}: ${typeof value === "string" ? value : toObject(value)},`],
  );
  return `{${lines(written)}}`;
}

function toPointer(tokens: readonly string[]): string {
  return `[${tokens.map(toStringLiteral).join(", ")}]`;
}

function toMatches(matches: readonly EventMatch[]): string | undefined {
  const texts = matches.map(({ where, is }) => `[${toPointer(where)}${is === undefined ? "" : `, ${toLiteral(is)}`}]`);
  return texts.length === 0 ? undefined : `where(${texts.join(", ")})`;
}
