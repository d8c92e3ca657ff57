import { type CallState, createCallState, withRequest } from "./call-state.js";
import { Connection } from "./connection.js";
import { ApiError } from "./errors.js";
import { splitInit, type StreamSettings } from "./options.js";
import { readStream, type StreamReader } from "./read-stream.js";
import { retryDelay } from "./retry-delay.js";
import type { StreamOperation } from "./stream-operation.js";
import type { Answer, Exchange, StreamInit, Transport } from "./transport.js";

/**
 * Calls an operation for its event stream.
 *
 * @throws ApiError, when the status is not 2xx.
 * @throws StreamError of kind `network`, `timeout` or `content-type`.
 */
export async function openStream(
  transport: Transport,
  operation: StreamOperation,
  init: StreamInit = {},
): Promise<StreamReader<unknown>> {
  const { settings, rest } = splitInit(init, transport.streamOptions);
  const call = createCallState(operation);
  const connection = new Connection(call, settings, { ...transport.options, ...rest }.signal);
  try {
    connection.throwIfFailed();
    const { response, error } = await send(transport, call, connection, settings, rest);
    if (response.ok) return await readStream(call, response, connection, settings);
    const body = error === undefined ? await readErrorBody(response, connection, settings) : error;
    const message = withRequest(`The server answered with status ${response.status}`, call);
    throw new ApiError(message, operation.operationId, response, body);
  } catch (error) {
    throw connection.fail(error);
  }
}

/** Sends the request, again where it may be. */
async function send(
  transport: Transport,
  call: CallState,
  connection: Connection,
  settings: StreamSettings,
  init: StreamInit,
): Promise<Answer> {
  for (let attempt = 0; ; attempt++) {
    const exchange: Exchange = { call, connection, init };
    const answer = await connection.race(transport.send(exchange));
    const { response } = answer;
    if (![429, 503].includes(response.status) || attempt >= settings.retries || exchange.oneShot) return answer;
    const delay = retryDelay(response.headers.get("retry-after"), attempt, settings.maxRetryDelay);
    if (delay === undefined) return answer;
    response.body?.cancel().catch(() => {});
    await sleep(delay, connection);
  }
}

async function sleep(delay: number, connection: Connection): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  try {
    await connection.race(new Promise((resolve) => (timer = setTimeout(resolve, delay))));
  } finally {
    clearTimeout(timer);
  }
}

async function readErrorBody(response: Response, connection: Connection, settings: StreamSettings): Promise<unknown> {
  // A middleware has read it.
  if (response.bodyUsed) return undefined;
  connection.attach(response);
  const pieces: string[] = [];
  let size = 0;
  for (;;) {
    const text = await connection.read();
    if (text === undefined) break;
    pieces.push(text);
    size += text.length;
    if (size > settings.maxEventSize) break;
  }
  const body = pieces.join("");
  try {
    return JSON.parse(body);
  } catch {
    return body || undefined;
  }
}
