import type { Client } from "openapi-fetch";
import type { paths } from "../types.js";
import { createCall, ignore, type Call } from "./call.js";
import { ApiError } from "./errors.js";
import { splitInit, type StreamOptions } from "./options.js";
import { readStream, type ReadStream } from "./read-stream.js";
import { retryDelay } from "./retry-delay.js";
import { createSender, type StreamInit } from "./sender.js";
import type { StreamOperation } from "./stream-operation.js";

/** Calls the operation, and reads its answer. */
export type StreamOpener = (operation: StreamOperation, init?: StreamInit) => Promise<ReadStream<unknown>>;

/**
 * The stream half of a client.
 *
 * @param clientOptions What the client was made with.
 * @param streamOptions Defaults.
 * @throws RangeError where one of these is no limit.
 */
export function createStreamOpener(
  client: Client<paths>,
  clientOptions: StreamInit,
  streamOptions: StreamOptions = {},
): StreamOpener {
  const send = createSender(client, clientOptions);
  const [defaults] = splitInit(streamOptions);
  return async (operation, init = {}) => {
    const [settings, rest] = splitInit(init, defaults);
    const { signal, duplex } = { ...clientOptions, ...rest };
    const call = createCall(operation, settings, signal);
    // A body that is a stream, for which fetch asks for `duplex`, can be sent only once.
    const retries = duplex ? 0 : settings.retries;

    async function open(): Promise<ReadStream<unknown>> {
      for (let attempt = 0; ; attempt++) {
        call.signal.throwIfAborted();
        const error = await send(call, rest);
        const response = call.response!;
        const { ok, status, headers } = response;
        if (ok) return readStream(call, response);
        const isBusy = attempt < retries && (status === 429 || status === 503);
        const delay = isBusy ? retryDelay(headers, attempt, settings.maxRetryDelay) : undefined;
        if (delay === undefined) {
          const body = error ?? (await readErrorBody(call, response));
          throw new ApiError(call, `The server answered with status ${status}`, { status, body });
        }
        response.body?.cancel().catch(ignore);
        await sleep(delay, call);
      }
    }

    // It rejects as soon as the call fails, whatever a middleware does.
    return Promise.race([call.failure, open()]).catch((error) => {
      throw call.fail(error);
    });
  };
}

/** When the call fails, it leaves no timer, and nobody waits any more. */
function sleep(milliseconds: number, { failure }: Call): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    failure.catch(() => clearTimeout(timer));
  });
}

async function readErrorBody(call: Call, response: Response): Promise<unknown> {
  // A middleware has read it.
  if (response.bodyUsed) return undefined;
  const read = call.reading((text) => text);
  let body = "";
  for (let text; body.length <= call.settings.maxEventSize && (text = await read()) !== undefined;) body += text;
  try {
    return JSON.parse(body);
  } catch {
    return body || undefined;
  }
}
