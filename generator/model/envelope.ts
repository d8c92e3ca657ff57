import { isJsonMediaType } from "../document/media-type.js";
import { child, follow, objectOf, type Node } from "../document/reference.js";
import { constOf, constsOf } from "../document/schema-consts.js";
import { isNullable, typesOf } from "../document/schema-kind.js";
import { partsOf } from "../document/schema-parts.js";
import { declarationsOf, propertiesOf, type SchemaProperty } from "../document/schema-properties.js";
import { branchesOf, heirsOf } from "../document/schema-unions.js";
import { isObject, type Document } from "../document/source.js";
import { discriminatorOf, propertyNameOf, readMapping, valuesOf, type Mapping } from "./discriminator-object.js";
import { writtenOf } from "./source-path.js";

/** One branch of a server-sent event's schema: its `event` name and its data. */
export interface EnvelopeBranch {
  readonly at: Node;
  readonly events: readonly string[] | undefined;
  /** Whether it has an `event` field at all. */
  readonly isNamed: boolean;
  readonly payload: Node | undefined;
  /** The payload and `null`, where the data is either. */
  readonly payloadOrNull: Node | undefined;
  readonly sentinel: string | undefined;
}

const MARK = /^\[.*\]$/;
const FIELDS: ReadonlySet<string> = new Set(["data", "event", "id", "retry"]);

/** The branches of an item that is a server-sent event (OpenAPI 3.2, section 4.14.4), or `undefined` for a payload. */
export function envelopeOf(document: Document, item: Node): readonly EnvelopeBranch[] | undefined {
  const shared = propertiesOf(document, item);
  const members = (branchesOf(document, item) ?? heirsOf(document, item))?.map((one) => withProperties(document, one));
  const branches = members?.map((branch) => {
    return { at: branch, fields: new Map([...shared, ...propertiesOf(document, branch)]) };
  }) ?? [{ at: item, fields: shared }];
  const discriminator = discriminatorOf(document, item, members ?? []);
  const hasData = ({ fields }: BranchFields): boolean => fields.has("data");
  // An event that has a name may say nothing of its data: it is text then, and mostly empty.
  const isNamed = (branch: BranchFields): boolean => branch.fields.has("event") && hasOnlyFields(branch);
  // One branch of many that has a field more is a slip of the pen. Where most have one, it is a payload's.
  const isEnvelope = branches.filter(hasOnlyFields).length * 2 > branches.length;
  if (!isEnvelope || !branches.some(hasData) || !branches.every((branch) => hasData(branch) || isNamed(branch))) {
    return undefined;
  }
  const mapped = propertyNameOf(discriminator) === "event" ? readMapping(document, discriminator) : undefined;
  return branches.flatMap(({ at, fields }): readonly EnvelopeBranch[] => {
    const event = fields.get("event");
    // A base may say that it is a text, and an heir, what the text holds.
    const declared = declarationsOf(document, at, "data");
    const data = declared.find((one) => payloadOf(document, one)) ?? fields.get("data")?.schema;
    const payload = data && payloadOf(document, data);
    const events = eventNamesOf(document, mapped, at, event);
    const text = payload === undefined && data ? constOf(document, data) : undefined;
    // Beside the JSON that a text holds, the data may be a mark that is none.
    const isHeld = payload !== undefined && payload !== data;
    const marks = (isHeld && branchesOf(document, data)?.filter((one) => isMark(document, one))) || [];
    const branch = {
      at,
      events,
      isNamed: event !== undefined,
      payload,
      payloadOrNull: data && isJsonOrNull(document, data) ? data : undefined,
      // The one text of an event that has a name is that event's, such as a heartbeat's, unless it is a mark: [DONE].
      sentinel: events === undefined || MARK.test(text ?? "") ? sentinelOf(text) : undefined,
    };
    const ofMark = { events: undefined, isNamed: false, payload: undefined, payloadOrNull: undefined };
    return [branch, ...marks.map((mark) => ({ at: mark, ...ofMark, sentinel: constOf(document, mark) }))];
  });
}

function isMark(document: Document, alternative: Node): boolean {
  return sentinelOf(constOf(document, alternative)) !== undefined;
}

/** An event that is one constant, such as `{data: "[DONE]"}`, has a constant in each of its fields. */
function withProperties(document: Document, branch: Node): Node {
  const { const: constant } = objectOf(follow(document, branch));
  if (constant === undefined || !isObject(constant)) return branch;
  const properties = Object.entries(constant).map(([field, value]) => [field, { const: value }] as const);
  return { value: { properties: Object.fromEntries(properties) }, path: branch.path };
}

interface BranchFields {
  readonly fields: ReadonlyMap<string, SchemaProperty>;
}

function hasOnlyFields({ fields }: BranchFields): boolean {
  return [...fields.keys()].every((field) => FIELDS.has(field));
}

/** @param mapped What names the branches, where it is the `event` field that tells them apart. */
function eventNamesOf(
  document: Document,
  mapped: Mapping | undefined,
  branch: Node,
  event: SchemaProperty | undefined,
): readonly string[] | undefined {
  if (mapped === undefined) {
    return constsOf(document, event?.schema);
  }
  const written = writtenOf(document, branch);
  const names = valuesOf(document, mapped(written), written, event);
  return names.length > 0 ? names : undefined;
}

/** The one text that data can be marks the end, unless it is JSON or nothing at all, such as a heartbeat's. */
export function sentinelOf(text: string | undefined): string | undefined {
  try {
    JSON.parse(text ?? "null");
    return undefined;
  } catch {
    return text === "" ? undefined : text;
  }
}

/** What the data of a server-sent event holds, when it is JSON: its `contentSchema`, or any schema that is no string. */
function payloadOf(document: Document, data: Node): Node | undefined {
  const parts = partsOf(document, data);
  const content = parts.map((part) => child(part, "contentSchema") ?? child(part, "x-jsonschema-contentSchema"));
  const schema = content.find((one) => one !== undefined);
  if (schema !== undefined || parts.length === 0) {
    return schema;
  }
  // An optional field is an alternative to `null`, which a text cannot be.
  const [alternative, ...others] = (branchesOf(document, data) ?? []).filter((one) => !isMark(document, one));
  if (alternative !== undefined && others.length === 0) {
    return payloadOf(document, alternative);
  }
  return isText(document, data) && !parts.some((part) => isJsonMediaType(mediaTypeOf(part) ?? "")) ? undefined : data;
}

/** Whether an alternative to `null` is JSON, and no text that holds it. */
function isJsonOrNull(document: Document, data: Node): boolean {
  const [alternative, ...others] = branchesOf(document, data) ?? [];
  return (
    alternative !== undefined &&
    others.length === 0 &&
    payloadOf(document, alternative) === alternative &&
    isNullable(document, data)
  );
}

/** Whether a schema allows nothing but strings, whichever of its parts or all of its alternatives say so. */
function isText(document: Document, schema: Node): boolean {
  const isString = (part: Node): boolean => {
    const types = typesOf(part).filter((one) => one !== "null");
    return mediaTypeOf(part) !== undefined || (types.length > 0 && types.every((one) => one === "string"));
  };
  const isTold = (one: Node): boolean => partsOf(document, one).some(isString) || constsOf(document, one) !== undefined;
  const branches = branchesOf(document, schema) ?? [];
  return isTold(schema) || (branches.length > 0 && branches.every(isTold));
}

function mediaTypeOf(schema: Node): string | undefined {
  const object = objectOf(schema);
  const mediaType = object["contentMediaType"] ?? object["x-jsonschema-contentMediaType"];
  return typeof mediaType === "string" ? mediaType : undefined;
}
