import type { ComponentNames } from "../model/component-names.js";
import { draftConstant, draftNull, draftSchema, type Dialect } from "./draft-schema.js";
import { Remark, type Draft, type DraftMap } from "./draft.js";
import type { Naming, SeenEvent, SeenStream } from "./seen-stream.js";

/** Schemas by the names that they get among the components. */
export type DraftSchemas = Readonly<Record<string, Draft>>;

/** How a draft is written: in whose words, and under which names. */
export interface Drafting {
  /** What the names of schemas begin with. */
  readonly prefix: string;
  readonly dialect: Dialect;
  readonly names: ComponentNames;
}

/** The schema of an item, and the schemas that it refers to. */
export function draftItem(
  drafting: Drafting,
  seen: SeenStream,
): { readonly item: DraftMap; readonly schemas: DraftSchemas } {
  const { naming, events, format } = seen;
  const total = countOf(events);
  const all = `${total} of ${total} events`;
  if (naming.item === "text") {
    return { item: draftServerSentEvent({ type: new Remark("string", all) }), schemas: {} };
  }
  if (naming.item === "envelope") {
    const branches = events.map((event) => draftBranch(drafting, event, total));
    return { item: { oneOf: branches.map(({ branch }) => branch) }, schemas: merge(branches) };
  }
  const name = drafting.names.take(drafting.prefix, "Event");
  const reference = `#/components/schemas/${name}`;
  const item =
    format === "serverSentEvents" ? draftServerSentEvent(draftJson(drafting, reference, all)) : { $ref: reference };
  if (!naming.named) return { item, schemas: { [name]: draftSchema(events[0]!.evidence, all, drafting.dialect) } };
  const members = events.map((event) => draftMember(drafting, naming, event, total));
  const mapping = members.map(({ event, reference: to }) => [event.name, to] as const);
  const union: DraftMap = {
    oneOf: members.map(({ member }) => member),
    discriminator: {
      propertyName: new Remark(naming.discriminator!, `a name in ${all}, ${events.length} of them`),
      mapping: Object.fromEntries(mapping),
    },
  };
  return { item, schemas: { [name]: union, ...merge(members) } };
}

/** One member of a union of payloads, and its schema. */
export function draftMember({ prefix, dialect, names }: Drafting, naming: Naming, event: SeenEvent, total: number) {
  const name = names.take(prefix, event.name);
  const reference = `#/components/schemas/${name}`;
  const seen = `${event.count} of ${total} events`;
  const { discriminator: property } = naming;
  const told = property === undefined ? undefined : { property, value: event.name };
  return {
    event,
    reference,
    member: { $ref: new Remark(reference, seen) },
    schemas: { [name]: draftSchema(event.evidence, seen, dialect, told) },
  };
}

/** One branch of a union of server-sent events, told by their `event` field, and the schema of its data. */
export function draftBranch(drafting: Drafting, event: SeenEvent, total: number) {
  const { prefix, dialect, names } = drafting;
  const seen = `${event.count} of ${total} events`;
  const name = event.isText ? undefined : names.take(prefix, event.name);
  const data =
    name === undefined
      ? { type: new Remark("string", `no JSON in ${event.count} of ${event.count}`) }
      : draftJson(drafting, `#/components/schemas/${name}`, `${event.count} of ${event.count}`);
  const constant = draftConstant(event.name, seen, dialect);
  return {
    branch: { type: "object", required: ["event", "data"], properties: { event: constant, data } },
    // Of a field that was nothing but null, nothing is said; of the data of an event, nothing would make it untyped.
    schemas:
      name === undefined
        ? {}
        : { [name]: draftNull(event.evidence, seen, dialect) ?? draftSchema(event.evidence, seen, dialect) },
  };
}

export function countOf(events: readonly SeenEvent[]): number {
  return events.reduce((sum, { count }) => sum + count, 0);
}

/** OpenAPI 3.2, section 4.14.4: a server-sent event is an object of its fields. */
function draftServerSentEvent(data: DraftMap): DraftMap {
  return { type: "object", required: ["data"], properties: { data } };
}

/** The data of a server-sent event is a string. OpenAPI 3.0 has no words for what is in it but registered ones. */
function draftJson({ dialect }: Drafting, reference: string, seen: string): DraftMap {
  const prefix = dialect === "3.0" ? "x-jsonschema-" : "";
  return {
    type: "string",
    [`${prefix}contentMediaType`]: new Remark("application/json", seen),
    [`${prefix}contentSchema`]: { $ref: reference },
  };
}

function merge(drafts: readonly { readonly schemas: DraftSchemas }[]): DraftSchemas {
  return Object.assign({}, ...drafts.map(({ schemas }) => schemas)) as DraftSchemas;
}
