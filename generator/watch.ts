import { existsSync, realpathSync, statSync, watch, type FSWatcher } from "node:fs";
import { dirname, resolve, sep } from "node:path";
import { inputFiles, type InputRequest } from "./input/inputs.js";

/** An editor writes a file in several steps, each of which is an event. */
const QUIET_MS = 100;

/**
 * Calls `onChange` with the files that changed, after any input of the requests has: came, went, or was written. Which
 * files those are is asked anew after each change, for an Overlay may come, or name another document. A folder that is
 * not there, or no more, is waited for.
 *
 * It ends, and lets the process end, when `signal` aborts.
 */
export function watchInputs(
  requests: readonly InputRequest[],
  onChange: (files: readonly string[]) => void,
  signal: AbortSignal,
): void {
  const watchers = new Map<string, FSWatcher>();
  let states = statesOf(requests);
  let pending: NodeJS.Timeout | undefined;
  const lookSoon = (): void => {
    clearTimeout(pending);
    pending = signal.aborted ? undefined : setTimeout(look, QUIET_MS);
  };
  const look = (): void => {
    const before = states;
    states = statesOf(requests);
    keepWatching(watchers, [...states.keys()], lookSoon);
    const files = [...new Set([...before.keys(), ...states.keys()])];
    const changed = files.filter((file) => before.get(file) !== states.get(file));
    if (changed.length > 0) {
      onChange(changed);
    }
  };
  signal.addEventListener("abort", () => {
    clearTimeout(pending);
    watchers.forEach((watcher) => watcher.close());
  });
  keepWatching(watchers, [...states.keys()], lookSoon);
}

/** What to compare of each input file, to see whether it was written; `undefined` for a file that is not there. */
function statesOf(requests: readonly InputRequest[]): ReadonlyMap<string, string | undefined> {
  const files = new Set(requests.flatMap((request) => inputFiles(request).map((file) => resolve(file))));
  return new Map(
    [...files].map((file) => {
      const stats = statSync(file, { throwIfNoEntry: false });
      return [file, stats && `${stats.ino} ${stats.size} ${stats.mtimeMs}`];
    }),
  );
}

/** Watches the folders that tell of each file, and no other. */
function keepWatching(watchers: Map<string, FSWatcher>, files: readonly string[], onEvent: () => void): void {
  // A folder that went and came back is another one, which its old watcher does not see.
  const wanted = new Map(
    files
      .flatMap((file) => [file, targetOf(file)])
      .flatMap(foldersOf)
      .map((folder) => [`${folder} ${statSync(folder).ino}`, folder]),
  );
  for (const [key, watcher] of watchers) {
    if (!wanted.has(key)) {
      watcher.close();
      watchers.delete(key);
    }
  }
  for (const [key, folder] of wanted) {
    if (!watchers.has(key)) {
      // Windows tells by an error that a folder went away.
      watchers.set(key, watch(folder, onEvent).on("error", onEvent));
    }
  }
}

/** The file that a link leads to, which is written where it stands. */
function targetOf(file: string): string {
  return existsSync(file) ? realpathSync(file) : file;
}

/**
 * The folder of a file, or the nearest around it that is there; in the working directory all folders around it, for one
 * that is moved away takes its files with it, and they do not tell.
 */
function foldersOf(file: string): readonly string[] {
  const folder = dirname(file);
  const isOutermost = folder === process.cwd() || folder === dirname(folder);
  if (!existsSync(folder)) {
    return isOutermost ? [] : foldersOf(folder);
  }
  const isInside = folder.startsWith(process.cwd() + sep);
  return isInside && !isOutermost ? [folder, ...foldersOf(folder)] : [folder];
}
