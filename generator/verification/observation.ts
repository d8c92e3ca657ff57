import type { Path } from "../document/source.js";
import type { RecordedItem } from "../recording/items.js";

export type Rule =
  | "missing-field"
  | "wrong-value"
  | "undeclared-field"
  | "unknown-event"
  | "no-json"
  | "missing-end"
  | "after-end"
  | "client-fails"
  | "cut"
  | "no-stream";

/** One thing that a recording shows, in one place of it. */
export interface Observation {
  readonly rule: Rule;
  /** The name of the event, where it is about one. */
  readonly event?: string;
  /** The steps to the field; every item of an array is `*`. */
  readonly field: readonly string[];
  /** What is wrong, less the subject. */
  readonly problem: string;
  /** The item that shows it; without one, the recording as a whole does. */
  readonly item?: RecordedItem | undefined;
  /** Where in the document that is said, or could be. */
  readonly declared: Path;
}
