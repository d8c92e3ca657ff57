import { withWarnings } from "../diagnostics/diagnostics.js";
import { checkIsOpenapi } from "../document/check-document.js";
import { isObject, type Document } from "../document/source.js";
import { readInputs, type Inputs, type InputRequest } from "./inputs.js";
import { distributeUnions } from "../model/distribute-unions.js";
import type { Report } from "../report.js";
import { applyOverlays } from "../overlay/overlay.js";
import { validate } from "../validation/validate.js";

/** The inputs of a verb, and the document that they give. */
export interface MergedInputs extends Inputs {
  /** With its overlays applied, and each event of a union whole. Its references all resolve. */
  readonly document: Document;
}

/**
 * Reads the files of one API and applies its overlays: a document that `generate` takes, for the other verbs. Of what
 * `generate` warns, it warns there.
 *
 * @throws {DiagnosticsError} with what is wrong with the files, and with the document.
 */
export function readMerged(request: InputRequest): MergedInputs {
  const inputs = readInputs(request);
  return { ...inputs, document: withWarnings(inputs.warnings, () => merge(inputs.spec, inputs.overlays)) };
}

/**
 * The document with its overlays applied, whatever they make of it, as YAML.
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

/**
 * The document with its overlays applied, whatever they make of it.
 *
 * @throws {DiagnosticsError} with what is wrong, and the warnings of what was read.
 */
export function applyInputs({ spec, overlays, warnings }: Inputs): Document {
  return withWarnings(warnings, () => applyToOpenapi(spec, overlays));
}

/**
 * The document with its overlays applied, and each event of a union whole. An overlay that holds no action is one that is
 * yet to be written, and changes nothing.
 *
 * @throws {DiagnosticsError} with what is wrong.
 */
export function merge(spec: Document, overlays: readonly Document[]): Document {
  const written = overlays.filter((overlay) => !holdsNoAction(overlay));
  const document = applyToOpenapi(spec, written);
  validate(document, written);
  return distributeUnions(document);
}

function applyToOpenapi(spec: Document, overlays: readonly Document[]): Document {
  checkIsOpenapi(spec);
  return applyOverlays(spec, overlays);
}

function holdsNoAction({ value }: Document): boolean {
  return isObject(value) && Array.isArray(value["actions"]) && value["actions"].length === 0;
}
