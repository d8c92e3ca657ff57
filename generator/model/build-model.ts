import { DiagnosticsError, type Diagnostic } from "../diagnostics/diagnostics.js";
import { EventTypes } from "./event-types.js";
import { findStreams, type FoundStream } from "./find-streams.js";
import { shapeItems, type ItemShape, type ShapedEvent } from "./items.js";
import type { EventType, Stream, StreamEvent, StreamingModel } from "./model.js";
import { nameStreams, type StreamName } from "./names.js";
import { objectOf } from "../document/reference.js";
import type { Document } from "../document/source.js";
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
