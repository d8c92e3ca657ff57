import { spawnSync } from "node:child_process";

/** What a process used, as the process itself is told when it ends. */
export interface Usage {
  readonly cpuSeconds: number;
  readonly wallSeconds: number;
  readonly peakMiB: number;
}

const REPORT = `data:text/javascript,${encodeURIComponent(`process.on("exit", () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  process.stderr.write("\\n" + JSON.stringify({ cpuSeconds: (userCPUTime + systemCPUTime) / 1e6, peakMiB: maxRSS / 1024 }));
});`)}`;

/**
 * Runs Node to its end.
 *
 * @throws when it ends with another code than 0.
 */
export function measureProcess(args: readonly string[], cwd?: string): Usage {
  const start = performance.now();
  const options = { encoding: "utf8", maxBuffer: 2 ** 28, ...(cwd !== undefined && { cwd }) } as const;
  const { stderr, stdout, status, signal } = spawnSync(process.execPath, ["--import", REPORT, ...args], options);
  if (status !== 0)
    throw new Error(`${args.join(" ").slice(0, 200)} ended with ${status ?? signal}:\n${stdout}${stderr}`);
  const usage = JSON.parse(stderr.slice(stderr.lastIndexOf("\n"))) as Omit<Usage, "wallSeconds">;
  return { ...usage, wallSeconds: (performance.now() - start) / 1000 };
}

/**
 * Runs each of several commands in turn, so that what else the machine does meets them all; a first round, which is not
 * counted, fills the disk's caches.
 */
export function measureInTurn<Name extends string>(
  commands: Readonly<Record<Name, () => Usage>>,
  rounds: number,
): Readonly<Record<Name, readonly Usage[]>> {
  const names = Object.keys(commands) as Name[];
  const runs = Object.fromEntries(names.map((name) => [name, [] as Usage[]])) as Record<Name, Usage[]>;
  for (let round = 0; round <= rounds; round += 1) {
    for (const name of names) {
      const usage = commands[name]();
      if (round > 0) runs[name].push(usage);
    }
  }
  return runs;
}

/** The processor time of each run, as a ratio to that of another command in the same round. */
export function cpuRatios(runs: readonly Usage[], others: readonly Usage[]): readonly number[] {
  return runs.map(({ cpuSeconds }, index) => cpuSeconds / (others[index] as Usage).cpuSeconds);
}
