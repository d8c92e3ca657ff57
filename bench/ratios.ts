import { runChild } from "./child.js";
import { median, medianRatio } from "./medians.js";
import { type PeerName, PEERS } from "./peers.js";
import type { Panel, Row } from "./row.js";
import type { Sample, ThroughputPart, ThroughputResult, ThroughputTask } from "./throughput.js";

interface Plan {
  readonly what: string;
  readonly words: number;
  readonly quickWords: number;
  readonly size: number;
  readonly chunkSize: number;
  /** The greatest ratio to eventsource-parser. */
  readonly goal?: number;
}

const CHUNK = 16_384;

const PLANS: Readonly<Record<ThroughputPart, Plan>> = {
  small: { what: "small events, 16 KiB chunks", words: 1e6, quickWords: 1e5, size: 0, chunkSize: CHUNK, goal: 0.75 },
  single: { what: "small events, one a chunk", words: 5e5, quickWords: 5e4, size: 0, chunkSize: 0, goal: 0.85 },
  large: { what: "4 KiB events, 16 KiB chunks", words: 1e5, quickWords: 1e4, size: 4096, chunkSize: CHUNK, goal: 0.7 },
  huge: { what: "one event of 8 MiB, 16 KiB chunks", words: 1, quickWords: 1, size: 2 ** 23, chunkSize: CHUNK },
};

/** The parts that the chart shows. */
export const PANELS: readonly ThroughputPart[] = ["small", "single", "large"];

const HEY_API_GOAL = 0.5;
const HUGE_GOAL = 200;

/** Reads what is in memory already, so that nothing but the readers takes time. */
export async function measureThroughput(part: ThroughputPart, quick: boolean): Promise<readonly Row[]> {
  const plan = PLANS[part];
  const result = await runChild<ThroughputTask, ThroughputResult>("throughput", {
    peers: (Object.keys(PEERS) as PeerName[]).filter((name) => !(quick && part === "huge" && isQuadratic(name))),
    words: quick ? plan.quickWords : plan.words,
    size: plan.size,
    chunkSize: plan.chunkSize,
    warmUps: quick ? 1 : 2,
    rounds: quick ? 3 : 7,
  });
  return part === "huge" ? [hugeRow(plan, result)] : ratioRows(part, plan, result, quick);
}

function ratioRows(part: ThroughputPart, plan: Plan, result: ThroughputResult, quick: boolean): readonly Row[] {
  const { ours, parser, heyApi } = result;
  const words = quick ? plan.quickWords : plan.words;
  const what = `${words.toLocaleString("en")} ${plan.what}`;
  const bars = (Object.keys(PEERS) as PeerName[]).map(
    (name) => [PEERS[name].title, name === "parser" ? 1 : ratio(result[name], parser)] as const,
  );
  const others = bars.slice(2).map(([title, value]) => `${title} ${value.toFixed(2)}`);
  const each = (median(cpu(parser)) * 1e6) / words;
  const measured = ratio(ours, parser);
  const panel: Panel = { title: `${plan.what[0]!.toUpperCase()}${plan.what.slice(1)}`, bars };
  const row: Row = {
    part,
    what,
    ...compare(measured, plan.goal),
    others: `eventsource-parser 1.00 (${each.toFixed(0)} ns), ${others.join(", ")}`,
    bars: panel,
  };
  if (part !== "small") return [row];
  return [row, { what: "  the same, to hey-api", ...compare(ratio(ours, heyApi), HEY_API_GOAL), others: "" }];
}

function compare(measured: number, goal: number | undefined): Pick<Row, "measured" | "goal" | "met"> {
  if (goal === undefined) return { measured: measured.toFixed(2), goal: "", met: undefined };
  return { measured: measured.toFixed(2), goal: `<= ${goal.toFixed(2)}`, met: measured <= goal };
}

function hugeRow(plan: Plan, result: ThroughputResult): Row {
  const wall = (name: PeerName): number => median((result[name] ?? []).map((sample) => sample.wallMilliseconds));
  const others = (Object.keys(result) as PeerName[]).filter((name) => name !== "ours");
  return {
    what: plan.what,
    measured: `${wall("ours").toFixed(0)} ms`,
    goal: `< ${HUGE_GOAL} ms`,
    met: wall("ours") < HUGE_GOAL,
    others: others.map((name) => `${PEERS[name].title} ${wall(name).toFixed(0)} ms`).join(", "),
  };
}

function isQuadratic(name: PeerName): boolean {
  return "quadratic" in PEERS[name];
}

/** Of the CPU time, in milliseconds. */
function ratio(samples: readonly Sample[] | undefined, to: readonly Sample[] | undefined): number {
  return medianRatio(cpu(samples), cpu(to));
}

function cpu(samples: readonly Sample[] = []): readonly number[] {
  return samples.map(({ cpuMilliseconds }) => cpuMilliseconds);
}
