import { createRequire } from "node:module";
import type {
  CodeBlockWriter,
  InterfaceDeclarationStructure,
  JSDocStructure,
  OptionalKind,
  PropertySignatureStructure,
  SourceFile,
} from "ts-morph";
import { toComment, toLiteral, toPropertyName, toStringLiteral } from "../document/escape.js";
import { BANNER } from "./generated-file.js";
import type { EventMatch, EventType, Stream, StreamingModel } from "../model/model.js";
import { rowOf } from "../model/stream-row.js";
import { readTemplate } from "./templates.js";

// `import` would search the TypeScript that it carries for the names that it exports.
const { Project, SyntaxKind } = createRequire(import.meta.url)("ts-morph") as typeof import("ts-morph");

/**
 * The text of `operations.ts`: the template with its slots filled. A slot is found by its declaration, so a template that
 * lost one stops the run.
 */
export function emitOperations(model: StreamingModel): string {
  const project = new Project({ useInMemoryFileSystem: true, skipLoadingLibFiles: true });
  const file = project.createSourceFile("operations.ts", readTemplate("operations.ts"));
  fillImports(file, model);
  fillEvents(file, "StreamErrorEvents", model.streams, (role) => role === "throw");
  fillTable(file, model.streams);
  fillEvents(file, "StreamEvents", model.streams, (role) => role !== "throw");
  // Each change reads the whole file again: the largest comes last.
  fillEventTypes(file, model.eventTypes);
  // The banner is a comment of the first import, and leaves with it.
  return `${BANNER}${file.getFullText().replace(BANNER.trimEnd(), "").trimStart()}`;
}

/** The types and formats that the template's own API needs are those of the template: each is asked for anew. */
function fillImports(file: SourceFile, model: StreamingModel): void {
  const formats = new Set(model.streams.map(({ format }) => format));
  const ofFormat = file.getImportDeclarationOrThrow("./runtime/server-sent-events.js");
  const at = ofFormat.getChildIndex();
  ofFormat.remove();
  const modules = {
    serverSentEvents: "server-sent-events",
    jsonLines: "json-lines",
    jsonTextSequence: "json-text-sequence",
  };
  const ofItem = file.getImportDeclarationOrThrow("./runtime/items.js");
  const items = [...new Set(model.streams.map((stream) => rowOf(stream).item))].sort();
  if (items.length === 0) {
    ofItem.remove();
  } else {
    ofItem.removeNamedImports().addNamedImports(items);
  }
  file.insertImportDeclarations(
    at,
    (["jsonLines", "jsonTextSequence", "serverSentEvents"] as const)
      .filter((format) => formats.has(format))
      .map((format) => ({ namedImports: [format], moduleSpecifier: `./runtime/${modules[format]}.js` })),
  );
  const isEnvelope = model.eventTypes.some(({ envelope }) => envelope !== undefined);
  const isText = model.streams.some(({ item }) => item === "text");
  const itemTypes = [...(isEnvelope ? ["Envelope"] : []), ...(isText ? ["TextItem"] : [])];
  if (itemTypes.length > 0) {
    const operation = file.getImportDeclarationOrThrow("./runtime/stream-operation.js");
    file.insertImportDeclaration(operation.getChildIndex(), {
      isTypeOnly: true,
      namedImports: itemTypes,
      moduleSpecifier: "./runtime/item-types.js",
    });
  }
  if (!model.eventTypes.some(({ schema }) => schema !== undefined)) {
    file.getImportDeclarationOrThrow("./types.js").remove();
  }
  if (model.streams.some(({ end, error }) => end.length > 0 || error.length > 0)) {
    file.addImportDeclaration({ namedImports: ["where"], moduleSpecifier: "./runtime/where.js" });
  }
}

function fillEventTypes(file: SourceFile, types: readonly EventType[]): void {
  const templates = file.getInterfaces().filter((declaration) => declaration.getExtends().length > 0);
  const at = (templates[0] as (typeof templates)[number]).getChildIndex();
  const identity = file.getTypeAliasOrThrow("Is");
  templates.forEach((declaration) => declaration.remove());
  const interfaces = types.filter(isInterface);
  const aliases = types.filter((type) => !isInterface(type));
  file.insertInterfaces(at, interfaces.map(toInterface));
  file.insertTypeAliases(
    at + interfaces.length,
    aliases.map((type) => ({ name: type.name, isExported: true, type: toType(type), docs: toDocs(type.description) })),
  );
  if (!interfaces.some(({ envelope, schema }) => envelope === undefined && schema !== undefined)) {
    identity.remove();
  }
}

function isInterface({ oneOf, envelope, schema }: EventType): boolean {
  return oneOf === undefined && (envelope !== undefined || schema === undefined || schema.isObject);
}

function toInterface(type: EventType): OptionalKind<InterfaceDeclarationStructure> {
  const base = type.envelope !== undefined || type.schema === undefined ? toType(type) : `Is<${toType(type)}>`;
  return { name: type.name, isExported: true, extends: [base], docs: toDocs(type.description) };
}

function toType({ schema, envelope, oneOf, tag }: EventType): string {
  if (oneOf !== undefined) {
    return oneOf.map(({ name }) => name).join(" | ");
  }
  const declared = schema === undefined ? "string" : `components["schemas"][${toStringLiteral(schema.component)}]`;
  const data = schema?.isNonNull ? `NonNullable<${declared}>` : declared;
  if (envelope !== undefined) {
    return `Envelope<${toStringLiteral(envelope)}, ${data}>`;
  }
  if (tag !== undefined) {
    return `${data} & { ${toPropertyName(tag.property)}: ${tag.values.map(toStringLiteral).join(" | ")} }`;
  }
  return schema === undefined ? "TextItem" : data;
}

/** Tags are lines like others: ts-morph's own take a comment mark in the text above for one of the code. */
function toDocs(text: string | undefined, tags: readonly string[] = []): OptionalKind<JSDocStructure>[] {
  const lines = (text ?? "").trim().split("\n").map(toComment);
  const description = [...(lines.join("") === "" ? [] : lines), ...tags].join("\n");
  return description === "" ? [] : [{ description }];
}

function fillEvents(
  file: SourceFile,
  name: string,
  streams: readonly Stream[],
  isOurs: (role: Stream["events"][number]["role"]) => boolean,
): void {
  const properties = streams.flatMap((stream): OptionalKind<PropertySignatureStructure>[] => {
    const events = stream.events.filter(({ role }) => isOurs(role));
    if (name === "StreamErrorEvents" && events.length === 0) {
      return [];
    }
    const docs = name === "StreamEvents" ? toDocs(stream.summary, stream.deprecated ? ["@deprecated"] : []) : [];
    return [{ name: toPropertyName(stream.name), docs, type: (writer) => writeEvents(writer, events) }];
  });
  const slot = file.getInterfaceOrThrow(name);
  slot.getProperties().forEach((property) => property.remove());
  slot.addProperties(properties);
}

function writeEvents(writer: CodeBlockWriter, events: Stream["events"]): void {
  writer.inlineBlock(() => {
    events.forEach(({ name, type }) => writer.writeLine(`${toPropertyName(name)}: ${type.name};`));
  });
}

function fillTable(file: SourceFile, streams: readonly Stream[]): void {
  const table = file
    .getVariableDeclarationOrThrow("streamOperations")
    .getFirstDescendantByKindOrThrow(SyntaxKind.ObjectLiteralExpression);
  table.getProperties().forEach((property) => property.remove());
  table.addPropertyAssignments(
    streams.map((stream) => ({
      name: toPropertyName(stream.name),
      initializer: (writer) => writeEntry(writer, stream),
    })),
  );
}

/** One line a member, always expanded: an added event is an added line. */
function writeEntry(writer: CodeBlockWriter, stream: Stream): void {
  const { operationId, method, path, mediaType, format, item, discriminator, events, textEvents, ...row } =
    rowOf(stream);
  writeObject(writer, [
    ["operationId", toStringLiteral(operationId)],
    ["method", toStringLiteral(method)],
    ["path", toStringLiteral(path)],
    ["mediaType", toStringLiteral(mediaType)],
    ["format", format],
    ["item", item],
    ["discriminator", discriminator === undefined ? undefined : toStringLiteral(discriminator)],
    ["events", stream.named ? toMembers(events, toStringLiteral) : "{}"],
    ["textEvents", textEvents.length === 0 ? undefined : toList(textEvents)],
    ["end", toMatches(row.end)],
    ["error", toMatches(row.error)],
    ["text", row.text ? toList(row.text) : row.textByName && toMembers(row.textByName, toList)],
    ["sentinel", row.sentinel === undefined ? undefined : toStringLiteral(row.sentinel)],
    ["request", row.request && toMembers(row.request, toLiteral)],
  ]);
}

function toMembers<T>(values: Readonly<Record<string, T>>, toText: (value: T) => string): Members {
  return Object.entries(values).map(([key, value]) => [key, toText(value)]);
}

type Members = readonly (readonly [name: string, value: string | Members | undefined])[];

function writeObject(writer: CodeBlockWriter, members: Members): void {
  writer.inlineBlock(() => {
    for (const [name, value] of members) {
      if (value !== undefined) {
        writer.write(`${toPropertyName(name)}: `);
        typeof value === "string" ? writer.write(value) : writeObject(writer, value);
        writer.write(",").newLine();
      }
    }
  });
}

function toList(tokens: readonly string[]): string {
  return `[${tokens.map(toStringLiteral).join(", ")}]`;
}

function toMatches(matches: readonly EventMatch[]): string | undefined {
  const texts = matches.map(({ where, is }) => `[${toList(where)}${is === undefined ? "" : `, ${toLiteral(is)}`}]`);
  return texts.length === 0 ? undefined : `where(${texts.join(", ")})`;
}
