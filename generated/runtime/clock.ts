/** Measures how long is waited, and tells when it is too long. */
export interface Clock {
  /** The waiting begins. */
  start(): void;
  /** It ends, or pauses. */
  stop(): void;
  /** What was waited for has come. */
  restart(): void;
  /** Leaves no timer. */
  close(): void;
}

type Timer = ReturnType<typeof setTimeout> & { unref?(): void };

// What setTimeout takes; more would fire at once.
const LONGEST = 2 ** 31 - 1;

/**
 * One timer outlives many waits, for to arm one at each would cost every chunk. It does not keep a process alive: the
 * connection that is waited for does.
 *
 * @param limit In milliseconds; 0 is none.
 */
export function createClock(limit: number, onTimeout: () => void): Clock {
  const most = limit || Infinity;
  let left = most;
  let deadline = Infinity;
  let late = false;
  let timer: Timer | undefined;

  function check(): void {
    const rest = deadline - performance.now();
    timer = undefined;
    if (rest <= 0 && late) onTimeout();
    else if (rest < Infinity) {
      // A process that was busy may have bytes to read that came in time: once, it may look first.
      late = rest <= 0;
      arm(rest);
    }
  }

  function arm(delay: number): void {
    timer = setTimeout(check, Math.min(Math.max(delay, 1), LONGEST));
    timer.unref?.();
  }

  return {
    start() {
      // Not even the time is asked for without need: this is done for every chunk.
      if (most === Infinity) return;
      deadline = performance.now() + left;
      late = false;
      if (!timer) arm(left);
    },
    stop() {
      if (deadline === Infinity) return;
      left = deadline - performance.now();
      deadline = Infinity;
    },
    restart() {
      left = most;
    },
    close() {
      deadline = Infinity;
      clearTimeout(timer);
    },
  };
}
