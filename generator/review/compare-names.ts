import { isDeepStrictEqual } from "node:util";
import { toMarkdownCode } from "../document/escape.js";
import { child, children, keyOf, target, type Node } from "../document/reference.js";
import type { Document } from "../document/source.js";
import {
  isInline,
  schemasOf,
  type EventType,
  type Stream,
  type StreamEvent,
  type StreamingModel,
} from "../model/model.js";
import { matchEvents, nameNode } from "./compare-events.js";
import { placesOf, type Both, type Finding } from "./finding.js";
import { MADE_OF, sourcePath } from "../model/source-path.js";
import { pointerOf, reachedFrom } from "./references.js";
import type { Revision } from "./revision.js";

/** Compares what `client.yaml` says of the package. The version is judged apart. */
export function comparePackages({ base, head }: Both<Revision>): readonly Finding[] {
  const place = ({ inputs, document }: Revision, key: string) =>
    inputs.client === undefined ? { document, path: ["info"] } : { document: inputs.client, path: [key] };
  const keys = ["description", "license", "author", "repository", "homepage", "keywords", "publishConfig"] as const;
  const changed = keys.filter((key) => !isDeepStrictEqual(base.config[key], head.config[key]));
  const described = changed.map((key): Finding => {
    const at = { base: place(base, key), head: place(head, key) };
    return { rule: "package-described", subject: `${key} of the package`, what: "changed", at };
  });
  if (base.config.name === head.config.name) return described;
  const what = `is called ${toMarkdownCode(head.config.name)} now`;
  const at = { base: place(base, "name"), head: place(head, "name") };
  return [{ rule: "package-renamed", subject: base.config.name, what, at }, ...described];
}

/** Compares the names of the types of events that are there at both ends. A type of an event that is gone goes with it. */
export function compareEventTypes(ends: Both<Revision>, streams: readonly Both<Stream>[]): readonly Finding[] {
  const documents = { base: ends.base.document, head: ends.head.document };
  const [before, after] = [namesOf(ends.base.model), namesOf(ends.head.model)];
  const findings = new Map<string, Finding>();
  for (const both of streams) {
    const isRenamed = both.base.name !== both.head.name;
    for (const { base, head } of matchEvents(documents, both).pairs) {
      const to = typeNode(documents.head, both.head, head, isRenamed);
      if (!after.has(base.type.name)) {
        const what = `is called ${toMarkdownCode(head.type.name)} now`;
        const at = placesOf(documents, { base: typeNode(documents.base, both.base, base, isRenamed), head: to }, "key");
        findings.set(base.type.name, { rule: "type-removed", subject: base.type.name, what, at });
      } else if (!before.has(head.type.name)) {
        const at = placesOf(documents, { head: to }, "key");
        findings.set(head.type.name, { rule: "type-added", subject: head.type.name, what: "is new", at });
      }
    }
  }
  return [...findings.values()];
}

/**
 * What the type of an event is named after: its schema or else, where that has no name of its own, the stream and the
 * event.
 *
 * @param isRenamed Whether it is the stream that has another name.
 */
function typeNode(document: Document, stream: Stream, event: StreamEvent, isRenamed: boolean): Node {
  const { schema, envelope } = event.type;
  if (envelope === undefined && schema !== undefined && !isInline(schema)) {
    return { value: null, path: schema.path };
  }
  return isRenamed ? { value: null, path: [...stream.at.operation, "operationId"] } : nameNode(document, stream, event);
}

function namesOf({ eventTypes }: StreamingModel): ReadonlySet<string> {
  return new Set(eventTypes.map(({ name }) => name));
}

/** The sections of `components` that have a type in the client. */
const SECTIONS = ["schemas", "responses", "parameters", "requestBodies", "headers", "pathItems"];

/**
 * Compares the names that `components` has. One that is gone is told once, whatever tells it, and one that is new and in
 * use comes with what uses it.
 */
export function compareComponents(ends: Both<Revision>, streams: readonly Both<Stream>[]): readonly Finding[] {
  const { base, head } = ends;
  const documents = { base: base.document, head: head.document };
  const told = toldOfEvents(ends, streams);
  const paths = target(head.document, "#/paths");
  const used = reachedFrom(head.document, paths === undefined ? [] : [paths]);
  return SECTIONS.flatMap((section) => {
    const [before, after] = [membersOf(base, section), membersOf(head, section)];
    const isTold = ({ path }: Node): boolean => told.has(pointerOf(sourcePath(base.document, path)));
    const gone = [...before].filter(([name, node]) => !after.has(name) && !isTold(node));
    const written = writtenMembersOf(head.document, section);
    const added = written.filter((node) => !before.has(keyOf(node)) && !used.has(pointerOf(node.path)));
    const subject = (name: string): string => `components[${JSON.stringify(section)}][${JSON.stringify(name)}]`;
    return [
      ...gone.map(([name, node]): Finding => {
        const at = placesOf(documents, { base: node }, "key");
        return { rule: "component-removed", subject: subject(name), what: "is gone", at };
      }),
      ...added.map((node): Finding => {
        const at = placesOf(documents, { head: node }, "key");
        return { rule: "component-added", subject: subject(keyOf(node)), what: "is new", at };
      }),
    ];
  });
}

/** The pointers of those schemas of events that can go without a finding of their own. */
function toldOfEvents(ends: Both<Revision>, streams: readonly Both<Stream>[]): ReadonlySet<string> {
  const pointersOf = (type: EventType): readonly string[] =>
    schemasOf(type).map(({ path }) => pointerOf(sourcePath(ends.base.document, path)));
  const documents = { base: ends.base.document, head: ends.head.document };
  const typesAfter = namesOf(ends.head.model);
  const staying = streams.flatMap((both) => matchEvents(documents, both).pairs.map(({ base }) => base.type));
  const inUse = new Set(staying.flatMap(pointersOf));
  const goneWithEvents = ends.base.model.eventTypes.flatMap(pointersOf).filter((pointer) => !inUse.has(pointer));
  const goneWithTypes = staying.filter(({ name }) => !typesAfter.has(name)).filter(hasNameOfSchema);
  return new Set([...goneWithEvents, ...goneWithTypes.flatMap(pointersOf)]);

  /** The type of an envelope, or of several schemas, is no component, though it may have the name of one. */
  function hasNameOfSchema(type: EventType): boolean {
    const { name, schema, envelope } = type;
    if (schema === undefined || envelope !== undefined) return false;
    return schema.component === name || pointersOf(type).includes(pointerOf(["components", "schemas", name]));
  }
}

/** All that a section of the client's `components` has, by name. An inline schema of an event has a name there, too. */
function membersOf({ document, model }: Revision, section: string): ReadonlyMap<string, Node> {
  const schemas = section === "schemas" ? model.eventTypes.flatMap(schemasOf) : [];
  return new Map([
    ...writtenMembersOf(document, section).map((node) => [keyOf(node), node] as const),
    ...schemas.filter(isInline).map(({ component, path }) => [component, { value: null, path }] as const),
  ]);
}

/** Those that somebody wrote. */
function writtenMembersOf(document: Document, section: string): readonly Node[] {
  const members = children(child(target(document, "#/components"), section));
  return members.filter((node) => child(node, MADE_OF) === undefined);
}
