import { StreamError } from "./errors.js";
import type { EventStream } from "./event-stream.js";
import { jsonItem, textItem } from "./items.js";
import type { ReadStream } from "./read-stream.js";
import type { StreamOperation } from "./stream-operation.js";

/**
 * Forwards an event stream as server-sent events, from a route handler for instance. The same method of the same client
 * can read it. Reading is as slow as the receiver, and the request is aborted when the receiver leaves.
 *
 * An error event is forwarded. After any other error the connection breaks, so that nobody takes the rest for the whole.
 *
 * @param init The status, and headers beside the ones that an event stream needs.
 */
export function toResponse(stream: EventStream<unknown>, init: ResponseInit = {}): Response {
  const { operation } = stream as Partial<ReadStream<unknown>>;
  const events = stream[Symbol.asyncIterator]();
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const { value, done } = await events.next();
          if (!done) return controller.enqueue(encoder.encode(printEvent(value, operation)));
          const { sentinel } = operation ?? {};
          if (sentinel !== undefined) controller.enqueue(encoder.encode(printField("data", sentinel) + "\n"));
        } catch (error) {
          if (!(error instanceof StreamError) || error.kind !== "event") throw error;
          controller.enqueue(encoder.encode(printEvent(error.event, operation)));
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
  new Headers(init.headers).forEach((value, name) => headers.set(name, value));
  return new Response(body, { ...init, headers });
}

function printEvent(item: unknown, operation: StreamOperation | undefined): string {
  if (!operation || operation.item === jsonItem) return printField("data", JSON.stringify(item)) + "\n";
  const { event, data, id } = item as { readonly event?: string; readonly data: unknown; readonly id?: string };
  const text = operation.item === textItem || operation.textEvents?.includes(event ?? "");
  return (
    (event === undefined ? "" : printField("event", event)) +
    (id === undefined ? "" : printField("id", id)) +
    printField("data", text ? String(data) : JSON.stringify(data)) +
    "\n"
  );
}

function printField(name: string, value: string): string {
  return value
    .split("\n")
    .map((line) => `${name}: ${line}\n`)
    .join("");
}
