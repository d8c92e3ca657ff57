import { join } from "node:path";
import { mock, type Mock, type MockOptions } from "../../../generator/mock/mock.js";
import { buildModel } from "../../../generator/model/build-model.js";
import { readDocument } from "../../../generator/document/source.js";
import { toOperation } from "../../../generator/recording/client-runtime.js";
import type { StreamOptions } from "../../../templates/runtime/options.js";
import type { ReadStream } from "../../../templates/runtime/read-stream.js";
import { createStreamOpener } from "../../../templates/runtime/open-stream.js";
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

/** Calls a stream through the runtime of the generated client. */
export function openStream(
  where: { readonly fetch: Mock["fetch"] } | { readonly baseUrl: string },
  operationId: string,
  init: StreamOptions & { readonly headers?: Readonly<Record<string, string>>; readonly body?: unknown } = {},
): Promise<ReadStream<unknown>> {
  const stream = STREAMS.find((one) => one.operationId === operationId);
  if (stream === undefined) throw new Error(`no stream ${operationId}`);
  const options = "fetch" in where ? { baseUrl: "http://mock.test", fetch: where.fetch } : where;
  const open = createStreamOpener(createFetchClient<paths>(options), options as never);
  return open(toOperation(stream), init as never);
}

/** How a stream ended, in words. */
export async function outcome(stream: Promise<ReadStream<unknown>>): Promise<string> {
  try {
    return `${(await (await stream).collect()).length > 0 ? "events" : "nothing"}`;
  } catch (error) {
    const { name, kind, status } = error as { readonly name: string; readonly kind?: string; readonly status?: number };
    return `${name} ${kind ?? status}`;
  }
}
