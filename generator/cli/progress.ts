import { onStep, type Step } from "../progress.js";
import type { OutputFlags } from "./output-flags.js";

/** A document of this size takes a second or more. */
const LARGE_BYTES = 500_000;

/** Runs a verb, and says on standard error what it is at, where it reads something large. */
export async function withProgress<Result>({ quiet }: OutputFlags, verb: () => Promise<Result>): Promise<Result> {
  let isLarge = false;
  const stop = onStep(({ words, bytes = 0 }: Step) => {
    isLarge ||= bytes >= LARGE_BYTES;
    if (isLarge && quiet !== true) {
      console.error(bytes >= LARGE_BYTES ? `${words} (${(bytes / 1e6).toFixed(1)} MB)` : words);
    }
  });
  return verb().finally(stop);
}
