import { buildModel } from "./model/build-model.js";
import { readClientConfig, versionWarnings } from "./client-config.js";
import { withWarnings, type Diagnostic } from "./diagnostics/diagnostics.js";
import { distributeUnions } from "./model/distribute-unions.js";
import { emitApi } from "./emit/emit-api.js";
import { emitManifest } from "./emit/emit-manifest.js";
import { emitOperations } from "./emit/emit-operations.js";
import { emitReadme } from "./emit/emit-readme.js";
import { emitTypes } from "./emit/emit-types.js";
import { formatTypeScript } from "./emit/format.js";
import { BANNER, type GeneratedFile } from "./emit/generated-file.js";
import { outputFolder, readInputs, readLicense, type InputRequest } from "./input/inputs.js";
import { lowerDocument } from "./emit/lower.js";
import type { StreamingModel } from "./model/model.js";
import { applyInputs } from "./input/merged-inputs.js";
import { verbatimFiles } from "./emit/templates.js";
import { validate } from "./validation/validate.js";

/** A client package, not yet written. */
export interface GeneratedPackage {
  /** The folder to write it to. */
  readonly out: string;
  readonly files: readonly GeneratedFile[];
  /** What the operations of the files are generated from. */
  readonly model: StreamingModel;
  readonly warnings: readonly Diagnostic[];
}

/**
 * THE PIPELINE: spec -> document -> model -> files. It reads the request's files and writes none.
 *
 * @throws {DiagnosticsError} with all that is wrong at the first stage that something is wrong with.
 */
export async function generate(request: InputRequest): Promise<GeneratedPackage> {
  const inputs = readInputs(request);
  const published = applyInputs(inputs);
  const faults = validate(published, inputs.overlays);
  const document = distributeUnions(published);
  const config = readClientConfig(inputs.client, document);
  const unversioned = versionWarnings(inputs.client, document);
  const license = readLicense(inputs, config);
  const { model, warnings } = withWarnings(inputs.warnings, () => buildModel(document));
  const types = await emitTypes(document, lowerDocument(document, model));
  const files: readonly GeneratedFile[] = [
    ...verbatimFiles(),
    { path: "types.ts", text: `${BANNER}${types}` },
    { path: "operations.ts", text: await formatTypeScript(emitOperations(model)) },
    { path: "package.json", text: emitManifest(config) },
    { path: "README.md", text: emitReadme(config, document, model) },
    { path: "API.md", text: emitApi(config, document, model) },
    ...(license === undefined ? [] : [{ path: "LICENSE", text: license }]),
  ];
  const out = outputFolder(request, inputs, config);
  return { out, files, model, warnings: [...inputs.warnings, ...faults, ...unversioned, ...warnings] };
}
