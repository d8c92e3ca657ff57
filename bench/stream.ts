/**
 * The client beside other streaming readers, as ratios, with the goals beside them; then its memory under load, stalls,
 * endless lines and faults. `npm run bench:stream -- [--quick] [--only small,line] [--templates folder]`.
 * A full run writes the chart of the README.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { drawChart } from "./chart.js";
import { compileModules } from "./compile.js";
import { measureCalls, measureLine, measureMany, measureSoak, measureStall } from "./parts.js";
import { measureThroughput, PANELS } from "./ratios.js";
import type { Row } from "./row.js";

const PARTS = ["small", "single", "large", "huge", "call", "many", "stall", "line", "soak"] as const;
type Part = (typeof PARTS)[number];

function parts(only: string | undefined): readonly Part[] {
  if (only === undefined) return PARTS;
  const names = only.split(",");
  const unknown = names.filter((name) => !PARTS.some((part) => part === name));
  if (unknown.length > 0) throw new Error(`No part is called ${unknown.join(", ")}. There are: ${PARTS.join(", ")}`);
  return PARTS.filter((part) => names.includes(part));
}

function measure(part: Part, quick: boolean): Promise<readonly Row[]> {
  switch (part) {
    case "call":
      return measureCalls(quick);
    case "many":
      return measureMany();
    case "stall":
      return measureStall(quick ? 2 : 5);
    case "line":
      return measureLine();
    case "soak":
      return measureSoak(quick ? 1000 : 10_000);
    default:
      return measureThroughput(part, quick);
  }
}

function print({ what, measured, goal, met, others }: Row): void {
  const verdict = met === undefined ? "" : met ? "met" : "MISSED";
  console.log([what.padEnd(58), measured.padStart(10), goal.padStart(13), verdict.padStart(8), `  ${others}`].join(""));
}

const { values } = parseArgs({
  options: {
    quick: { type: "boolean", default: false },
    only: { type: "string" },
    templates: { type: "string", default: "templates" },
  },
});
await compileModules(values.templates);
console.log(`Node ${process.version}. Ratios are of CPU time, to eventsource-parser's = 1.00\n`);
print({ what: "", measured: "measured", goal: "goal", met: undefined, others: "others" });
const rows: Row[] = [];
for (const part of parts(values.only)) {
  for (const row of await measure(part, values.quick)) {
    print(row);
    rows.push(row);
  }
}

const panels = PANELS.flatMap((part) => rows.find((row) => row.part === part)?.bars ?? []);
if (!values.quick && panels.length === PANELS.length) {
  mkdirSync("docs", { recursive: true });
  writeFileSync("docs/bench-stream.svg", drawChart(panels, process.version));
  console.log("\nWrote docs/bench-stream.svg");
}
