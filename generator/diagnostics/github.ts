import { relative, resolve } from "node:path";
import type { Diagnostic, Location } from "./diagnostics.js";
import { printable } from "./printable.js";

/** A diagnostic as a GitHub workflow command, which becomes an annotation of the line that it is about. */
export function toWorkflowCommand({ severity, message, hint, location }: Diagnostic, workspace: string): string {
  const text = [`${printable(message)}.`, ...(hint === undefined ? [] : [printable(hint)])].join("\n");
  return annotate(severity, text, location, workspace);
}

/**
 * A GitHub workflow command that annotates a line. Files are named from `workspace`, the folder of the checkout.
 *
 * https://docs.github.com/actions/reference/workflow-commands-for-github-actions#setting-an-error-message
 */
export function annotate(
  level: "error" | "warning" | "notice",
  text: string,
  location: Location | undefined,
  workspace: string,
): string {
  const place =
    location === undefined
      ? []
      : [
          `file=${property(relative(workspace, resolve(location.file)).replaceAll("\\", "/"))}`,
          `line=${location.line}`,
          `col=${location.column}`,
        ];
  const parameters = place.length === 0 ? "" : ` ${place.join(",")}`;
  return `::${level}${parameters}::${escape(text)}`;
}

function escape(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function property(text: string): string {
  return escape(printable(text)).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
