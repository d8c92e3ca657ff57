import { runInNewContext } from "node:vm";
import { setFlagsFromString } from "node:v8";
import { vi } from "vitest";
import { createCall } from "../../templates/runtime/call.js";
import { jsonItem } from "../../templates/runtime/items.js";
import { splitInit, type StreamOptions } from "../../templates/runtime/options.js";
import { readStream, type ReadStream } from "../../templates/runtime/read-stream.js";
import { serverSentEvents } from "../../templates/runtime/server-sent-events.js";
import type { StreamOperation } from "../../templates/runtime/stream-operation.js";

/** An operation with JSON items and nothing that tells them apart. */
export const PLAIN: StreamOperation = {
  operationId: "plain",
  method: "post",
  path: "/plain",
  mediaType: "text/event-stream",
  format: serverSentEvents,
  item: jsonItem,
  events: {},
};

/** An operation like that of the echo API, but for what is given. */
export function operation(changes: Partial<StreamOperation> = {}): StreamOperation {
  return {
    ...PLAIN,
    operationId: "talk",
    discriminator: "type",
    events: { word: "yield", end: "end", error: "throw" },
    ...changes,
  };
}

/** A body that comes in these pieces, each when it is asked for. */
export function body(pieces: readonly string[], onCancel?: (reason: unknown) => void): ReadableStream<Uint8Array> {
  const rest = [...pieces];
  const encoder = new TextEncoder();
  return new ReadableStream(
    {
      pull(controller) {
        const piece = rest.shift();
        if (piece === undefined) controller.close();
        else controller.enqueue(encoder.encode(piece));
      },
      ...(onCancel && { cancel: onCancel }),
    },
    { highWaterMark: 0 },
  );
}

/** Reads an answer of these pieces, or this body, as the operation says. */
export async function read(
  descriptor: StreamOperation,
  pieces: readonly string[] | ReadableStream<Uint8Array>,
  options: StreamOptions = {},
  signal?: AbortSignal,
): Promise<ReadStream<unknown>> {
  const [settings] = splitInit(options);
  const call = createCall(descriptor, settings, signal);
  const headers = { "content-type": descriptor.mediaType };
  call.response = new Response(pieces instanceof ReadableStream ? pieces : body(pieces), { headers });
  return readStream(call, call.response);
}

/** Server-sent events with these JSON values as their data. */
export function events(...items: readonly unknown[]): string {
  return items.map((item) => `data: ${JSON.stringify(item)}\n\n`).join("");
}

/** What the promise rejects with. */
export async function rejection(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    (value) => {
      throw new Error(`It resolved with ${JSON.stringify(value)?.slice(0, 200)}`);
    },
    (error: unknown) => error,
  );
}

/** Collects garbage, as thoroughly as can be asked for. */
export async function collectGarbage(): Promise<void> {
  setFlagsFromString("--expose-gc");
  const gc = runInNewContext("gc") as () => void;
  for (let round = 0; round < 4; round++) {
    gc();
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/**
 * Counts the client's timers that are set from now on, and neither fire nor are cleared: those that keep no process
 * alive, too. (fetch has timers of its own.)
 */
export function trackTimers(): { readonly active: () => number; readonly restore: () => void } {
  const active = new Set<unknown>();
  const set = vi.spyOn(globalThis, "setTimeout").mockImplementation(((callback: () => void, delay: number) => {
    const timer = original.set(() => {
      active.delete(timer);
      callback();
    }, delay);
    if (new Error().stack?.includes("/templates/runtime/")) active.add(timer);
    return timer;
  }) as typeof setTimeout);
  const clear = vi.spyOn(globalThis, "clearTimeout").mockImplementation((timer) => {
    active.delete(timer);
    original.clear(timer);
  });
  return {
    active: () => active.size,
    restore() {
      set.mockRestore();
      clear.mockRestore();
    },
  };
}

const original = { set: globalThis.setTimeout, clear: globalThis.clearTimeout };
