/**
 * The whole process of `generate` beside openapi-typescript alone on the same document, in turn, as ratios.
 * `npm run bench:generate [document]`: the built command is measured, so that it builds first.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const ROUNDS = 7;
const document = resolve(process.argv[2] ?? "spec/openapi.yaml");
const inputs = process.argv[2] === undefined ? [] : ["--spec", document];
const out = mkdtempSync(join(tmpdir(), "openapi-stream-bench-"));

/** What a process used, as the process itself is told when it ends. */
interface Usage {
  readonly cpuSeconds: number;
  readonly wallSeconds: number;
  readonly peakMiB: number;
}

const REPORT = `data:text/javascript,${encodeURIComponent(`process.on("exit", () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  process.stderr.write("\\n" + JSON.stringify({ cpuSeconds: (userCPUTime + systemCPUTime) / 1e6, peakMiB: maxRSS / 1024 }));
});`)}`;

const TYPES_ONLY = `import openapiTS, { astToString } from "openapi-typescript";
import { writeFileSync } from "node:fs";
const nodes = await openapiTS(new URL(${JSON.stringify(pathToFileURL(document).href)}), { silent: true });
writeFileSync(${JSON.stringify(join(out, "types-only.ts"))}, astToString(nodes));`;

const commands = {
  "openapi-typescript alone": ["--input-type=module", "--eval", TYPES_ONLY],
  generate: ["dist/generator/main.js", "generate", ...inputs, "--out", join(out, "client")],
  "generate, no change": ["dist/generator/main.js", "generate", ...inputs, "--out", join(out, "client")],
  "check, no change": ["dist/generator/main.js", "check", ...inputs, "--out", join(out, "client")],
  "--help": ["dist/generator/main.js", "--help"],
} as const;

function measure(name: keyof typeof commands): Usage {
  if (name === "generate") {
    rmSync(join(out, "client"), { recursive: true, force: true });
  }
  const start = performance.now();
  const { stderr, status } = spawnSync(process.execPath, ["--import", REPORT, ...commands[name]], { encoding: "utf8" });
  if (status !== 0) {
    throw new Error(`${name} ended with ${String(status)}:\n${stderr}`);
  }
  const usage = JSON.parse(stderr.slice(stderr.lastIndexOf("\n"))) as Omit<Usage, "wallSeconds">;
  return { ...usage, wallSeconds: (performance.now() - start) / 1000 };
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] as number;
}

const names = Object.keys(commands) as (keyof typeof commands)[];
const runs = new Map(names.map((name) => [name, [] as Usage[]]));
for (let round = 0; round <= ROUNDS; round += 1) {
  for (const name of names) {
    const usage = measure(name);
    // The first round fills the disk's caches.
    if (round > 0) {
      runs.get(name)?.push(usage);
    }
  }
}
rmSync(out, { recursive: true });

const baseline = runs.get("openapi-typescript alone") as Usage[];
console.log(`${document}: medians of ${ROUNDS} runs, ratios to openapi-typescript alone in the same round\n`);
console.log("command                     cpu s   wall s   peak MiB   cpu ratio");
for (const [name, usages] of runs) {
  const ratios = usages.map(({ cpuSeconds }, index) => cpuSeconds / (baseline[index] as Usage).cpuSeconds);
  const cells = [
    name.padEnd(25),
    median(usages.map(({ cpuSeconds }) => cpuSeconds))
      .toFixed(2)
      .padStart(7),
    median(usages.map(({ wallSeconds }) => wallSeconds))
      .toFixed(2)
      .padStart(8),
    median(usages.map(({ peakMiB }) => peakMiB))
      .toFixed(0)
      .padStart(10),
    median(ratios).toFixed(2).padStart(11),
  ];
  console.log(cells.join(" "));
}
console.log(
  "\nGoals: generate at most 1.6 of openapi-typescript's CPU on the seed; check no more than generate; --help in 0.15 s.",
);
