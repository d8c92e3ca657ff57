import { createTwoFilesPatch } from "diff";
import { DiagnosticsError, failure, type Diagnostic } from "../diagnostics/diagnostics.js";
import { printable } from "../diagnostics/printable.js";
import { PUBLISHED_FOLDER } from "../emit/emit-manifest.js";
import { generate, type GeneratedPackage } from "../generate.js";
import { inputText } from "../input/input-text.js";
import type { InputRequest } from "../input/inputs.js";
import type { StreamingModel } from "../model/model.js";
import { hasNoEnd, lacksSentinel } from "../model/stream-end.js";
import { compareOutput, writeOutputs, type Comparison, type Drift } from "./output.js";
import type { Report } from "../report.js";

interface ComparedPackage extends GeneratedPackage {
  readonly request: InputRequest;
  readonly comparison: Comparison;
}

/**
 * Writes the package of each request: all of them, or none.
 *
 * @throws {DiagnosticsError} with what is wrong with any of them.
 */
export async function writePackages(requests: readonly InputRequest[], isDryRun: boolean): Promise<Report> {
  const packages = await comparePackages(requests);
  if (!isDryRun) {
    writeOutputs(packages.map(({ out, comparison }) => ({ folder: out, drifts: comparison.drifts })));
  }
  return {
    lines: [],
    notes: packages.flatMap(({ out, files, model, request, comparison: { drifts } }) => {
      const summary = `${out}: ${files.length + 1} files, ${drifts.length === 0 ? "no change" : `${drifts.length} changed`}`;
      return [
        isDryRun ? `${summary} (nothing written)` : summary,
        ...drifts.map((drift) => `  ${verbOf(drift)} ${drift.path}`),
        ...endlessNote(model, request),
      ];
    }),
    result: resultOf(packages),
    warnings: [...packages.flatMap(({ warnings }) => warnings), ...publishedForeign(packages, "warning")],
    passed: true,
  };
}

/** Whoever publishes the client ought to know, though some streams do end so. */
function endlessNote({ streams }: StreamingModel, request: InputRequest): readonly string[] {
  const endless = streams.filter(hasNoEnd);
  if (endless.length === 0) return [];
  const names = endless.map(({ name }) => name).join(", ");
  const text = endless.some(lacksSentinel) ? " Where data is JSON, a last text such as [DONE] is an error." : "";
  return [
    `  Nothing says what completes ${names}: a cut does not show.${text} See: npx openapi-stream streams${inputText(request)}`,
  ];
}

/**
 * Compares the package of each request with its folder, and writes nothing. It does not pass where a file would be
 * published that nothing generates: what goes to npm is what the documents give, and nothing else.
 *
 * @throws {DiagnosticsError} with what is wrong with any of the requests.
 */
export async function checkPackages(requests: readonly InputRequest[]): Promise<Report> {
  const packages = await comparePackages(requests);
  const drifts = packages.flatMap(({ comparison }) => comparison.drifts);
  const published = publishedForeign(packages, "error");
  return {
    lines: packages.flatMap(driftLines),
    notes: packages.flatMap(({ out, comparison }) => [
      ...comparison.foreign.filter((path) => !isPublished(path)).map((path) => `not ours, left alone: ${out}/${path}`),
      ...(comparison.drifts.length === 0 ? [`${out}: up to date`] : []),
    ]),
    result: resultOf(packages),
    warnings: [...packages.flatMap(({ warnings }) => warnings), ...published],
    passed: drifts.length === 0 && published.length === 0,
  };
}

/** What differs, file by file; but not all of a client that was never there, such as one that stands in another folder. */
function driftLines({ out, files, comparison: { drifts } }: ComparedPackage): readonly string[] {
  if (drifts.length === 0) return [];
  if (drifts.every(({ kind }) => kind === "missing") && drifts.length > files.length) {
    return [`${out}: no client is there. Run the generate command, or name the folder of the client with --out.`];
  }
  return [
    ...drifts.flatMap((drift) => [`${drift.kind}: ${out}/${drift.path}`, patchOf(out, drift)]),
    `${out}: ${drifts.length} of its files differ. Run the generate command.`,
  ];
}

async function comparePackages(requests: readonly InputRequest[]): Promise<readonly ComparedPackage[]> {
  const problems: Diagnostic[] = [];
  const packages: ComparedPackage[] = [];
  for (const request of requests) {
    try {
      const generated = await generate(request);
      const twin = packages.find(({ out }) => out === generated.out);
      if (twin !== undefined) {
        const hint = "Give each its own `out`, each in a client.yaml of its own: one folder is one API.";
        throw failure(`Two clients would be written to ${generated.out}`, hint);
      }
      packages.push({ ...generated, request, comparison: compareOutput(generated.out, generated.files) });
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

/** A person's files are never touched, wherever they stand. So it has to be said where they would go. */
function publishedForeign(
  packages: readonly ComparedPackage[],
  severity: Diagnostic["severity"],
): readonly Diagnostic[] {
  return packages.flatMap(({ out, comparison }) =>
    comparison.foreign.filter(isPublished).map((path) => ({
      severity,
      message: `${out}/${path} would be published with the client, and nothing generates it`,
      hint: `All of ${PUBLISHED_FOLDER}/ is published. Move the file out of there.`,
    })),
  );
}

/** But for what systems and editors leave behind, which npm leaves out: see `files` in the documentation of package.json. */
function isPublished(path: string): boolean {
  const [folder, ...rest] = path.split("/");
  return folder === PUBLISHED_FOLDER && !/^(\.DS_Store|\._.*|\..*\.swp|.*\.orig)$/.test(rest.at(-1) ?? "");
}

/** What `--format json` says of each package. */
function resultOf(packages: readonly ComparedPackage[]): unknown {
  return {
    packages: packages.map(({ out, files, comparison: { drifts, foreign } }) => ({
      folder: out,
      files: files.length + 1,
      drifts: drifts.map(({ kind, path }) => ({ kind, path })),
      foreign,
    })),
  };
}

function verbOf({ kind }: Drift): string {
  return { stale: "changed", missing: "new", stray: "removed" }[kind];
}

function patchOf(out: string, { path, before, after, kind }: Drift): string {
  const file = `${out}/${path}`;
  const patch = createTwoFilesPatch(
    kind === "missing" ? "/dev/null" : file,
    kind === "stray" ? "/dev/null" : file,
    before.replaceAll("\r\n", "\n"),
    after,
    kind === "missing" ? "" : "as it is",
    kind === "stray" ? "" : "as generated",
  ).replace(/^(Index: .*\n)?=+\n/, "");
  return patch.split("\t").map(printable).join("\t");
}
