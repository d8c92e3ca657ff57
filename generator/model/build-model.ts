import { DiagnosticsError, type Diagnostic } from "../diagnostics/diagnostics.js";
import { toPascalCase } from "../document/escape.js";
import { findStreams, type FoundStream } from "./find-streams.js";
import { overlayAction } from "./hints.js";
import { shapeItems, type ItemShape, type ShapedEvent } from "./items.js";
import type { EventSchema, EventType, Stream, StreamEvent, StreamingModel } from "./model.js";
import { nameStreams, toTypeName, RESERVED_TYPE_NAMES, type StreamName } from "./names.js";
import { child, followChild, nodeAt, objectOf, type Node } from "../document/reference.js";
import { componentOf, isObjectSchema } from "../document/schema.js";
import type { Document, JsonValue, Path } from "../document/source.js";
import { readStreamRules, type StreamRules } from "./stream-extension.js";

export interface BuiltModel {
  readonly model: StreamingModel;
  readonly warnings: readonly Diagnostic[];
}

/**
 * Finds every stream of a merged document, whose references all resolve, and names its events.
 *
 * @throws {DiagnosticsError} with all that keeps a stream from being typed.
 */
export function buildModel(document: Document): BuiltModel {
  const problems: Diagnostic[] = [];
  const found = findStreams(document, problems);
  const names = nameStreams(document, found, problems);
  const types = new EventTypes(document, problems);
  const streams = found.flatMap((stream, index) => {
    const name = names[index];
    const shape = shapeItems(document, stream, problems);
    const rules = shape && readStreamRules(document, stream.mediaType, stream.operation, shape, problems);
    return name && shape && rules ? [toStream(stream, name, shape, rules, types)] : [];
  });
  const once = withoutRepeats(problems);
  if (once.some(({ severity }) => severity === "error")) {
    throw new DiagnosticsError(once);
  }
  return { model: { streams, eventTypes: types.all() }, warnings: [...once, ...warnOfNone(document, found)] };
}

/** A schema that several streams send has its problem once. */
function withoutRepeats(problems: readonly Diagnostic[]): readonly Diagnostic[] {
  const keyOf = ({ message, location }: Diagnostic): string => `${location?.line}:${location?.column} ${message}`;
  return [...new Map(problems.map((problem) => [keyOf(problem), problem])).values()];
}

function warnOfNone(document: Document, found: readonly FoundStream[]): readonly Diagnostic[] {
  if (found.length > 0) {
    return [];
  }
  return [
    {
      severity: "warning",
      message: "The document has no event stream: the client has types and requests only",
      hint: "A stream is a successful answer of a media type such as text/event-stream. Add what is missing in an Overlay.",
      location: document.locate(["paths"], "key"),
    },
  ];
}

function toStream(
  found: FoundStream,
  { name, operationId }: StreamName,
  shape: ItemShape,
  rules: StreamRules,
  types: EventTypes,
): Stream {
  const { summary, description, deprecated } = objectOf(found.operation);
  const words = [summary, description].find((text) => typeof text === "string" && text.trim() !== "");
  return {
    name,
    operationId,
    method: found.method,
    path: found.path,
    summary: words as string | undefined,
    deprecated: deprecated === true,
    mediaType: found.mediaTypeName,
    format: found.format,
    item: shape.item,
    discriminator: shape.discriminator,
    events: shape.events.map((event) => toEvent(event, shape, rules, types.typeOf(name, shape, event))),
    named: shape.named,
    end: rules.end,
    error: rules.error,
    text: rules.text instanceof Map ? undefined : (rules.text as readonly string[] | undefined),
    sentinel: rules.sentinel,
    request: rules.request,
    at: { operation: found.operation.path, response: found.response.path, mediaType: found.mediaType.path },
  };
}

function toEvent(event: ShapedEvent, shape: ItemShape, rules: StreamRules, type: EventType): StreamEvent {
  const isEnd = shape.named && rules.endNames.has(event.name);
  const isError = shape.named && rules.errorNames.has(event.name);
  return {
    name: event.name,
    role: isEnd ? "end" : isError ? "throw" : "yield",
    type,
    text: rules.text instanceof Map ? rules.text.get(event.name) : undefined,
  };
}

/** The event types of a document: one for each schema, however many streams send it. */
class EventTypes {
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
