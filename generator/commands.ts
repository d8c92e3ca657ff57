import { existsSync, watch } from "node:fs";
import { dirname, resolve } from "node:path";
import { createTwoFilesPatch } from "diff";
import { applyOverlays } from "./overlay/overlay.js";
import { DiagnosticsError, type Diagnostic } from "./diagnostics/diagnostics.js";
import { generate, type GeneratedPackage } from "./generate.js";
import { inputFiles, readInputs, type Request } from "./inputs.js";
import { compareOutput, writeOutputs, type Comparison, type Drift } from "./output.js";

/** What a verb has to say: lines for standard output, and diagnostics. */
export interface Report {
  readonly lines: readonly string[];
  readonly warnings: readonly Diagnostic[];
  /** Whether the folders are, or by now have become, what would be generated. */
  readonly isCurrent: boolean;
}

interface ComparedPackage extends GeneratedPackage {
  readonly comparison: Comparison;
}

/**
 * Writes the package of each request: all of them, or none.
 *
 * @throws {DiagnosticsError} with what is wrong with any of them.
 */
export async function runGenerate(requests: readonly Request[], isDryRun: boolean): Promise<Report> {
  const packages = await comparePackages(requests);
  if (!isDryRun) {
    writeOutputs(packages.map(({ out, comparison }) => ({ folder: out, drifts: comparison.drifts })));
  }
  return {
    lines: packages.flatMap(({ out, files, comparison: { drifts } }) => {
      const summary = `${out}: ${files.length + 1} files, ${drifts.length === 0 ? "no change" : `${drifts.length} changed`}`;
      return [
        isDryRun ? `${summary} (nothing written)` : summary,
        ...drifts.map((drift) => `  ${verbOf(drift)} ${drift.path}`),
      ];
    }),
    warnings: packages.flatMap(({ warnings }) => warnings),
    isCurrent: true,
  };
}

/**
 * Compares the package of each request with its folder, and writes nothing.
 *
 * @throws {DiagnosticsError} with what is wrong with any of the requests.
 */
export async function runCheck(requests: readonly Request[]): Promise<Report> {
  const packages = await comparePackages(requests);
  const drifts = packages.flatMap(({ comparison }) => comparison.drifts);
  return {
    lines: packages.flatMap(({ out, comparison }) => [
      ...comparison.drifts.flatMap((drift) => [`${drift.kind}: ${out}/${drift.path}`, patchOf(out, drift)]),
      ...comparison.foreign.map((path) => `not ours, left alone: ${out}/${path}`),
      comparison.drifts.length === 0
        ? `${out}: up to date`
        : `${out}: ${comparison.drifts.length} of its files differ. Run the generate command.`,
    ]),
    warnings: packages.flatMap(({ warnings }) => warnings),
    isCurrent: drifts.length === 0,
  };
}

/**
 * The document with its overlays applied, as YAML.
 *
 * @throws {DiagnosticsError} with what is wrong with the files.
 */
export async function runMerge(request: Request): Promise<Report> {
  const inputs = readInputs(request);
  const document = applyOverlays(inputs.spec, inputs.overlays);
  const { stringify } = await import("yaml");
  const text = stringify(document.value, { lineWidth: 0, aliasDuplicateObjects: false });
  return { lines: [text.trimEnd()], warnings: inputs.warnings, isCurrent: true };
}

/**
 * Calls `onChange` after any input of the requests has changed, until `signal` aborts. Returns the folders that it looks
 * at: those that are there.
 */
export function watchInputs(
  requests: readonly Request[],
  onChange: () => void,
  signal: AbortSignal,
): readonly string[] {
  let pending: NodeJS.Timeout | undefined;
  signal.addEventListener("abort", () => clearTimeout(pending));
  const folders = new Set(requests.flatMap((request) => inputFiles(request).map((file) => dirname(resolve(file)))));
  const watched = [...folders].filter((folder) => existsSync(folder));
  for (const folder of watched) {
    // An editor writes a file in several steps, each of which is an event.
    watch(folder, { signal }, () => {
      clearTimeout(pending);
      pending = setTimeout(onChange, 100);
    });
  }
  return watched;
}

async function comparePackages(requests: readonly Request[]): Promise<readonly ComparedPackage[]> {
  const problems: Diagnostic[] = [];
  const packages: ComparedPackage[] = [];
  for (const request of requests) {
    try {
      const generated = await generate(request);
      const twin = packages.find(({ out }) => out === generated.out);
      if (twin !== undefined) {
        throw new DiagnosticsError([
          {
            severity: "error",
            message: `Two clients would be written to ${generated.out}`,
            hint: "Give each its own `out` in client.yaml.",
          },
        ]);
      }
      packages.push({ ...generated, comparison: compareOutput(generated.out, generated.files) });
    } catch (error) {
      if (!(error instanceof DiagnosticsError)) {
        throw error;
      }
      problems.push(...error.diagnostics);
    }
  }
  if (problems.length > 0) {
    throw new DiagnosticsError(problems);
  }
  return packages;
}

function verbOf({ kind }: Drift): string {
  return { stale: "changed", missing: "new", stray: "removed" }[kind];
}

function patchOf(out: string, { path, before, after, kind }: Drift): string {
  const file = `${out}/${path}`;
  return createTwoFilesPatch(
    kind === "missing" ? "/dev/null" : file,
    kind === "stray" ? "/dev/null" : file,
    before.replaceAll("\r\n", "\n"),
    after,
    kind === "missing" ? "" : "as it is",
    kind === "stray" ? "" : "as generated",
  ).replace(/^(Index: .*\n)?=+\n/, "");
}
