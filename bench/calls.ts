/** Run as a process of its own, by `parts.ts`: short streams one after another on loopback, each reader in turn. */
import { answerParent } from "./child.js";
import { inTurn } from "./in-turn.js";
import { type Peer, type PeerName, PEERS } from "./peers.js";

export interface CallsTask {
  readonly baseUrl: string;
  /** Of each reader in a round. */
  readonly calls: number;
  readonly rounds: number;
}

/** CPU time of a call, in microseconds, by round. */
export type CallsResult = Readonly<Partial<Record<PeerName, readonly number[]>>>;

const WORDS = 3;
const WARM_UPS = 2;

async function measure({ baseUrl, calls, rounds }: CallsTask): Promise<CallsResult> {
  const readers = await Promise.all(
    (Object.entries(PEERS) as [PeerName, Peer][]).map(async ([name, peer]) => {
      const connect = await peer.load();
      const reader = connect(`${baseUrl}/many/1/${WORDS}/${peer.named ? "named" : "unnamed"}`, fetch);
      return { name, reader, times: [] as number[] };
    }),
  );
  for (const [{ reader, times }, round] of inTurn(readers, WARM_UPS, rounds)) {
    // What the one before has left is no burden of this one.
    globalThis.gc!();
    const start = process.cpuUsage();
    for (let call = 0; call < calls; call++) {
      const words = await reader.count();
      if (words !== WORDS) throw new Error(`Read ${words} words of ${WORDS}`);
    }
    const { user, system } = process.cpuUsage(start);
    if (round >= 0) times.push((user + system) / calls);
  }
  return Object.fromEntries(readers.map(({ name, times }) => [name, times]));
}

await answerParent(measure);
