import type { Diagnostic } from "../diagnostics/diagnostics.js";
import { toPascalCase } from "../document/escape.js";
import { nodeAt, objectOf, target, type Node } from "../document/reference.js";
import { componentOf, constsOf, isObjectSchema, propertiesOf } from "../document/schema.js";
import { isObject, toPointer, type Document, type JsonValue, type Path } from "../document/source.js";
import { overlayAction } from "./hints.js";
import type { ItemShape, ShapedEvent } from "./items.js";
import type { EventSchema, EventType } from "./model.js";
import { RESERVED_TYPE_NAMES, toTypeName } from "./names.js";

/** The event types of a document: one for each schema, however many streams send it. */
export class EventTypes {
  readonly #document: Document;
  readonly #problems: Diagnostic[];
  readonly #types = new Map<
    string,
    { readonly type: EventType; readonly key: string; readonly at: Node | undefined }
  >();

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
    const union = { name: toTypeName(inlineName), description: undefined, schema: undefined, envelope: undefined };
    return this.#add({ ...union, tag: undefined, oneOf }, schema);
  }

  #typeOfSchema(inlineName: string, shape: ItemShape, event: ShapedEvent, node: Node | undefined): EventType {
    const schema = node && this.#schemaOf(node, shape.item === "envelope" ? `${inlineName}Data` : inlineName);
    const tag = node && tagOf(this.#document, shape, node);
    const type = {
      description: node && schema && descriptionOf(this.#document, node, schema.path),
      schema,
      envelope: shape.item === "envelope" ? event.name : undefined,
      oneOf: undefined,
      tag,
    };
    const own = toTypeName(shape.item === "json" && schema !== undefined ? schema.component : inlineName);
    const twin = this.#types.get(own)?.type;
    // Another stream calls the events of this schema by other names.
    const isCalledOtherwise = twin?.schema !== undefined && isSame(twin.schema, schema) && keyOf(twin) !== keyOf(type);
    return this.#add({ name: isCalledOtherwise ? toTypeName(inlineName) : own, ...type }, node);
  }

  #schemaOf(node: Node, inlineName: string): EventSchema {
    const component = componentOf(node);
    return {
      component: component ?? this.#freeName(inlineName, node),
      path: component === undefined ? node.path : ["components", "schemas", component],
      isObject: isObjectSchema(this.#document, node),
    };
  }

  /** An inline schema must not take the place of a component, nor that of another inline schema. */
  #freeName(name: string, node: Node): string {
    const schemas = target(this.#document, "#/components/schemas")?.value;
    const hoisted = this.#hoisted.get(name) ?? node.value;
    if (hoisted !== node.value || (isObject(schemas) && Object.hasOwn(schemas, name))) {
      return this.#freeName(`${name}Item`, node);
    }
    this.#hoisted.set(name, node.value);
    return name;
  }

  #add(type: EventType, at: Node | undefined): EventType {
    const key = keyOf(type);
    const twin = this.#types.get(type.name);
    if (twin?.key === key) {
      return twin.type;
    }
    if (twin !== undefined && at !== undefined) {
      this.#problems.push({
        severity: "error",
        message: `Two event types would both be called ${type.name}`,
        hint: `Give one of them a schema of another name, such as:\n${overlayAction(["components", "schemas"], `Another${type.name}: {...}`)}`,
        location: this.#document.locate(at.path),
        ...(twin.at && {
          related: [{ message: "The first of the two", location: this.#document.locate(twin.at.path) }],
        }),
      });
    }
    if (at !== undefined) {
      this.#warnOfReserved(type, at);
    }
    this.#types.set(type.name, { type, key, at });
    return type;
  }

  #warnOfReserved({ name, schema }: EventType, at: Node): void {
    const wanted = name.replace(/Schema$/, "");
    if (wanted !== name && RESERVED_TYPE_NAMES.has(wanted) && schema?.component !== name) {
      this.#problems.push({
        severity: "warning",
        message: `The client has its own ${wanted}: the schema's type is exported as ${name}`,
        location: this.#document.locate(schema?.path ?? at.path, "key"),
      });
    }
  }
}

function isSame(one: EventSchema, other: EventSchema | undefined): boolean {
  return other !== undefined && toPointer(one.path) === toPointer(other.path);
}

function keyOf({ schema, envelope, tag, oneOf }: Omit<EventType, "name">): string {
  return JSON.stringify([schema?.path, envelope, tag, oneOf?.map(({ name }) => name)]);
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
  const texts = [used, nodeAt(document, declared)].map((node) => objectOf(node)["description"]);
  return texts.find((text): text is string => typeof text === "string" && text.trim() !== "");
}
