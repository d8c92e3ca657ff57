/**
 * Many streams of the mock at once, over HTTP, each of ten seconds, read by the generated client and opened again when it
 * ends, with the goals beside the numbers. `npm run bench:mock -- [seconds]`.
 */
import { fork, type ChildProcess } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { setTimeout as sleep } from "node:timers/promises";
import { createClient, type Client } from "../generated/index.js";
import { mock } from "../generator/mock/mock.js";
import type { ServerUsage } from "./mock-server.js";
import { chatRecordingText, OPERATION } from "./chat-recording.js";
import type { Row } from "./row.js";

const STREAMS = 500;
const SECONDS = Number(process.argv[2] ?? 20);
/** Of one stream. */
const EVENTS_PER_SECOND = 20;
const EVENTS = 200;
const MIB = 2 ** 20;
/** How far what is alive may differ from one moment to another: less than what the open streams themselves hold. */
const NOISE = 8 * MIB;

/** What became of the streams. */
interface Tally {
  complete: number;
  events: number;
  /** Streams that ended otherwise, or of other events, than the document lets one expect. */
  readonly wrong: string[];
  /** How long each stream took, in milliseconds. */
  readonly durations: number[];
}

const INIT = { params: { path: { session_id: 1 } }, body: { prompt: "hi" } };

async function eventsOf(client: Client): Promise<readonly string[]> {
  const events = await (await client.stream.chatStreamCreate(INIT)).collect();
  return events.map((event) => JSON.stringify(event));
}

/** Reads one stream after the other until the deadline. */
async function read(client: Client, expected: string, deadline: number, tally: Tally): Promise<void> {
  while (performance.now() < deadline) {
    const start = performance.now();
    try {
      const events = await eventsOf(client);
      tally.events += events.length;
      if (events.join("\n") === expected) tally.complete++;
      else tally.wrong.push(`${events.length} events of ${EVENTS}`);
    } catch (error) {
      tally.wrong.push(String(error));
    }
    tally.durations.push(performance.now() - start);
  }
}

function next<T>(child: ChildProcess): Promise<T> {
  return new Promise((resolve, reject) => {
    child.once("message", (message) => resolve(message as T));
    child.once("exit", (code) => reject(new Error(`bench/mock-server.ts ended with ${String(code)}: see above`)));
  });
}

function usageOf(child: ChildProcess): Promise<ServerUsage> {
  const answer = next<ServerUsage>(child);
  child.send("usage");
  return answer;
}

async function measure(child: ChildProcess, folder: string): Promise<readonly Row[]> {
  const expected = await eventsOf(createClient({ baseUrl: "https://mock.test", fetch: mock({ folder }).fetch }));
  const client = createClient({ baseUrl: await next<string>(child) });
  await eventsOf(client);
  const idle = await usageOf(child);
  const tally: Tally = { complete: 0, events: 0, wrong: [], durations: [] };
  const start = performance.now();
  const before = process.cpuUsage();
  const reading = Array.from({ length: STREAMS }, async (_, index) => {
    // Spread over a second, as callers are.
    await sleep((index * 1000) / STREAMS);
    await read(client, expected.join("\n"), start + SECONDS * 1000, tally);
  });
  await sleep(SECONDS * 250);
  const early = await usageOf(child);
  await sleep(SECONDS * 500);
  const later = await usageOf(child);
  await Promise.all(reading);
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(before);
  return rows({ idle, early, later, tally, seconds, readerSeconds: (user + system) / 1e6 });
}

interface Measured {
  readonly idle: ServerUsage;
  readonly early: ServerUsage;
  readonly later: ServerUsage;
  readonly tally: Tally;
  readonly seconds: number;
  /** Of CPU, in the process that reads. */
  readonly readerSeconds: number;
}

function rows({ idle, early, later, tally, seconds, readerSeconds }: Measured): readonly Row[] {
  const rise = later.heapUsed - early.heapUsed;
  const rate = tally.events / (tally.durations.reduce((sum, duration) => sum + duration, 0) / 1000);
  const cpu = (later.cpuMicroseconds - early.cpuMicroseconds) / (SECONDS * 0.5 * 1e6);
  const due = (EVENTS * 1000) / EVENTS_PER_SECOND;
  const late = tally.durations.map((duration) => duration - due).toSorted((a, b) => a - b);
  const percentile = (part: number): string => `${late[Math.floor(late.length * part)]?.toFixed(0)} ms`;
  return [
    row(
      `${STREAMS} streams at once, for ${SECONDS} s: events lost or changed`,
      tally.wrong.length,
      "0",
      tally.wrong.length === 0,
      [`${tally.complete} streams, ${tally.events} events`, ...new Set(tally.wrong.slice(0, 3))],
    ),
    row("  events a second, of each stream", rate.toFixed(1), ">= 18", rate >= 18, [
      `asked for ${EVENTS_PER_SECOND}; the opening counts`,
    ]),
    row("  the server's live heap, from a quarter to three quarters", mib(rise), `<= ${mib(NOISE)}`, rise <= NOISE, [
      `${((early.heapUsed - idle.heapUsed) / STREAMS / 1024).toFixed(0)} KiB a stream; RSS ${mib(idle.rss)} idle, ${mib(later.rss)} late`,
    ]),
    row("  the server's CPU", `${(cpu * 100).toFixed(0)} %`, "<= 100 %", cpu <= 1, [
      `of one core, the reader ${((readerSeconds / seconds) * 100).toFixed(0)} %; ends are late by ${percentile(0.5)} (median), ${percentile(0.99)} (99th)`,
    ]),
  ];
}

function row(what: string, measured: string | number, goal: string, met: boolean, others: readonly string[]): Row {
  return { what, measured: String(measured), goal, met, others: others.join(", ") };
}

function mib(bytes: number): string {
  return `${(bytes / MIB).toFixed(1)} MiB`;
}

function print({ what, measured, goal, met, others }: Row): void {
  const verdict = met === undefined ? "" : met ? "met" : "MISSED";
  console.log([what.padEnd(62), measured.padStart(10), goal.padStart(13), verdict.padStart(8), `  ${others}`].join(""));
}

const folder = mkdtempSync(join(tmpdir(), "openapi-stream-bench-"));
for (const name of ["openapi.yaml", "streaming.overlay.yaml"]) cpSync(join("spec", name), join(folder, name));
mkdirSync(join(folder, "recordings"));
writeFileSync(join(folder, `recordings/${OPERATION}-1.jsonl`), chatRecordingText(EVENTS, 1000 / EVENTS_PER_SECOND));
const child = fork(fileURLToPath(new URL("mock-server.ts", import.meta.url)), [folder], {
  execArgv: ["--expose-gc", "--import", "tsx"],
});
console.log(`Node ${process.version}\n`);
print({ what: "", measured: "measured", goal: "goal", met: undefined, others: "" });
try {
  (await measure(child, folder)).forEach(print);
} finally {
  child.kill();
  rmSync(folder, { recursive: true });
}
