/**
 * What it costs to infer from ten thousand recorded events, and to verify them beside a script of one's own: the same
 * recording, cut by eventsource-parser and held by ajv against the same schemas. `npm run bench:life`: the built command is
 * measured, so that it builds first.
 */
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { createParser } from "eventsource-parser";
import { readMerged } from "../generator/input/merged-inputs.js";
import { describeStream, findOperation } from "../generator/recording/find-operation.js";
import { parseRecording } from "../generator/recording/parse-recording.js";
import { StreamChecker } from "../generator/verification/stream-checker.js";
import { chatRecordingText, OPERATION } from "./chat-recording.js";
import { median } from "./medians.js";

const EVENTS = 10_000;
const ROUNDS = 40;
// For the compiler.
const WARM_UP = 20;

/** Lets a process say what it used when it ends. */
const REPORT = `data:text/javascript,${encodeURIComponent(`process.on("exit", () => {
  const { userCPUTime, systemCPUTime } = process.resourceUsage();
  process.stderr.write("\\n" + (userCPUTime + systemCPUTime) / 1e6);
});`)}`;

/** Seconds of the whole process: by the clock, and of CPU. */
function infer(): { readonly wall: number; readonly cpu: number } {
  const folder = mkdtempSync(join(tmpdir(), "openapi-stream-bench-"));
  mkdirSync(join(folder, "spec/recordings"), { recursive: true });
  cpSync("spec/openapi.yaml", join(folder, "spec/openapi.yaml"));
  for (const number of [1, 2, 3, 4]) {
    writeFileSync(join(folder, `spec/recordings/${OPERATION}-${number}.jsonl`), chatRecordingText(EVENTS / 4, 1));
  }
  const start = performance.now();
  const args = ["--import", REPORT, join(process.cwd(), "dist/generator/main.js"), "infer"];
  const { status, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: "utf8" });
  const wall = (performance.now() - start) / 1000;
  rmSync(folder, { recursive: true });
  if (status !== 0) throw new Error(stderr);
  return { wall, cpu: Number(stderr.slice(stderr.lastIndexOf("\n"))) };
}

const text = chatRecordingText(EVENTS, 1);
const { document } = readMerged({ folder: "spec" });
const { stream } = describeStream(document, findOperation(document, OPERATION));
if (stream === undefined) throw new Error("The chat stream is no longer described");
const checker = new StreamChecker(document, stream);

const ajv = new Ajv2020({ allErrors: true, strict: false });
ajv.addSchema({ $id: "document", ...(document.value as object) });
const validators = new Map(
  stream.events.map(({ name, type }) => [
    name,
    ajv.compile({ $ref: `document#/components/schemas/${type.schema!.component}` }),
  ]),
);

async function verify(): Promise<number> {
  const { events, observations } = await checker.check(parseRecording("a.jsonl", text));
  return [...events.values()].reduce((sum, count) => sum + count, 0) - observations.length;
}

/** What anybody would write: no places, no undeclared fields, no client that reads along. */
async function script(): Promise<number> {
  let valid = 0;
  const parser = createParser({
    onEvent({ data }) {
      const event = JSON.parse(data) as { readonly type: string };
      if (validators.get(event.type)!(event)) valid++;
    },
  });
  for (const line of text.trimEnd().split("\n")) {
    const { chunk } = JSON.parse(line) as { readonly chunk?: string };
    if (chunk !== undefined) parser.feed(chunk);
  }
  return valid;
}

/** Nanoseconds of CPU for each event. */
async function cost(run: () => Promise<number>): Promise<number> {
  const before = process.cpuUsage();
  const count = await run();
  const { user, system } = process.cpuUsage(before);
  if (count !== EVENTS) throw new Error(`${count} of ${EVENTS} events are valid`);
  return ((user + system) * 1000) / EVENTS;
}

const inferred = [1, 2, 3].map(infer);
const rounds: { readonly own: number; readonly ours: number }[] = [];
for (let round = -WARM_UP; round < ROUNDS; round++) {
  const own = await cost(script);
  const ours = await cost(verify);
  if (round >= 0) rounds.push({ own, ours });
}
const wall = median(inferred.map((one) => one.wall)).toFixed(2);
const cpu = median(inferred.map((one) => one.cpu)).toFixed(2);
console.log(`infer, ${EVENTS} events in 4 recordings, the whole process: ${wall} s, ${cpu} s of CPU. Goal: under 2 s.`);
console.log(`a script with ajv: ${median(rounds.map(({ own }) => own)).toFixed(0)} ns of CPU an event`);
console.log(`verify: ${median(rounds.map(({ ours }) => ours)).toFixed(0)} ns of CPU an event`);
console.log(
  `verify runs at ${median(rounds.map(({ own, ours }) => own / ours)).toFixed(2)} of its speed. Goal: 0.5 or more.`,
);
