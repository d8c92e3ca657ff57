/** Run as a process of its own, by `parts.ts`: many streams that end in every way, and what is left of them. */
import { answerParent } from "./child.js";
import { PEERS, type Reader } from "./peers.js";

export interface SoakTask {
  readonly baseUrl: string;
  readonly streams: number;
  readonly seed: number;
}

export interface SoakResult {
  readonly seconds: number;
  /** What stays alive, in bytes. */
  readonly heapGrowth: number;
  /** Still open at the server when kept connections have had the time to close. */
  readonly sockets: number;
  /** The ends that were not as they should be. */
  readonly surprises: Readonly<Record<string, number>>;
}

/** How a stream ends when the server, or the loop itself, does what the name says. */
const ENDS = {
  good: "complete",
  cut: "truncated",
  half: "truncated",
  reset: "network",
  error: "event",
  break: "complete",
  throw: "thrown",
  abort: "aborted",
  unanswered: "aborted",
} as const;

type Fault = keyof typeof ENDS;

const AT_ONCE = 50;
const WARM_UP = 500;
// undici closes a connection that it kept after four seconds.
const KEPT_MILLISECONDS = 8000;

async function measure({ baseUrl, streams, seed }: SoakTask): Promise<SoakResult> {
  const connect = await PEERS.ours.load();
  const names = Object.keys(ENDS) as Fault[];
  const readers = new Map(names.map((name) => [name, connect(`${baseUrl}/soak/${name}`, fetch)]));
  const random = createRandom(seed);
  const surprises: Record<string, number> = {};

  async function run(count: number): Promise<void> {
    let left = count;
    async function work(): Promise<void> {
      while (left-- > 0) {
        const name = names[Math.floor(random() * names.length)]!;
        const end = await endOf(readers.get(name)!, name);
        if (end !== ENDS[name]) surprises[`${name}: ${end}`] = (surprises[`${name}: ${end}`] ?? 0) + 1;
      }
    }
    await Promise.all(Array.from({ length: AT_ONCE }, work));
  }

  await run(WARM_UP);
  await socketsLeft(baseUrl);
  const before = await aliveBytes();
  const start = performance.now();
  await run(streams);
  const seconds = (performance.now() - start) / 1000;
  const sockets = await socketsLeft(baseUrl);
  return { seconds, heapGrowth: (await aliveBytes()) - before, sockets, surprises };
}

async function endOf(reader: Reader, name: Fault): Promise<string> {
  const controller = new AbortController();
  if (name === "unanswered") setTimeout(() => controller.abort(), 5);
  try {
    let words = 0;
    for await (const { type } of await reader.open(controller.signal)) {
      if (type !== "word" || ++words < 2) continue;
      if (name === "break") break;
      if (name === "abort") controller.abort();
      if (name === "throw") throw new RangeError("thrown");
    }
    return "complete";
  } catch (error) {
    if (controller.signal.aborted && error === controller.signal.reason) return "aborted";
    if (error instanceof RangeError) return "thrown";
    return String((error as { readonly kind?: unknown }).kind ?? error);
  }
}

/** Asks until there are none, or kept connections have had their time. */
async function socketsLeft(baseUrl: string): Promise<number> {
  const deadline = performance.now() + KEPT_MILLISECONDS;
  for (;;) {
    const { connections } = (await (await fetch(`${baseUrl}/report`)).json()) as { readonly connections: number };
    // The one that asks is none of them.
    if (connections <= 1 || performance.now() > deadline) return connections - 1;
    await sleep(250);
  }
}

async function aliveBytes(): Promise<number> {
  for (let i = 0; i < 3; i++) {
    globalThis.gc!();
    // What is finalized is free only after the next round.
    await sleep(50);
  }
  return process.memoryUsage().heapUsed;
}

function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** Numbers from 0 to 1, the same for a seed: an xorshift of 32 bits. */
function createRandom(seed: number): () => number {
  let state = seed | 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

await answerParent(measure);
