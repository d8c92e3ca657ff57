import type { Diagnostic } from "../diagnostics/diagnostics.js";
import { toPascalCase } from "../document/escape.js";
import { componentNamed, componentOf, nodeAt, objectOf, type Node } from "../document/reference.js";
import { constsOf } from "../document/schema-consts.js";
import { isNullable, isObjectSchema } from "../document/schema-kind.js";
import { propertiesOf } from "../document/schema-properties.js";
import { toPointer, type Document, type JsonValue, type Path } from "../document/source.js";
import { contradictionOf } from "./contradiction.js";
import type { ItemShape, ShapedEvent } from "./items.js";
import type { EventSchema, EventType } from "./model.js";
import { sourcePath, writtenOf } from "./source-path.js";
import { RESERVED_TYPE_NAMES, toTypeName } from "./names.js";

/** The event types of a document: one for each schema, however many streams send it. */
export class EventTypes {
  readonly #document: Document;
  readonly #problems: Diagnostic[];
  readonly #types = new Map<string, { readonly type: EventType; readonly key: string }>();
  readonly #hoisted = new Map<string, JsonValue>();

  constructor(document: Document, problems: Diagnostic[]) {
    this.#document = document;
    this.#problems = problems;
  }

  all(): readonly EventType[] {
    return [...this.#types.values()].map(({ type }) => type);
  }

  typeOf(streamName: string, shape: ItemShape, event: ShapedEvent): EventType {
    const inlineName = toPascalCase(`${streamName} ${shape.named ? event.name : "event"}`);
    const [schema, ...others] = event.schemas;
    if (others.length === 0) {
      return this.#typeOfSchema(inlineName, shape, event, schema);
    }
    const oneOf = event.schemas.map((one, index) => this.#typeOfSchema(`${inlineName}${index + 1}`, shape, event, one));
    const union = { description: undefined, schema: undefined, envelope: undefined, tag: undefined, oneOf };
    return this.#add(union, [inlineName], schema);
  }

  #typeOfSchema(inlineName: string, shape: ItemShape, event: ShapedEvent, node: Node | undefined): EventType {
    const schema = node && this.#schemaOf(node, shape, inlineName);
    const type = {
      description: node && schema && descriptionOf(this.#document, node, schema.path),
      schema,
      envelope: shape.item === "envelope" ? event.name : undefined,
      oneOf: undefined,
      tag: node && tagOf(this.#document, shape, node),
    };
    const written = node && componentOf(writtenOf(this.#document, node));
    const own = shape.item === "json" && schema !== undefined ? [written ?? schema.component] : [];
    return this.#add(type, [...own, inlineName], node);
  }

  #schemaOf(node: Node, { item, discriminator }: ItemShape, inlineName: string): EventSchema {
    const component = componentOf(node);
    const isNull = isNullable(this.#document, node);
    const contradiction = contradictionOf(this.#document, node);
    if (contradiction !== undefined) this.#warnOfContradiction(component ?? inlineName, contradiction);
    return {
      component: component ?? this.#freeName(item === "envelope" ? `${inlineName}Data` : inlineName, node),
      path: component === undefined ? node.path : ["components", "schemas", component],
      isObject:
        isObjectSchema(this.#document, node) && (discriminator !== undefined || !isNull) && contradiction === undefined,
      isNonNull: isNull && discriminator !== undefined,
    };
  }

  #warnOfContradiction(name: string, { path }: Node): void {
    this.#problems.push({
      severity: "warning",
      message: `No value is a ${name}, whose type is never: what is said of "${path.at(-1)}" here, another part of it excludes`,
      hint: "All parts of an `allOf` hold at once. If the server sends such an event, mend one of them in an Overlay.",
      location: this.#document.locate(path),
    });
  }

  /** An inline schema must not take the place of a component, nor that of another inline schema. */
  #freeName(name: string, node: Node): string {
    const hoisted = this.#hoisted.get(name) ?? node.value;
    if (hoisted !== node.value || componentNamed(this.#document, name) !== undefined) {
      return this.#freeName(`${name}Item`, node);
    }
    this.#hoisted.set(name, node.value);
    return name;
  }

  /** Of the wanted names a type gets the first that no other has: another schema, or this one under another tag. */
  #add(unnamed: Omit<EventType, "name">, wanted: readonly string[], at: Node | undefined): EventType {
    const key = keyOf(unnamed);
    const isFree = (one: string): boolean => (this.#types.get(one)?.key ?? key) === key;
    let name = wanted.map(toTypeName).find(isFree);
    for (let number = 2; name === undefined || !isFree(name); number++) name = toTypeName(`${wanted.at(-1)}${number}`);
    const known = this.#types.get(name)?.type;
    if (known !== undefined) return known;
    const type = { name, ...unnamed };
    if (at !== undefined) {
      this.#warnOfReserved(type, at);
      this.#warnOfTwin(type, toTypeName(wanted[0] as string));
    }
    this.#types.set(name, { type, key });
    return type;
  }

  #warnOfTwin({ name, schema }: EventType, wanted: string): void {
    const twin = this.#types.get(wanted)?.type.schema;
    if (name === wanted || twin === undefined || schema === undefined || this.#areOfOne(twin, schema)) {
      return;
    }
    this.#problems.push({
      severity: "warning",
      message: `Another event type is called ${wanted} already: this schema's is exported as ${name}`,
      location: this.#document.locate(schema.path, "key"),
    });
  }

  /** Whether both were made of one schema, as a member of two unions. */
  #areOfOne(one: EventSchema, other: EventSchema): boolean {
    const [source, otherSource] = [one, other].map(({ path }) => toPointer(sourcePath(this.#document, path)));
    const areMade = source !== toPointer(one.path) && otherSource !== toPointer(other.path);
    return areMade && source === otherSource;
  }

  #warnOfReserved({ name, schema }: EventType, at: Node): void {
    const wanted = name.replace(/Schema$/, "");
    if (wanted !== name && RESERVED_TYPE_NAMES.has(wanted) && schema?.component !== name) {
      this.#problems.push({
        severity: "warning",
        message: `${wanted} has a meaning of its own in the client's code: the schema's type is exported as ${name}`,
        location: this.#document.locate(schema?.path ?? at.path, "key"),
      });
    }
  }
}

function keyOf({ schema, envelope, tag, oneOf }: Omit<EventType, "name">): string {
  return JSON.stringify([schema?.path, schema?.isNonNull, envelope, tag, oneOf?.map(({ name }) => name)]);
}

/** The names that an event of a schema has, where the schema itself does not say that it has one of just these. */
function tagOf(document: Document, { discriminator, events }: ItemShape, node: Node): EventType["tag"] {
  if (discriminator === undefined) {
    return undefined;
  }
  const values = events.filter(({ schemas }) => schemas.includes(node)).map(({ name }) => name);
  const property = propertiesOf(document, node).get(discriminator);
  const declared = property?.required === true ? constsOf(document, property.schema) : undefined;
  const isSaid = declared?.length === values.length && values.every((value) => declared.includes(value));
  return isSaid ? undefined : { property: discriminator, values };
}

/** What the document says of a schema: where it is used, else where it is declared. */
function descriptionOf(document: Document, used: Node, declared: Path): string | undefined {
  const texts = [used, nodeAt(document, declared), nodeAt(document, sourcePath(document, declared))].map(
    (node) => objectOf(node)["description"],
  );
  return texts.find((text): text is string => typeof text === "string" && text.trim() !== "");
}
