import {
  failureOf,
  readThroughRuntime,
  type ClientFailure,
  type RuntimeListener,
  type StreamOperation,
} from "../recording/client-runtime.js";
import { bodyInPieces, type Recording } from "../recording/recording.js";

// A name that nobody has (RFC 6761): nothing is sent there.
const HOST = "recording.invalid";

/**
 * Answers a call of the client with the very bytes that were recorded.
 *
 * @returns What the client's caller would have seen instead of the end of the stream.
 */
export async function replay(
  operation: StreamOperation,
  recording: Recording,
  listener: RuntimeListener,
): Promise<ClientFailure | undefined> {
  const init = { baseUrl: `http://${HOST}`, idleTimeout: 0, fetch: async () => answerOf(recording) };
  try {
    await readThroughRuntime(operation, init, listener);
    return undefined;
  } catch (error) {
    const failure = failureOf(error);
    if (failure === undefined) throw error;
    // The request that was not sent says nothing.
    return { ...failure, message: failure.message.replace(new RegExp(`: [A-Z]+ http://${HOST}/.*$`, "s"), "") };
  }
}

function answerOf({ response, chunks, end }: Recording): Response {
  if (response === undefined) throw new TypeError("error" in end ? end.error.message : "There was no answer");
  const pieces = bodyInPieces(chunks);
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        const { value } = pieces.next();
        if (value) controller.enqueue(value);
        else if ("error" in end) controller.error(new TypeError(end.error.message));
        else controller.close();
      },
    },
    { highWaterMark: 0 },
  );
  const { status, headers } = response;
  const isEmpty = status === 204 || status === 205 || status === 304;
  return new Response(isEmpty ? null : body, { status, headers });
}
