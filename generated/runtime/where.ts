import { property } from "./property.js";
import type { EventMatch, Pointer } from "./stream-operation.js";

/** One value to look for in an item; without `is`, anything but `null`. */
type Match = readonly [pointer: Pointer, is?: string | number | boolean | null];

/** Looks for any of these values in an item. */
export function where(...matches: readonly Match[]): EventMatch {
  return (item) =>
    matches.some(([pointer, is]) => {
      const found = pointer.reduce(property, item);
      return is === undefined ? found !== undefined && found !== null : found === is;
    });
}
