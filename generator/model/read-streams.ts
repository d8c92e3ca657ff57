import type { Diagnostic } from "../diagnostics/diagnostics.js";
import { ComponentGuesses } from "./component-guesses.js";
import { EventTypes } from "./event-types.js";
import { findStreams, type FoundStream } from "./find-streams.js";
import { shapeItems, type ItemShape, type ShapedEvent } from "./items.js";
import type { EventType, Stream, StreamEvent } from "./model.js";
import { nameStreams, type StreamName } from "./names.js";
import { warnOfNameless } from "./near-discriminator.js";
import { encodingWarnings } from "./request-encoding.js";
import { objectOf } from "../document/reference.js";
import type { Document } from "../document/source.js";
import { readStreamRules, type StreamRules } from "./stream-extension.js";
import { unaskedWarnings } from "./unasked.js";
import { gapOf, untypedProblem, type Gap } from "./untyped.js";

/** A stream of the document, as far as it can be read. */
export interface ReadStream {
  readonly found: FoundStream;
  /** `undefined` where there are problems, or where it is left out. */
  readonly stream: Stream | undefined;
  /** What of it is not said, if anything is. */
  readonly gap: Gap | undefined;
  readonly problems: readonly Diagnostic[];
}

/** All streams of a document, those that cannot be read included. */
export interface ReadStreams {
  readonly streams: readonly ReadStream[];
  readonly eventTypes: readonly EventType[];
  /** Warnings, and errors that are those of no one stream. */
  readonly problems: readonly Diagnostic[];
}

/** Finds every stream of a merged document, and names its events. What keeps one from being read stands beside it. */
export function readStreams(document: Document): ReadStreams {
  const problems: Diagnostic[] = [];
  const typeProblems: Diagnostic[] = [];
  const found = findStreams(document, problems);
  const types = new EventTypes(document, typeProblems);
  const guesses = new ComponentGuesses(document);
  const named = nameStreams(document, found);
  const streams = found.map((one, index): ReadStream => {
    const { name, problem } = named[index] as (typeof named)[number];
    if (one.isLeftOut) {
      return { found: one, stream: undefined, gap: undefined, problems: [] };
    }
    const warnings = [...encodingWarnings(document, one), ...unaskedWarnings(document, one)];
    const own: Diagnostic[] = [...warnings, ...(problem === undefined ? [] : [problem])];
    const gap = gapOf(document, one);
    if (gap !== undefined) {
      return {
        found: one,
        stream: undefined,
        gap,
        problems: [...own, untypedProblem(document, one, gap, guesses.guessFor(one, one.mediaType.path))],
      };
    }
    const shape = one.item && shapeItems(document, one.item, one.format, own);
    const rules = shape && readStreamRules(document, one, shape, own);
    const stream = name && shape && rules && toStream(one, name, shape, rules, types);
    const isRefused = own.some(({ severity }) => severity === "error");
    if (shape?.named === false && !isRefused) own.push(...warnOfNameless(document, shape));
    return { found: one, stream: isRefused ? undefined : stream, gap, problems: own };
  });
  return { streams, eventTypes: types.all(), problems: [...problems, ...typeProblems] };
}

function toStream(
  found: FoundStream,
  { name, operationId }: StreamName,
  shape: ItemShape,
  rules: StreamRules,
  types: EventTypes,
): Stream {
  const { deprecated } = objectOf(found.operation);
  return {
    name,
    operationId,
    method: found.method,
    path: found.path,
    summary: summaryOf(found),
    deprecated: deprecated === true,
    mediaType: found.mediaTypeName,
    format: found.format,
    item: shape.item,
    discriminator: shape.discriminator,
    events: shape.events.map((event) => toEvent(event, shape, rules, types.typeOf(name, shape, event))),
    named: shape.named,
    end: rules.end,
    error: rules.error,
    text: rules.text,
    sentinel: rules.sentinel,
    request: rules.request,
    at: { operation: found.operation.path, response: found.response.path, mediaType: found.mediaType.path },
    contentKey: found.contentKey,
  };
}

/** The summary, or else the first paragraph of the description. */
function summaryOf({ operation }: FoundStream): string | undefined {
  const { summary, description } = objectOf(operation);
  const words = [summary, description].find((text): text is string => typeof text === "string" && text.trim() !== "");
  return words?.trim().split(/\n\s*\n/)[0];
}

function toEvent(event: ShapedEvent, shape: ItemShape, rules: StreamRules, type: EventType): StreamEvent {
  const isEnd = shape.named && rules.endNames.has(event.name);
  const isError = shape.named && rules.errorNames.has(event.name);
  return {
    name: event.name,
    role: isEnd ? "end" : isError ? "throw" : "yield",
    type,
    text: rules.textByName.get(event.name),
    branch: event.branch?.path,
  };
}
