import type { CallsResult, CallsTask } from "./calls.js";
import { answerOf, runChild, startChild } from "./child.js";
import type { MemoryResult, MemoryTask } from "./memory.js";
import { median, medianRatio } from "./medians.js";
import { type PeerName, PEERS } from "./peers.js";
import type { Row } from "./row.js";
import type { SoakResult, SoakTask } from "./soak.js";

const MIB = 2 ** 20;
const STREAMS = 200;
const WORDS = 2000;
// How far the same process may differ from run to run.
const NOISE = 4 * MIB;
const LINE_SECONDS = 2;
const LINE_BYTES = 64 * MIB;
const STALL_BYTES = 5e6;
const SOAK_BYTES = 5 * MIB;
const SEED = 20_261_123;

/** Many streams at once, each reader in a process of its own, three times: the medians. */
export async function measureMany(): Promise<readonly Row[]> {
  const names = (Object.keys(PEERS) as PeerName[]).filter((name) => name !== "openai");
  const results = new Map<PeerName, MemoryResult>();
  for (const peer of names) {
    const runs: MemoryResult[] = [];
    for (let run = 0; run < 3; run++) runs.push(await watch({ what: "many", peer }));
    results.set(peer, runs.toSorted((a, b) => a.peakRss - b.peakRss)[1]!);
  }
  const ours = results.get("ours")!;
  const peers = names.filter((name) => name !== "ours");
  const best = Math.min(...peers.map((name) => results.get(name)!.peakRss));
  const rise = (name: PeerName): number => results.get(name)!.heap[1] - results.get(name)!.heap[0];
  const tell = (value: (name: PeerName) => number): string =>
    peers.map((name) => `${PEERS[name].title} ${mib(value(name))}`).join(", ");
  return [
    {
      what: `${STREAMS} streams x ${WORDS} events, loopback: peak RSS rise`,
      measured: mib(ours.peakRss),
      goal: `<= ${mib(best + NOISE)}`,
      met: ours.peakRss <= best + NOISE,
      others: tell((name) => results.get(name)!.peakRss),
    },
    {
      what: "  live heap, from a quarter to three quarters",
      measured: mib(rise("ours")),
      goal: `<= ${mib(NOISE)}`,
      met: rise("ours") <= NOISE,
      others: tell(rise),
    },
  ];
}

/** What it takes to ask for a stream, for one that is over soon. */
export async function measureCalls(quick: boolean): Promise<readonly Row[]> {
  const result = await withServer((baseUrl) =>
    runChild<CallsTask, CallsResult>("calls", { baseUrl, calls: quick ? 100 : 300, rounds: quick ? 3 : 11 }),
  );
  const { ours, parser = [], ...peers } = result;
  const others = (Object.keys(peers) as (keyof typeof peers)[]).map(
    (name) => `${PEERS[name].title} ${medianRatio(peers[name], parser).toFixed(2)}`,
  );
  return [
    {
      what: "a call of 4 events, loopback",
      measured: medianRatio(ours, parser).toFixed(2),
      goal: "",
      met: undefined,
      others: [`eventsource-parser and fetch 1.00 (${median(parser).toFixed(0)} us)`, ...others].join(", "),
    },
  ];
}

/** What a server gets rid of while nobody reads. */
export async function measureStall(seconds: number): Promise<readonly Row[]> {
  return withServer(async (baseUrl) => {
    await runMemory({ what: "stall", peer: "ours", stallSeconds: seconds }, baseUrl);
    const { pushed } = (await (await fetch(`${baseUrl}/report`)).json()) as { readonly pushed: number };
    return [
      {
        what: `a consumer that stalls: pushed beyond it in ${seconds} s`,
        measured: `${(pushed / 1e6).toFixed(1)} MB`,
        goal: "<= 5 MB",
        // Nothing at all would mean that nothing was measured.
        met: pushed > 0 && pushed <= STALL_BYTES,
        others: "the buffers of both sockets included",
      },
    ];
  });
}

/** A line that would not fit into memory. */
export async function measureLine(): Promise<readonly Row[]> {
  const { milliseconds, peakRss, error } = await watch({ what: "line", peer: "ours" });
  return [
    {
      what: "1 GB without a newline: until the overflow",
      measured: `${(milliseconds / 1000).toFixed(2)} s`,
      goal: `<= ${LINE_SECONDS} s`,
      met: error === "overflow" && milliseconds <= LINE_SECONDS * 1000,
      others: `ended with ${error}`,
    },
    {
      what: "  peak RSS rise",
      measured: mib(peakRss),
      goal: `<= ${mib(LINE_BYTES)}`,
      met: peakRss <= LINE_BYTES,
      others: "",
    },
  ];
}

/** Streams that end in every way. */
export async function measureSoak(streams: number): Promise<readonly Row[]> {
  const { seconds, heapGrowth, sockets, surprises } = await withServer((baseUrl) =>
    runChild<SoakTask, SoakResult>("soak", { baseUrl, streams, seed: SEED }),
  );
  const wrong = Object.entries(surprises).map(([end, count]) => `${end} ${count} times`);
  return [
    {
      what: `a soak of ${streams.toLocaleString("en")} streams with faults: sockets left`,
      measured: String(sockets),
      goal: "0",
      met: sockets === 0,
      others: `${seconds.toFixed(1)} s`,
    },
    {
      what: "  heap growth",
      measured: mib(heapGrowth),
      goal: `< ${mib(SOAK_BYTES)}`,
      met: heapGrowth < SOAK_BYTES,
      others: "",
    },
    {
      what: "  streams that did not end as promised",
      measured: String(Object.values(surprises).reduce((sum, count) => sum + count, 0)),
      goal: "0",
      met: wrong.length === 0,
      others: wrong.join(", "),
    },
  ];
}

type Watched = Pick<MemoryTask, "what" | "peer"> & Partial<MemoryTask>;

function watch(task: Watched): Promise<MemoryResult> {
  return withServer((baseUrl) => runMemory(task, baseUrl));
}

function runMemory(task: Watched, baseUrl: string): Promise<MemoryResult> {
  return runChild<MemoryTask, MemoryResult>("memory", {
    streams: STREAMS,
    words: WORDS,
    stallSeconds: 0,
    ...task,
    baseUrl,
  });
}

async function withServer<T>(use: (baseUrl: string) => Promise<T>): Promise<T> {
  const server = startChild("stream-server");
  try {
    return await use(`http://127.0.0.1:${await answerOf<number>("stream-server", server)}`);
  } finally {
    server.kill();
  }
}

function mib(bytes: number): string {
  return `${(bytes / MIB).toFixed(1)} MiB`;
}
