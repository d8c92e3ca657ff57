/**
 * The whole process of `generate` beside openapi-typescript alone on the same document, in turn, as ratios of processor
 * time, with the goals beside them; on OpenAI's beside hey-api's generator too, which takes minutes for GitHub's. Then
 * how it grows with the number of streams, in `generate` and in `tsc` of what it wrote.
 *
 *     npm run bench:generate -- [--openai file] [--stripe file] [--github file] [--rounds 5] [--only growth]
 *
 * OpenAI's document comes with the Overlay of `test/specs/`; GitHub's is that of the npm package @octokit/openapi. A
 * document that is not there is named and left out. The built command is measured, so that it builds first.
 */
import { existsSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { manyStreams } from "./many-streams.js";
import { median } from "./medians.js";
import { cpuRatios, measureInTurn, measureProcess, type Usage } from "./process-usage.js";

const COMMAND = resolve("dist/generator/main.js");
const GITHUB = "bench/node_modules/@octokit/openapi/generated/api.github.com.json";

const { values: flags } = parseArgs({
  options: {
    openai: { type: "string" },
    stripe: { type: "string" },
    github: { type: "string", default: GITHUB },
    rounds: { type: "string", default: "5" },
    only: { type: "string", default: "seed,openai,stripe,github,growth" },
  },
});
const rounds = Number(flags.rounds);
const parts = flags.only.split(",");
const out = mkdtempSync(join(tmpdir(), "openapi-stream-bench-"));

/** openapi-typescript as anybody calls it, with the two options that decide what is generated here. */
function typesOnly(document: string): Usage {
  const script = `import openapiTS, { astToString } from "openapi-typescript";
import { writeFileSync } from "node:fs";
const options = { silent: true, emptyObjectsUnknown: true, defaultNonNullable: false };
const nodes = await openapiTS(new URL(${JSON.stringify(pathToFileURL(resolve(document)).href)}), options);
writeFileSync(${JSON.stringify(join(out, "types-only.ts"))}, astToString(nodes));`;
  return measureProcess(["--input-type=module", "--eval", script]);
}

function heyApi(document: string): Usage {
  const config = {
    input: resolve(document),
    output: { path: join(out, "hey-api"), importFileExtension: ".js", tsConfigPath: null },
    plugins: ["@hey-api/client-fetch", "@hey-api/sdk", "@hey-api/typescript"],
    logs: { level: "silent", file: false },
  };
  const script = `import { createClient } from "@hey-api/openapi-ts"; await createClient(${JSON.stringify(config)});`;
  return measureProcess(["--input-type=module", "--eval", script], "bench");
}

function ours(verb: "generate" | "check", inputs: readonly string[], name = "client"): Usage {
  return measureProcess([COMMAND, verb, ...inputs, "--quiet", "--out", join(out, name)]);
}

function anew(inputs: readonly string[], name = "client"): Usage {
  rmSync(join(out, name), { recursive: true, force: true });
  return ours("generate", inputs, name);
}

function print(what: string, values: readonly number[], goal: string, met: boolean | undefined, rest = ""): void {
  const [least, middle] = [Math.min(...values), median(values)].map((value) => value.toFixed(2).padStart(8));
  const verdict = met === undefined ? "" : met ? "met" : "MISSED";
  console.log(`${what.padEnd(52)}${least}${middle}  ${goal.padEnd(9)}${verdict.padEnd(8)}${rest}`);
}

function printRatio(what: string, runs: readonly Usage[], others: readonly Usage[], goal?: number): void {
  const ratios = cpuRatios(runs, others);
  const [cpu, peak] = [median(runs.map(({ cpuSeconds }) => cpuSeconds)), Math.max(...runs.map((run) => run.peakMiB))];
  const rest = `${cpu.toFixed(2)} s, ${peak.toFixed(0)} MiB`;
  const met = goal === undefined ? undefined : median(ratios) <= goal;
  print(what, ratios, goal === undefined ? "" : `<= ${goal}`, met, rest);
}

function compareSeed(): void {
  const runs = measureInTurn(
    {
      alone: () => typesOnly("spec/openapi.yaml"),
      generate: () => anew([]),
      again: () => ours("generate", []),
      check: () => ours("check", []),
      help: () => measureProcess([COMMAND, "--help"]),
    },
    rounds,
  );
  printRatio("the API of this repository: openapi-typescript", runs.alone, runs.alone);
  printRatio("  generate", runs.generate, runs.alone, 1.6);
  printRatio("  generate, no change", runs.again, runs.alone);
  printRatio("  check, no change, to generate", runs.check, runs.generate, 1);
  const waits = runs.help.map(({ wallSeconds }) => wallSeconds);
  print("  --help, in seconds on the clock", waits, "~ 0.15", undefined);
}

function compareDocument({ title, overlays, goal, peers }: LargeDocument, file: string): void {
  const inputs = ["--spec", file, ...overlays.flatMap((overlay) => ["--overlay", overlay])];
  const commands = { alone: () => typesOnly(file), generate: () => anew(inputs) };
  const runs = peers
    ? measureInTurn({ ...commands, heyApi: () => heyApi(file) }, rounds)
    : { ...measureInTurn(commands, rounds), heyApi: undefined };
  printRatio(`${title}: openapi-typescript`, runs.alone, runs.alone);
  printRatio("  generate", runs.generate, runs.alone, goal);
  if (runs.heyApi !== undefined) {
    printRatio("  hey-api", runs.heyApi, runs.alone);
    printRatio("  generate, to hey-api", runs.generate, runs.heyApi, 1);
  }
  const peaks = runs.generate.map(({ peakMiB }) => peakMiB / 1024);
  print("  generate, peak in GiB", peaks, "< 1", Math.max(...peaks) < 1);
}

/** What a stream of a thousand costs, to what one of a hundred costs; and the same without the cost of a single one. */
function compareGrowth(): void {
  const counts = [1, 100, 1000] as const;
  // Where what is generated finds openapi-fetch.
  symlinkSync(resolve("node_modules"), join(out, "node_modules"));
  const commands = (measure: (name: string) => Usage) =>
    Object.fromEntries(counts.map((count) => [`of${count}`, () => measure(`many-${count}`)]));
  for (const count of counts) {
    writeFileSync(join(out, `many-${count}.json`), JSON.stringify(manyStreams(count)));
  }
  const generated = measureInTurn(
    commands((name) => anew(["--spec", join(out, `${name}.json`)], name)),
    rounds,
  );
  const tsc = resolve("node_modules/typescript/bin/tsc");
  const checked = measureInTurn(
    commands((name) => measureProcess([tsc, "--noEmit", "-p", join(out, name)])),
    rounds,
  );
  for (const [what, runs] of [
    ["generate", generated],
    ["tsc of what it wrote", checked],
  ] as const) {
    const cpu = (count: number): readonly number[] => (runs[`of${count}`] ?? []).map(({ cpuSeconds }) => cpuSeconds);
    const [one, hundred, thousand] = [cpu(1), cpu(100), cpu(1000)];
    const shares = thousand.map((all, round) => all / (10 * (hundred[round] as number)));
    const rest = [one, hundred, thousand].map((seconds) => median(seconds).toFixed(2)).join(" / ");
    print(`1,000 streams to 10 x 100: ${what}`, shares, "<= 1.3", median(shares) <= 1.3, `1/100/1000: ${rest} s`);
    const first = median(one);
    const beyond = ((median(thousand) - first) / 999 / (median(hundred) - first)) * 99;
    print("  beyond what the first costs, medians", [beyond], "<= 1.3", beyond <= 1.3);
  }
}

interface LargeDocument {
  readonly title: string;
  readonly flag: "openai" | "stripe" | "github";
  readonly overlays: readonly string[];
  readonly goal: number;
  readonly peers: boolean;
}

const DOCUMENTS: readonly LargeDocument[] = [
  { title: "OpenAI's", flag: "openai", overlays: ["test/specs/openai.overlay.yaml"], goal: 1.25, peers: true },
  { title: "Stripe's", flag: "stripe", overlays: [], goal: 1.4, peers: false },
  { title: "GitHub's", flag: "github", overlays: [], goal: 1.4, peers: false },
];

console.log(
  `Node ${process.version}, ${rounds} rounds. Ratios are of processor time, to openapi-typescript's = 1.00\n`,
);
console.log(`${" ".repeat(57)}min  median  goal`);
try {
  if (parts.includes("seed")) compareSeed();
  for (const document of DOCUMENTS.filter(({ flag }) => parts.includes(flag))) {
    const file = flags[document.flag];
    if (file !== undefined && existsSync(file)) compareDocument(document, file);
    else
      console.log(`${document.title}: not measured, for there is no ${file ?? `document: --${document.flag} <file>`}`);
  }
  if (parts.includes("growth")) compareGrowth();
} finally {
  rmSync(out, { recursive: true });
}
