export type ClockName = "idleTimeout" | "eventTimeout";

type Timer = ReturnType<typeof setTimeout> & { unref?(): void };

// What setTimeout takes; more would fire at once.
const LONGEST = 2 ** 31 - 1;

/**
 * Two clocks that run only while the network is waited for: since the last byte, and since the last event.
 *
 * One timer serves both and outlives the waits, for arming one at each would cost every chunk. It never keeps a process
 * alive: the connection that it watches does.
 */
export class Clock {
  readonly #idle: number;
  readonly #event: number;
  readonly #onTimeout: (clock: ClockName) => void;
  #idleAt = Infinity;
  #eventAt = Infinity;
  #eventLeft: number;
  #timer: Timer | undefined;
  #timerAt = Infinity;
  #late = false;

  /** Limits are in milliseconds; 0 is none. */
  constructor(idle: number, event: number, onTimeout: (clock: ClockName) => void) {
    this.#idle = idle || Infinity;
    this.#event = this.#eventLeft = event || Infinity;
    this.#onTimeout = onTimeout;
  }

  /** The network is waited for. */
  start(): void {
    const now = performance.now();
    this.#idleAt = now + this.#idle;
    this.#eventAt = now + this.#eventLeft;
    this.#arm(now);
  }

  /** Nobody waits, and nobody reads: no event is overdue, but the connection is not held for ever. */
  park(): void {
    this.start();
    this.#eventAt = Infinity;
  }

  stop(): void {
    if (this.#eventAt < Infinity) this.#eventLeft = this.#eventAt - performance.now();
    this.#idleAt = this.#eventAt = Infinity;
  }

  /** An event has come. */
  restart(): void {
    this.#eventLeft = this.#event;
  }

  close(): void {
    this.#idleAt = this.#eventAt = Infinity;
    this.#disarm();
  }

  #arm(now: number): void {
    const at = Math.min(this.#idleAt, this.#eventAt);
    this.#late = false;
    if (at < this.#timerAt) this.#set(at, at - now);
  }

  #set(at: number, delay: number): void {
    this.#disarm();
    this.#timerAt = at;
    this.#timer = setTimeout(() => this.#fire(), Math.min(Math.max(delay, 0), LONGEST));
    this.#timer.unref?.();
  }

  #disarm(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#timerAt = Infinity;
  }

  #fire(): void {
    this.#timerAt = Infinity;
    const at = Math.min(this.#idleAt, this.#eventAt);
    const left = at - performance.now();
    if (left > 0) {
      if (at < Infinity) this.#set(at, left);
    } else if (this.#late) this.#onTimeout(this.#idleAt <= this.#eventAt ? "idleTimeout" : "eventTimeout");
    else {
      // A process that was busy may have bytes to read that came in time: let it look first.
      this.#late = true;
      this.#set(at, 1);
    }
  }
}
