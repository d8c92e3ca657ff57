/**
 * The whole process of `review` over two revisions of a large document, beside a `merge` of each, in turn, as a ratio.
 * `npm run bench:review [document]`: OpenAI's document where it is at hand, else one of 3 MB that is made up. The built
 * command is measured, so that it builds first.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "yaml";
import { median } from "./medians.js";

const ROUNDS = 5;
const GOAL = 1.5;
const { bin } = JSON.parse(readFileSync("package.json", "utf8")) as {
  readonly bin: { readonly "openapi-stream": string };
};

/** A document as large as OpenAI's: schemas that refer to each other, and operations that use them. */
function madeUp(): string {
  const reference = (index: number) => ({ $ref: `#/components/schemas/Schema${index % 1500}` });
  const field = (index: number) => ({
    type: "string",
    description: `${"What it says, in some words. ".repeat(5)}${index}`,
  });
  const schema = (index: number) => ({
    type: "object",
    required: ["a"],
    properties: {
      ...Object.fromEntries("abcdefg".split("").map((name, at) => [name, field(index + at)])),
      next: reference(index + 1),
      others: { type: "array", items: reference(index * 7) },
    },
  });
  const operation = (index: number) => ({
    operationId: `operation${index}`,
    requestBody: { content: { "application/json": { schema: reference(index * 3) } } },
    responses: { "200": { description: "OK", content: { "application/json": { schema: reference(index * 5) } } } },
  });
  return stringify({
    openapi: "3.1.0",
    info: { title: "Large", version: "1.0.0" },
    paths: Object.fromEntries(Array.from({ length: 250 }, (_, index) => [`/path${index}`, { post: operation(index) }])),
    components: {
      schemas: Object.fromEntries(Array.from({ length: 1500 }, (_, index) => [`Schema${index}`, schema(index)])),
    },
  });
}

/** Every fiftieth `string` a number, but for those that name an event, and every hundredth description another. */
function nextRevision(text: string): string {
  let strings = 0;
  let descriptions = 0;
  return text
    .replace(/(?<!\b(?:type|event|object):\n\s*)type: string\n/g, (found) =>
      ++strings % 50 === 0 ? "type: number\n" : found,
    )
    .replace(/description: (?=\w)/g, (found) => (++descriptions % 100 === 0 ? `${found}Now ` : found));
}

/** The processor time of a run of the command, in seconds, as the process itself is told when it ends. */
function measure(args: readonly string[]): number {
  const report = `data:text/javascript,${encodeURIComponent(`process.on("exit", () => {
    const { userCPUTime, systemCPUTime } = process.resourceUsage();
    process.stderr.write("\\n" + (userCPUTime + systemCPUTime) / 1e6);
  });`)}`;
  const call = ["--import", report, bin["openapi-stream"], ...args];
  const { stderr, status } = spawnSync(process.execPath, call, { encoding: "utf8", maxBuffer: 1 << 28 });
  if (status !== 0) throw new Error(`${args.join(" ")} ended with ${String(status)}:\n${stderr}`);
  return Number(stderr.slice(stderr.lastIndexOf("\n")));
}

const openai = "../shared/specs/openai.yaml";
const document = process.argv[2] ?? (existsSync(openai) ? openai : undefined);
const folder = mkdtempSync(join(tmpdir(), "openapi-stream-bench-"));
const [base, head] = [join(folder, "base.yaml"), join(folder, "head.yaml")];
const text = document === undefined ? madeUp() : readFileSync(document, "utf8");
writeFileSync(base, text);
writeFileSync(head, nextRevision(text));

const rows: { readonly merges: number; readonly review: number }[] = [];
// The first round fills the disk's caches.
for (let round = 0; round <= ROUNDS; round += 1) {
  const merges = measure(["merge", "--spec", base]) + measure(["merge", "--spec", head]);
  rows.push({ merges, review: measure(["review", "--spec", head, "--base", base]) });
}
rmSync(folder, { recursive: true });

const measured = rows.slice(1);
const ratio = median(measured.map(({ merges, review }) => review / merges));
console.log(
  `${document ?? "a document that is made up"} (${(text.length / 1e6).toFixed(1)} MB): medians of ${ROUNDS} rounds\n`,
);
console.log(
  `a merge of each revision   ${median(measured.map(({ merges }) => merges)).toFixed(2)} s of processor time`,
);
console.log(`review of the two          ${median(measured.map(({ review }) => review)).toFixed(2)} s`);
console.log(
  `ratio                      ${ratio.toFixed(2)}, goal at most ${GOAL}: ${ratio <= GOAL ? "met" : "MISSED"}`,
);
