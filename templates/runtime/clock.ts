/** Measures how long the network is waited for: for bytes, and for an event. */
export interface Clock {
  /** The waiting begins. */
  start(): void;
  /** It ends: bytes have come. */
  stop(): void;
  /** An event has come. */
  restart(): void;
  /**
   * Nobody reads. The connection times out all the same, unless it is collected as garbage before, from which this does
   * not keep it.
   *
   * @param isHeld Its body is locked, so that it does not end as garbage, whoever dropped it.
   */
  rest(isHeld?: boolean): void;
  /** Leaves no timer. */
  close(): void;
}

export type TimeLimit = "idleTimeout" | "eventTimeout";

type Timer = ReturnType<typeof setTimeout> & { unref?(): void };

// How exact the limits are. A limit is never passed early, and at most two ticks late.
const TICK = 200;

/**
 * Counts ticks, and only those at which somebody waits. So nothing is to be done for a chunk but to set a flag, and no
 * timer is left of a stream that nobody reads on. A tick counts as long as it was, for in a hidden tab it takes a second
 * or a minute; but no more than half a limit, or what a tick should be: a process that was busy, or a machine that slept,
 * has lost that, and not its streams.
 *
 * @param limits In milliseconds; 0 is none.
 */
export function createClock(
  limits: Readonly<Record<TimeLimit, number>>,
  onTimeout: (limit: TimeLimit, missing: string) => void,
): Clock {
  const idleLimit = limits.idleTimeout || Infinity;
  const eventLimit = limits.eventTimeout || Infinity;
  const longest = Math.max(TICK, Math.min(idleLimit, eventLimit) / 2);
  // Less than 0 until the first tick, which may come at once.
  let idle = -Infinity;
  let event = -Infinity;
  let last: number;
  let isWaiting = false;
  let timer: Timer | undefined;

  const onIdle = (): void => onTimeout("idleTimeout", "bytes");

  function arm(started: Timer): void {
    timer = started;
    last = performance.now();
    // It does not keep a process alive: the connection that is waited for does.
    timer.unref?.();
  }

  function tick(): void {
    if (!isWaiting) return clock.close();
    const now = performance.now();
    const length = Math.min(now - last, longest);
    last = now;
    idle = Math.max(0, idle + length);
    event = Math.max(0, event + length);
    if (idle >= idleLimit) onIdle();
    else if (event >= eventLimit) onTimeout("eventTimeout", "event");
  }

  const clock: Clock = {
    start() {
      isWaiting = true;
      idle = -Infinity;
      if (!timer && longest < Infinity) arm(setInterval(tick, TICK));
    },
    stop() {
      isWaiting = false;
    },
    restart() {
      event = -Infinity;
    },
    rest(isHeld) {
      clock.close();
      // What is more than setTimeout takes would fire at once.
      if (idleLimit < 2 ** 31) arm(setTimeout(isHeld ? onIdle : weakly(onIdle), idleLimit));
    },
    close() {
      clearTimeout(timer);
      timer = undefined;
    },
  };
  return clock;
}

// Not inside the clock, for a function holds all that is around it.
function weakly(callback: () => void): () => void {
  const reference = new WeakRef(callback);
  return () => reference.deref()?.();
}
