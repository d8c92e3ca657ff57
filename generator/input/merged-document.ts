import { readInputs, type InputRequest } from "./inputs.js";
import { applyInputs } from "./merged-inputs.js";
import type { Report } from "../report.js";

/**
 * The document with its overlays applied, as YAML.
 *
 * @throws {DiagnosticsError} with what is wrong with the files.
 */
export async function mergedReport(request: InputRequest): Promise<Report> {
  const inputs = readInputs(request);
  const document = applyInputs(inputs);
  const { stringify } = await import("yaml");
  const text = stringify(document.value, { lineWidth: 0, aliasDuplicateObjects: false });
  return { lines: [text.trimEnd()], result: document.value, warnings: inputs.warnings, passed: true };
}
