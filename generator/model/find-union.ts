import { child, children, follow, nodeAt, type Node } from "../document/reference.js";
import { unionListOf } from "../document/schema-unions.js";
import { toPointer, type Document, type Path } from "../document/source.js";
import { itemSchemaOf } from "./item-schema.js";
import type { Stream } from "./model.js";
import { writtenOf } from "./source-path.js";

/** The list of a stream's events, as it was written. */
export interface FoundUnion {
  /** The array of its `oneOf` or `anyOf`. */
  readonly members: Node;
  /** The mapping of its discriminator. */
  readonly mapping: Node | undefined;
}

/** The ways from a Media Type Object to the union of its events. */
const WAYS =
  `itemSchema x-oai-itemSchema schema items properties data contentSchema x-jsonschema-contentSchema oneOf anyOf
  allOf`.split(/\s+/);
const DEEPEST = 12;

/** The union whose members are the events of a stream. */
export function findUnion(document: Document, stream: Stream): FoundUnion | undefined {
  const events = new Set(stream.events.flatMap(({ type }) => (type.schema ? [toPointer(type.schema.path)] : [])));
  const isEvent = (member: Node): boolean => {
    const resolved = follow(document, member);
    if (resolved === undefined) return false;
    if (stream.item === "json") return events.has(toPointer(resolved.path));
    return child(child(resolved, "properties"), "event") !== undefined;
  };
  const seen = new Set<unknown>();
  const search = (node: Node, depth: number): FoundUnion | undefined => {
    const places = [node, follow(document, node)].filter((one) => one !== undefined && !seen.has(one.value)) as Node[];
    for (const place of places) {
      seen.add(place.value);
      const members = unionListOf(place);
      if (members && children(members).some(isEvent)) {
        const written = writtenOf(document, place);
        const list = unionListOf(written);
        // The heirs of a base are in no list.
        return list && { members: list, mapping: child(child(written, "discriminator"), "mapping") };
      }
    }
    if (depth >= DEEPEST) return undefined;
    const next = places.flatMap((place) => WAYS.flatMap((way) => child(place, way) ?? []));
    const steps = next.flatMap((one) => (Array.isArray(one.value) ? children(one) : [one]));
    return steps.map((step) => search(step, depth + 1)).find((found) => found !== undefined);
  };
  return search(nodeAt(document, stream.at.mediaType), 0);
}

/** Where a person would add an event to a stream: the list of its events, else the schema of its items. */
export function placeOfEvents(document: Document, stream: Stream): Path {
  const mediaType = nodeAt(document, stream.at.mediaType);
  const place = findUnion(document, stream)?.members ?? itemSchemaOf(document, mediaType) ?? mediaType;
  return place.path;
}
