import type { Client } from "openapi-fetch";
import type { paths } from "../types.js";
import { Call, ignore } from "./call.js";
import { ApiError } from "./errors.js";
import { splitInit, type StreamOptions } from "./options.js";
import { readStream, type StreamReader } from "./read-stream.js";
import { retryDelay } from "./retry-delay.js";
import { createSender, type Answer, type Sender, type StreamInit } from "./sender.js";
import type { StreamOperation } from "./stream-operation.js";

/** Calls the operation, and reads its answer. */
export type StreamOpener = (operation: StreamOperation, init?: StreamInit) => Promise<StreamReader<unknown>>;

/**
 * The stream half of a client.
 *
 * @param clientOptions What the client was made with.
 * @param streamOptions Defaults.
 */
export function createStreamOpener(
  client: Client<paths>,
  clientOptions: StreamInit,
  streamOptions?: StreamOptions,
): StreamOpener {
  const send = createSender(client, clientOptions);
  return async (operation, init = {}) => {
    const [settings, rest] = splitInit(init, streamOptions);
    const call = new Call(operation, settings, { ...clientOptions, ...rest }.signal);
    try {
      call.throwIfFailed();
      const { response, error } = await sendPatiently(send, call, rest);
      if (response.ok) return await readStream(call, response);
      const body = error === undefined ? await readErrorBody(call, response) : error;
      const message = call.describe(`The server answered with status ${response.status}`);
      throw new ApiError(message, operation.operationId, response, body);
    } catch (error) {
      throw call.fail(error);
    }
  };
}

/** Sends the request, and where the server is busy, later again. */
async function sendPatiently(send: Sender, call: Call, init: StreamInit): Promise<Answer> {
  const { retries, maxRetryDelay } = call.settings;
  for (let attempt = 0; ; attempt++) {
    const answer = await call.race(send(call, init));
    const { status, headers, body } = answer.response;
    const isBusy = status === 429 || status === 503;
    const delay =
      isBusy && attempt < retries && !answer.oneShot ? retryDelay(headers, attempt, maxRetryDelay) : undefined;
    if (delay === undefined) return answer;
    body?.cancel().catch(ignore);
    let timer: ReturnType<typeof setTimeout> | undefined;
    await call.race(new Promise((resolve) => (timer = setTimeout(resolve, delay)))).finally(() => clearTimeout(timer));
  }
}

async function readErrorBody(call: Call, response: Response): Promise<unknown> {
  // A middleware has read it.
  if (response.bodyUsed) return undefined;
  call.response = response;
  const pieces: string[] = [];
  for (let size = 0; size <= call.settings.maxEventSize;) {
    const text = await call.read();
    if (text === undefined) break;
    pieces.push(text);
    size += text.length;
  }
  const body = pieces.join("");
  try {
    return JSON.parse(body);
  } catch {
    return body || undefined;
  }
}
