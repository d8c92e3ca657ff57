import { setTimeout as sleep } from "node:timers/promises";
import type { Script } from "./script.js";

/** What the body of a script that ends in a reset fails with. */
export class ConnectionReset extends Error {
  override readonly name = "ConnectionReset";

  constructor() {
    super("The mock reset the connection, as it was asked to");
  }
}

/** What setTimeout takes at most, in milliseconds: 24 days. */
const LONGEST = 2 ** 31 - 1;
/** Statuses whose responses have no body (Fetch, section 2.2.3). */
const WITHOUT_BODY: ReadonlySet<number> = new Set([204, 205, 304]);

/**
 * Plays a script: resolves when its head is due, and sends each piece when it is due and asked for. Who asks late misses
 * nothing. When the signal aborts, what is waited for rejects with its reason, as with fetch.
 */
export async function play(script: Script, signal: AbortSignal): Promise<Response> {
  const start = performance.now();
  const { status, headers, headAt } = script;
  signal.throwIfAborted();
  for (let delay = headAt; delay > 0; delay = start + headAt - performance.now()) {
    await sleep(timerOf(delay), undefined, { signal }).catch(() => signal.throwIfAborted());
  }
  return new Response(WITHOUT_BODY.has(status) ? null : bodyOf(script, start, signal), { status, headers });
}

/** A timer counts from the start of the turn in which it is set, so that it may end early: who waits looks again. */
function timerOf(delay: number): number {
  return Math.min(Math.ceil(delay), LONGEST);
}

/** One timer and one listener for the whole body: there may be hundreds at once, each with many pieces a second. */
function bodyOf({ pieces, end, endAt }: Script, start: number, signal: AbortSignal): ReadableStream<Uint8Array> {
  let next = 0;
  let timer: NodeJS.Timeout | undefined;
  let stop = (): void => {};
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        const abort = (): void => {
          stop();
          controller.error(signal.reason);
        };
        stop = () => {
          clearTimeout(timer);
          signal.removeEventListener("abort", abort);
        };
        signal.addEventListener("abort", abort, { once: true });
      },
      pull(controller) {
        const piece = pieces[next];
        next += 1;
        if (piece === undefined && end === "stalled") {
          // As an open connection would, it keeps the process: the timers of who waits for it do not.
          timer = setInterval(() => {}, LONGEST);
          return new Promise<void>(() => {});
        }
        const emit = (): void => {
          if (piece !== undefined) {
            controller.enqueue(piece.bytes);
            return;
          }
          stop();
          end === "closed" ? controller.close() : controller.error(new ConnectionReset());
        };
        const due = start + (piece?.at ?? endAt);
        return new Promise<void>((resolve) => {
          const wait = (): void => {
            const delay = due - performance.now();
            if (delay <= 0) {
              return resolve(emit());
            }
            timer = setTimeout(wait, timerOf(delay));
          };
          wait();
        });
      },
      cancel: () => stop(),
    },
    // Nothing is made before it is asked for.
    { highWaterMark: 0 },
  );
}
