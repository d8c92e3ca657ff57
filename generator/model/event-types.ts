import type { Diagnostic } from "../diagnostics/diagnostics.js";
import { toPascalCase } from "../document/escape.js";
import { child, followChild, nodeAt, objectOf, type Node } from "../document/reference.js";
import { componentOf, isObjectSchema } from "../document/schema.js";
import type { Document, JsonValue, Path } from "../document/source.js";
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
    const schema =
      event.schema && this.#schemaOf(event.schema, shape.item === "envelope" ? `${inlineName}Data` : inlineName);
    const name = toTypeName(shape.item === "json" && schema !== undefined ? schema.component : inlineName);
    const type: EventType = {
      name,
      description: schema && descriptionOf(this.#document, event.schema as Node, schema.path),
      schema,
      envelope: shape.item === "envelope" ? event.name : undefined,
    };
    return this.#add(type, event.schema);
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
    const schemas = followChild(
      this.#document,
      followChild(this.#document, { value: this.#document.value, path: [] }, "components"),
      "schemas",
    );
    const hoisted = this.#hoisted.get(name) ?? node.value;
    if (hoisted !== node.value || (schemas !== undefined && child(schemas, name) !== undefined)) {
      return this.#freeName(`${name}Item`, node);
    }
    this.#hoisted.set(name, node.value);
    return name;
  }

  #add(type: EventType, at: Node | undefined): EventType {
    const key = JSON.stringify([type.schema?.path, type.envelope]);
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
    const wanted = type.name.replace(/Schema$/, "");
    if (
      at !== undefined &&
      wanted !== type.name &&
      RESERVED_TYPE_NAMES.has(wanted) &&
      type.schema?.component !== type.name
    ) {
      this.#problems.push({
        severity: "warning",
        message: `The client has its own ${wanted}: the schema's type is exported as ${type.name}`,
        location: this.#document.locate(type.schema?.path ?? at.path, "key"),
      });
    }
    this.#types.set(type.name, { type, key, at });
    return type;
  }
}

/** What the document says of a schema: where it is used, else where it is declared. */
function descriptionOf(document: Document, used: Node, declared: Path): string | undefined {
  const texts = [used, nodeAt(document, declared)].map((node) => objectOf(node)["description"]);
  return texts.find((text): text is string => typeof text === "string" && text.trim() !== "");
}
