import type { ThroughputPart } from "./throughput.js";

/** One line of the table. */
export interface Row {
  readonly what: string;
  readonly measured: string;
  readonly goal: string;
  /** `undefined`: there is no goal. */
  readonly met: boolean | undefined;
  /** What the other readers reached. */
  readonly others: string;
  readonly part?: ThroughputPart;
  /** For the chart. */
  readonly bars?: Panel;
}

/** One group of bars. */
export interface Panel {
  readonly title: string;
  /** Names, and ratios to eventsource-parser. */
  readonly bars: readonly (readonly [name: string, ratio: number])[];
}
