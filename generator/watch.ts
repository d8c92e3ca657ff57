import { existsSync, watch } from "node:fs";
import { dirname, resolve } from "node:path";
import { inputFiles, type Request } from "./inputs.js";

/**
 * Calls `onChange` after any input of the requests has changed, until `signal` aborts. Returns the folders that it looks
 * at: those that are there.
 */
export function watchInputs(
  requests: readonly Request[],
  onChange: () => void,
  signal: AbortSignal,
): readonly string[] {
  let pending: NodeJS.Timeout | undefined;
  signal.addEventListener("abort", () => clearTimeout(pending));
  const folders = new Set(requests.flatMap((request) => inputFiles(request).map((file) => dirname(resolve(file)))));
  const watched = [...folders].filter((folder) => existsSync(folder));
  for (const folder of watched) {
    // An editor writes a file in several steps, each of which is an event.
    watch(folder, { signal }, () => {
      clearTimeout(pending);
      pending = setTimeout(onChange, 100);
    });
  }
  return watched;
}
