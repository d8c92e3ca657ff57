import { relative, resolve } from "node:path";
import type { Diagnostic } from "./diagnostics.js";
import { printable } from "./printable.js";

/**
 * A diagnostic as a GitHub workflow command, which becomes an annotation of the line that it is about. Files are named
 * from `workspace`, the folder of the checkout.
 *
 * https://docs.github.com/actions/reference/workflow-commands-for-github-actions#setting-an-error-message
 */
export function toWorkflowCommand(diagnostic: Diagnostic, workspace: string): string {
  const { severity, message, hint, location } = diagnostic;
  const place =
    location === undefined
      ? []
      : [
          `file=${property(relative(workspace, resolve(location.file)).replaceAll("\\", "/"))}`,
          `line=${location.line}`,
          `col=${location.column}`,
        ];
  const parameters = place.length === 0 ? "" : ` ${place.join(",")}`;
  const text = [`${printable(message)}.`, ...(hint === undefined ? [] : [printable(hint)])].join("\n");
  return `::${severity}${parameters}::${escape(text)}`;
}

function escape(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function property(text: string): string {
  return escape(printable(text)).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
