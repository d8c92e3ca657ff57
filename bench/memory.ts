/** Run as a process of its own, by `parts.ts`: one reader on loopback, whose memory is watched. */
import { answerParent } from "./child.js";
import { type Item, type PeerName, PEERS, type Reader } from "./peers.js";

export interface MemoryTask {
  readonly what: "many" | "stall" | "line";
  readonly peer: PeerName;
  readonly baseUrl: string;
  /** Streams at once. */
  readonly streams: number;
  /** Of each stream. */
  readonly words: number;
  readonly stallSeconds: number;
}

export interface MemoryResult {
  readonly milliseconds: number;
  /** Above what the process held before, in bytes. */
  readonly peakRss: number;
  /** What is alive when a quarter has been read, and when three quarters have, in bytes. */
  readonly heap: readonly [early: number, late: number];
  /** The kind of the error that it ended in. */
  readonly error: string | undefined;
}

async function measure(task: MemoryTask): Promise<MemoryResult> {
  const connect = await PEERS[task.peer].load();
  // What the first stream loads and compiles is no burden of the others.
  await connect(`${task.baseUrl}/${path({ ...task, what: "many", streams: 1, words: 10 })}`, fetch).count();
  const reader = connect(`${task.baseUrl}/${path(task)}`, fetch);
  globalThis.gc!();
  const before = process.memoryUsage.rss();
  const start = performance.now();
  let peakRss = 0;
  const watch = setInterval(() => (peakRss = Math.max(peakRss, process.memoryUsage.rss() - before)), 5);
  const [heap, error] = await RUNS[task.what](reader, task);
  const milliseconds = performance.now() - start;
  clearInterval(watch);
  peakRss = Math.max(peakRss, process.memoryUsage.rss() - before);
  return { milliseconds, peakRss, heap, error };
}

function path({ what, peer, streams, words }: MemoryTask): string {
  if (what === "many") return `many/${streams}/${words}/${"named" in PEERS[peer] ? "named" : "unnamed"}`;
  return what === "stall" ? "endless" : "line";
}

type Run = (reader: Reader, task: MemoryTask) => Promise<readonly [MemoryResult["heap"], string | undefined]>;

const RUNS: Readonly<Record<MemoryTask["what"], Run>> = {
  async many(reader, { streams, words }) {
    const all = streams * words;
    let read = 0;
    let early = 0;
    let late = 0;
    async function count(): Promise<void> {
      for await (const { type } of await reader.open()) {
        if (type !== "word") continue;
        read++;
        if (read === all >> 2) early = aliveBytes();
        else if (read === all - (all >> 2)) late = aliveBytes();
      }
    }
    await Promise.all(Array.from({ length: streams }, count));
    if (read !== all) throw new Error(`Read ${read} words of ${all}`);
    return [[early, late], undefined];
  },

  async stall(reader, { stallSeconds }) {
    for await (const { type } of await reader.open()) {
      if (type !== "word") throw new Error(`Read ${type}`);
      await new Promise((resolve) => setTimeout(resolve, stallSeconds * 1000));
      break;
    }
    return [[0, 0], undefined];
  },

  async line(reader) {
    const items: Item[] = [];
    try {
      for await (const item of await reader.open()) items.push(item);
    } catch (error) {
      return [[0, 0], String((error as { readonly kind?: unknown }).kind ?? error)];
    }
    throw new Error(`Read ${items.length} items of a line without an end`);
  },
};

function aliveBytes(): number {
  globalThis.gc!();
  return process.memoryUsage().heapUsed;
}

await answerParent(measure);
