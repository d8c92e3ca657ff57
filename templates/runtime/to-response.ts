import type { StreamError } from "./errors.js";
import type { EventStream } from "./event-stream.js";
import type { ReadStream } from "./read-stream.js";
import type { RawItem, StreamOperation } from "./stream-operation.js";

// In milliseconds. WHATWG HTML, section 9.2.7, advises a comment so often: proxies drop a connection that is silent, and so
// does the client at its other end, which does not see what the API sends to keep it.
const BEAT = 15_000;

// What stands for the JSON of an item.
const PAYLOAD: { readonly data?: unknown } = {};

/**
 * Forwards an event stream as server-sent events, from a route handler for instance. Where they are what the API sends,
 * the same method of the same client can read it. Reading is as slow as the receiver, and the request is aborted when the
 * receiver leaves. While there is no event, a comment is sent every 15 seconds: how long the API may be silent is for the
 * stream's own `idleTimeout` to say.
 *
 * An error event is forwarded. After any other error, and when the stream is cancelled, the connection breaks, so that
 * nobody takes a part for the whole.
 *
 * @param init The status, and headers beside the ones that an event stream needs.
 */
export function toResponse(stream: EventStream<unknown>, init: ResponseInit = {}): Response {
  const { operation, throwIfClosed } = stream as Partial<ReadStream<unknown>>;
  const print = createPrinter(operation);
  let events: AsyncIterator<unknown>;
  let next: Promise<IteratorResult<unknown>> | undefined;
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        let timer: ReturnType<typeof setTimeout> | undefined;
        try {
          next ??= events.next();
          const silence = new Promise<void>((resolve) => (timer = setTimeout(() => resolve(), BEAT)));
          const result = await Promise.race([next, silence]);
          if (!result) return controller.enqueue(encoder.encode(":\n"));
          next = undefined;
          if (!result.done) return controller.enqueue(encoder.encode(print(result.value)));
          throwIfClosed?.();
          const { sentinel } = operation ?? {};
          if (sentinel !== undefined) controller.enqueue(encoder.encode(printField("data", sentinel) + "\n"));
        } catch (error) {
          // Another package's stream throws errors of that package.
          const { kind, event } = Object(error) as Partial<StreamError>;
          if (kind !== "event") throw error;
          controller.enqueue(encoder.encode(print(event)));
        } finally {
          clearTimeout(timer);
        }
        controller.close();
      },
      cancel: (reason) => stream.cancel(reason),
    },
    // Nothing is read ahead.
    { highWaterMark: 0 },
  );
  const headers = new Headers({
    "content-type": "text/event-stream",
    // Proxies are not to gather events, nor to compress them.
    "cache-control": "no-cache, no-transform",
    "x-accel-buffering": "no",
  });
  for (const [name, value] of new Headers(init.headers)) {
    // The one header whose lines cannot be joined (RFC 9110, section 5.3).
    if (name === "set-cookie") headers.append(name, value);
    else headers.set(name, value);
  }
  const response = new Response(body, { ...init, headers });
  // Not before: where the init is wrong, the stream is as it was, and its clock runs.
  events = stream[Symbol.asyncIterator]();
  return response;
}

/** Prints the events of one stream. An ID holds until another is sent (WHATWG HTML, section 9.2.6). */
function createPrinter(operation: StreamOperation | undefined): (item: unknown) => string {
  const made = operation && tryReader(operation);
  let lastId = "";
  return (item) => {
    if (!made || made === PAYLOAD) return printField("data", JSON.stringify(item)) + "\n";
    const { event, data, id = "" } = item as Partial<RawItem>;
    const isText = made.data !== PAYLOAD || operation?.textEvents?.includes(event ?? "");
    const idLine = id === lastId ? "" : printField("id", id);
    lastId = id;
    return (
      (event === undefined ? "" : printField("event", event)) +
      idLine +
      printField("data", isText ? String(data) : JSON.stringify(data)) +
      "\n"
    );
  };
}

/** What an operation makes of an item. The stream may be another package's, whose readers are none of ours. */
function tryReader({ item }: StreamOperation): { readonly data?: unknown } {
  const raw = { data: "text", event: "name", id: "", size: 0 };
  return item(raw, { json: () => PAYLOAD, problem: Error, textEvents: undefined }) as { readonly data?: unknown };
}

function printField(name: string, value: string): string {
  return value
    .split("\n")
    .map((line) => `${name}: ${line}\n`)
    .join("");
}
