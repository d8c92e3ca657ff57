/** Run as a process of its own, by `child.ts`: reads prepared bodies, each reader in turn, and tells the time. */
import { type Body, echoBody, stubFetch } from "./bodies.js";
import { answerParent } from "./child.js";
import { inTurn } from "./in-turn.js";
import { type Peer, type PeerName, PEERS } from "./peers.js";

export type ThroughputPart = "small" | "single" | "large" | "huge";

export interface ThroughputTask {
  readonly peers: readonly PeerName[];
  readonly words: number;
  /** Of a text, in characters; 0: a word. */
  readonly size: number;
  /** In bytes; 0: each event is a chunk. */
  readonly chunkSize: number;
  readonly warmUps: number;
  readonly rounds: number;
}

/** One reading of a body. */
export interface Sample {
  readonly cpuMilliseconds: number;
  readonly wallMilliseconds: number;
}

export type ThroughputResult = Readonly<Partial<Record<PeerName, readonly Sample[]>>>;

/** Read once in all, for a quadratic reader takes seconds to do so. */
const TOO_LARGE = 2 ** 20;

async function measure(task: ThroughputTask): Promise<ThroughputResult> {
  const { words, size, chunkSize, warmUps, rounds } = task;
  const bodies = [false, true].map((named) => echoBody(words, size, named, chunkSize));
  const readers = await Promise.all(
    task.peers.map(async (name) => {
      const peer: Peer = PEERS[name];
      const body = bodies[peer.named ? 1 : 0]!;
      const connect = await peer.load();
      const isSlow = peer.quadratic === true && size > TOO_LARGE;
      return { name, isSlow, body, reader: connect("http://localhost", stubFetch(body)), samples: [] as Sample[] };
    }),
  );
  for (const [{ isSlow, body, reader, samples }, round] of inTurn(readers, warmUps, rounds)) {
    if (isSlow && round !== 0) continue;
    const sample = await time(body, () => reader.count());
    if (round >= 0) samples.push(sample);
  }
  return Object.fromEntries(readers.map(({ name, samples }) => [name, samples]));
}

async function time(body: Body, count: () => Promise<number>): Promise<Sample> {
  const wall = performance.now();
  const cpu = process.cpuUsage();
  const words = await count();
  const { user, system } = process.cpuUsage(cpu);
  const wallMilliseconds = performance.now() - wall;
  if (words !== body.words) throw new Error(`Read ${words} words of ${body.words}`);
  return { cpuMilliseconds: (user + system) / 1000, wallMilliseconds };
}

await answerParent(measure);
