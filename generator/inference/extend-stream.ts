import { child, nodeAt } from "../document/reference.js";
import { isObject, type Document, type Path } from "../document/source.js";
import { findUnion, placeOfEvents, type FoundUnion } from "../model/find-union.js";
import type { Stream } from "../model/model.js";
import { sourcePath } from "../model/source-path.js";
import { countOf, draftBranch, draftMember, type Drafting, type DraftSchemas } from "./draft-item.js";
import { findText } from "./find-text.js";
import { draftRules } from "./draft-rules.js";
import { draftSchema } from "./draft-schema.js";
import { placeSchemas } from "./draft-stream.js";
import { draftLine, type Draft, type DraftMap } from "./draft.js";
import { newFields } from "./new-fields.js";
import type { Addition } from "./overlay-text.js";
import type { SeenEvent, SeenStream } from "./seen-stream.js";

/** One thing that recordings show and the document does not say. */
export interface Extension {
  /** What it is, in words. */
  readonly words: string;
  /** What is added; nothing where that is for a person to decide. */
  readonly additions: readonly Addition[];
  /** Where a person would write what is not added. */
  readonly at?: Path;
}

const RULES = "x-event-stream";

/** Events and fields that a described stream has and the document has not. What the document does say stays. */
export function extendStream(
  document: Document,
  stream: Stream,
  drafting: Drafting,
  seen: SeenStream,
): readonly Extension[] {
  // Schemas of one stream are found together.
  const sibling = stream.events.findLast(({ type }) => type.schema?.path[0] === "components")?.type.schema?.path;
  const add: Add = (at, added) => {
    const path = sourcePath(document, at);
    const isOfSchemas = sibling !== undefined && path.length === 2 && path[1] === sibling[1];
    return { path, at: document.locate(path), added, ...(isOfSchemas && { beside: document.locate(sibling, "key") }) };
  };
  return [
    ...extendEvents(document, stream, drafting, seen, add),
    ...extendFields(document, stream, drafting, seen, add),
    ...extendRules(document, stream, seen, add),
  ];
}

type Add = (path: Path, added: DraftMap | readonly Draft[]) => Addition;

function extendEvents(
  document: Document,
  stream: Stream,
  drafting: Drafting,
  seen: SeenStream,
  add: Add,
): readonly Extension[] {
  const known = new Set(stream.events.map(({ name }) => name));
  const events = stream.named ? seen.events.filter(({ name }) => !known.has(name)) : [];
  if (events.length === 0) return [];
  const union = findUnion(document, stream);
  const total = countOf(seen.events);
  return events.map((event) => {
    const words = `the event ${event.name} (${event.count} of ${total} events)`;
    if (union === undefined) {
      const at = placeOfEvents(document, stream);
      return { words: `${words}: the events are not a union that it could be added to`, additions: [], at };
    }
    return { words, additions: eventAdditions(document, drafting, seen, union, event, total, add) };
  });
}

function eventAdditions(
  document: Document,
  drafting: Drafting,
  { naming }: SeenStream,
  { members, mapping }: FoundUnion,
  event: SeenEvent,
  total: number,
  add: Add,
): readonly Addition[] {
  const schemasOf = (schemas: DraftSchemas): readonly Addition[] => {
    if (Object.keys(schemas).length === 0) return [];
    const { path, update } = placeSchemas(document, schemas);
    return [add(path, update)];
  };
  if (naming.item === "envelope") {
    const { branch, schemas } = draftBranch(drafting, event, total);
    return [add(members.path, [branch]), ...schemasOf(schemas)];
  }
  const { member, reference, schemas } = draftMember(drafting, naming, event, total);
  const mapped = mapping ? [add(mapping.path, { [event.name]: reference })] : [];
  return [add(members.path, [member]), ...mapped, ...schemasOf(schemas)];
}

function extendFields(
  document: Document,
  stream: Stream,
  { dialect }: Drafting,
  seen: SeenStream,
  add: Add,
): readonly Extension[] {
  return newFields(document, stream, seen).map(({ schema, fields }) => {
    const drafts = fields.map(({ name, evidence, of, what }): readonly [string, Draft] => {
      return [name, draftSchema(evidence, `${evidence.count} of ${of} ${what}`, dialect)];
    });
    const added = Object.fromEntries(drafts);
    const properties = child(schema, "properties");
    const hasProperties = properties !== undefined && isObject(properties.value);
    return {
      words: `${fields.map(({ name }) => name).join(", ")} in ${sourcePath(document, schema.path).join("/")}`,
      additions: [hasProperties ? add(properties.path, added) : add(schema.path, { properties: added })],
    };
  });
}

/** Where a person has said anything of a stream's end, error and text, the rest is theirs to say. */
function extendRules(document: Document, stream: Stream, seen: SeenStream, add: Add): readonly Extension[] {
  const rules = draftRules(seen, findText(seen));
  const mediaType = nodeAt(document, stream.at.mediaType);
  const written = child(mediaType, RULES);
  if (written === undefined) {
    const words = `${RULES}: ${Object.keys(rules).join(", ")}`;
    return Object.keys(rules).length === 0 ? [] : [{ words, additions: [add(mediaType.path, { [RULES]: rules })] }];
  }
  return Object.entries(rules)
    .filter(([key]) => child(written, key) === undefined)
    .map(([key, rule]) => ({
      words: `${RULES} could have ${draftLine({ [key]: rule })}`,
      additions: [],
      at: written.path,
    }));
}
