import { setTimeout as sleep } from "node:timers/promises";
import type { Script } from "./script.js";

/** What the body of a script that ends in a reset fails with. */
export class ConnectionReset extends Error {
  override readonly name = "ConnectionReset";

  constructor() {
    super("The mock reset the connection, as it was asked to");
  }
}

/** Statuses whose responses have no body (Fetch, section 2.2.3). */
const WITHOUT_BODY: ReadonlySet<number> = new Set([204, 205, 304]);

/**
 * Plays a script: resolves when its head is due, and sends each piece when it is due and asked for. Who asks late misses
 * nothing. When the signal aborts, what is waited for rejects with its reason, as with fetch.
 */
export async function play(script: Script, signal: AbortSignal): Promise<Response> {
  const start = performance.now();
  const { status, headers, headAt } = script;
  await waitUntil(start + headAt, signal);
  return new Response(WITHOUT_BODY.has(status) ? null : bodyOf(script, start, signal), { status, headers });
}

function bodyOf({ pieces, end, endAt }: Script, start: number, signal: AbortSignal): ReadableStream<Uint8Array> {
  const leaving = new AbortController();
  const either = AbortSignal.any([signal, leaving.signal]);
  let next = 0;
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const piece = pieces[next];
        next += 1;
        await waitUntil(start + (piece?.at ?? endAt), either);
        if (piece !== undefined) {
          controller.enqueue(piece.bytes);
        } else if (end === "closed") {
          controller.close();
        } else if (end === "reset") {
          throw new ConnectionReset();
        } else {
          await waitUntil(Infinity, either);
        }
      },
      cancel: () => leaving.abort(),
    },
    // Nothing is made before it is asked for.
    { highWaterMark: 0 },
  );
}

/** What setTimeout takes at most. */
const LONGEST = 2 ** 31 - 1;

/** @param time As `performance.now()` counts. */
async function waitUntil(time: number, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  for (let delay = time - performance.now(); delay > 0; delay = time - performance.now()) {
    await sleep(Math.min(delay, LONGEST), undefined, { signal }).catch(() => signal.throwIfAborted());
  }
}
