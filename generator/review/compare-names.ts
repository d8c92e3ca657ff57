import { isDeepStrictEqual } from "node:util";
import { toMarkdownCode } from "../document/escape.js";
import { child, children, keyOf, target, type Node } from "../document/reference.js";
import type { Document } from "../document/source.js";
import type { EventType, Stream } from "../model/model.js";
import { matchEvents } from "./compare-events.js";
import { placesOf, type Both, type Finding } from "./finding.js";
import { reachedFrom } from "./references.js";
import type { Revision } from "./revision.js";

/** Compares what `client.yaml` says of the package. The version is judged apart. */
export function comparePackages({ base, head }: Both<Revision>): readonly Finding[] {
  const place = ({ inputs, document }: Revision, key: string) =>
    inputs.client === undefined ? { document, path: ["info"] } : { document: inputs.client, path: [key] };
  const keys = ["description", "license", "author", "repository", "homepage", "keywords", "publishConfig"] as const;
  const changed = keys.filter((key) => !isDeepStrictEqual(base.config[key], head.config[key]));
  return [
    ...(base.config.name === head.config.name
      ? []
      : [
          {
            rule: "package-renamed" as const,
            subject: base.config.name,
            what: `is called ${toMarkdownCode(head.config.name)} now`,
            at: { base: place(base, "name"), head: place(head, "name") },
          },
        ]),
    ...changed.map((key) => ({
      rule: "package-described" as const,
      subject: `${key} of the package`,
      what: "changed",
      at: { base: place(base, key), head: place(head, key) },
    })),
  ];
}

/** Compares the names of the types of events that are there at both ends. A type of an event that is gone goes with it. */
export function compareEventTypes(ends: Both<Revision>, streams: readonly Both<Stream>[]): readonly Finding[] {
  const documents = { base: ends.base.document, head: ends.head.document };
  const pairs = streams.flatMap((both) => matchEvents(documents, both).pairs);
  const exported = (types: readonly EventType[], name: string): boolean => types.some((type) => type.name === name);
  const findings = pairs.flatMap(({ base, head }): readonly Finding[] => {
    const node = ({ type }: typeof base): Node | undefined => type.schema && { value: null, path: type.schema.path };
    const [before, after] = [node(base), node(head)];
    const isGone = !exported(ends.head.model.eventTypes, base.type.name);
    const isNew = !exported(ends.base.model.eventTypes, head.type.name);
    return [
      ...(isGone
        ? [
            {
              rule: "type-removed" as const,
              subject: base.type.name,
              what: `is called ${toMarkdownCode(head.type.name)} now`,
              at: placesOf(documents, { ...(before && { base: before }), ...(after && { head: after }) }, "key"),
            },
          ]
        : []),
      ...(isNew && !isGone
        ? [
            {
              rule: "type-added" as const,
              subject: head.type.name,
              what: "is new",
              at: placesOf(documents, after ? { head: after } : {}, "key"),
            },
          ]
        : []),
    ];
  });
  return [...new Map(findings.map((finding) => [`${finding.rule} ${finding.subject}`, finding])).values()];
}

/** The sections of `components` that have a type in the client. */
const SECTIONS = ["schemas", "responses", "parameters", "requestBodies", "headers", "pathItems"];

/**
 * Compares the names that `components` has. One of an event goes with the event, and one that is new and in use comes
 * with what uses it.
 */
export function compareComponents({ base, head }: Both<Revision>): readonly Finding[] {
  const documents = { base: base.document, head: head.document };
  const ofEvents = new Set(base.model.eventTypes.map(({ schema }) => schema?.path.join("/")));
  const paths = target(head.document, "#/paths");
  const used = reachedFrom(head.document, paths === undefined ? [] : [paths]);
  return SECTIONS.flatMap((section) => {
    const [before, after] = [membersOf(base.document, section), membersOf(head.document, section)];
    const gone = [...before].filter(([name, { path }]) => !after.has(name) && !ofEvents.has(path.join("/")));
    const added = [...after].filter(([name, { path }]) => !before.has(name) && !used.has(path.join("/")));
    const subject = (name: string): string => `components[${JSON.stringify(section)}][${JSON.stringify(name)}]`;
    return [
      ...gone.map(([name, node]) => ({
        rule: "component-removed" as const,
        subject: subject(name),
        what: "is gone",
        at: placesOf(documents, { base: node }, "key"),
      })),
      ...added.map(([name, node]) => ({
        rule: "component-added" as const,
        subject: subject(name),
        what: "is new",
        at: placesOf(documents, { head: node }, "key"),
      })),
    ];
  });
}

function membersOf(document: Document, section: string): ReadonlyMap<string, Node> {
  const components = target(document, "#/components");
  const members = children(components && child(components, section));
  return new Map(members.map((node) => [keyOf(node), node]));
}
