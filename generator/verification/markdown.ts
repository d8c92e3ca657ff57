import type { Location } from "../diagnostics/diagnostics.js";
import { toMarkdown, toMarkdownCode, toTableCode } from "../document/escape.js";
import { counted } from "../counted.js";
import type { Finding, Verification } from "./findings.js";

/** What recordings show, as Markdown: for a comment, or the summary of a job. */
export function markdownLines(verifications: readonly Verification[]): readonly string[] {
  return verifications.flatMap(({ operationId, recordings, events, findings }, index) => [
    ...(index === 0 ? [] : [""]),
    `### ${toMarkdownCode(operationId)}: ${counted(events, "event")} in ${counted(recordings, "recording")}`,
    "",
    ...(findings.length === 0 ? ["As the document has them."] : tableOf(findings)),
  ]);
}

function tableOf(findings: readonly Finding[]): readonly string[] {
  return [
    "| | what | recorded | in the document |",
    "|---|---|---|---|",
    ...findings.map(({ severity, message, recorded, declared }) => {
      return `| ${severity} | ${toMarkdown(message)} | ${placeOf(recorded)} | ${placeOf(declared)} |`;
    }),
  ];
}

function placeOf({ file, line }: Location): string {
  return toTableCode(`${file}:${line}`);
}
