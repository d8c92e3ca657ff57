import { join } from "node:path";
import { mock, type Mock, type MockOptions } from "../../../generator/mock/mock.js";
import { buildModel } from "../../../generator/model/build-model.js";
import type { Stream } from "../../../generator/model/model.js";
import { readDocument } from "../../../generator/document/source.js";
import { jsonLines } from "../../../templates/runtime/json-lines.js";
import { jsonTextSequence } from "../../../templates/runtime/json-text-sequence.js";
import type { StreamOptions } from "../../../templates/runtime/options.js";
import type { StreamReader } from "../../../templates/runtime/read-stream.js";
import { createStreamOpener } from "../../../templates/runtime/open-stream.js";
import { serverSentEvents } from "../../../templates/runtime/server-sent-events.js";
import type { StreamOperation } from "../../../templates/runtime/stream-operation.js";
import type { paths } from "../../../templates/types.js";
import createFetchClient from "openapi-fetch";

/** Streams in every shape that there is. */
export const SPEC = join(import.meta.dirname, "streams.yaml");

const { model } = buildModel(readDocument(SPEC));
export const STREAMS = model.streams;

/** A mock of them. */
export function serveStreams(options: MockOptions = {}): Mock {
  return mock({ spec: SPEC, ...options });
}

const FORMATS = { serverSentEvents, jsonLines, jsonTextSequence } as const;

/** What the generated client is told of a stream. */
function toOperation(stream: Stream): StreamOperation {
  const texts = stream.events.flatMap(({ name, text }) => (text === undefined ? [] : [[name, text] as const]));
  const textEvents = stream.events.filter(({ type }) => type.envelope !== undefined && type.schema === undefined);
  const { operationId, method, path, mediaType, item, discriminator, sentinel, request, end, error } = stream;
  return {
    operationId,
    method,
    path,
    mediaType,
    item,
    format: FORMATS[stream.format],
    events: stream.named ? Object.fromEntries(stream.events.map(({ name, role }) => [name, role])) : {},
    ...(discriminator !== undefined && { discriminator }),
    ...(textEvents.length > 0 && { textEvents: textEvents.map(({ name }) => name) }),
    ...(end.length > 0 && { end: end as NonNullable<StreamOperation["end"]> }),
    ...(error.length > 0 && { error: error as NonNullable<StreamOperation["error"]> }),
    ...(stream.text ? { text: stream.text } : texts.length > 0 ? { text: Object.fromEntries(texts) } : {}),
    ...(sentinel !== undefined && { sentinel }),
    ...(request !== undefined && { request }),
  };
}

/** Calls a stream through the runtime of the generated client. */
export function openStream(
  where: { readonly fetch: Mock["fetch"] } | { readonly baseUrl: string },
  operationId: string,
  init: StreamOptions & { readonly headers?: Readonly<Record<string, string>>; readonly body?: unknown } = {},
): Promise<StreamReader<unknown>> {
  const stream = STREAMS.find((one) => one.operationId === operationId);
  if (stream === undefined) throw new Error(`no stream ${operationId}`);
  const options = "fetch" in where ? { baseUrl: "http://mock.test", fetch: where.fetch } : where;
  const open = createStreamOpener(createFetchClient<paths>(options), options as never);
  return open(toOperation(stream), init as never);
}

/** How a stream ended, in words. */
export async function outcome(stream: Promise<StreamReader<unknown>>): Promise<string> {
  try {
    return `${(await (await stream).collect()).length > 0 ? "events" : "nothing"}`;
  } catch (error) {
    const { name, kind, status } = error as { readonly name: string; readonly kind?: string; readonly status?: number };
    return `${name} ${kind ?? status}`;
  }
}
