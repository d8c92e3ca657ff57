/** Run as a process of its own, by `mock.ts`: the mock of one folder, which tells of its memory when asked. */
import { mock } from "../generator/mock/mock.js";

/** What the process of the server holds and has used. */
export interface ServerUsage {
  /** What is alive, in bytes. */
  readonly heapUsed: number;
  readonly rss: number;
  readonly cpuMicroseconds: number;
}

const server = await mock({ folder: process.argv[2]!, speed: 1 }).listen();
process.on("message", () => {
  for (let round = 0; round < 3; round++) globalThis.gc!();
  const { heapUsed, rss } = process.memoryUsage();
  const { user, system } = process.cpuUsage();
  process.send!({ heapUsed, rss, cpuMicroseconds: user + system } satisfies ServerUsage);
});
process.once("disconnect", () => process.exit());
process.send!(server.url);
