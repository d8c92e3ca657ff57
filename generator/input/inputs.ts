import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import type { ClientConfig } from "../client-config.js";
import { collect, DiagnosticsError, errorOf, failure, suggest, type Diagnostic } from "../diagnostics/diagnostics.js";
import { bundle, bundledFiles } from "../document/bundle.js";
import { locateFile, toPosix } from "../document/display-name.js";
import { readDocument, type Document } from "../document/source.js";
import { warnOfMisnamed } from "./misnamed.js";
import { SPEC_NAMES } from "./api-folder.js";
import { extendedBy, extendedFile, otherExtends, overlaysFor } from "./extends.js";

/** Which files to read and where to write: a folder, or what the flags say instead. Paths are the user's. */
export interface InputRequest {
  /** The folder of one API. With `spec` given, the folder of that. */
  readonly folder?: string | undefined;
  readonly spec?: string | undefined;
  /** Whether it was named in the place of a folder, and not in the place of the document that the Overlays are for. */
  readonly isNamed?: boolean;
  readonly overlays?: readonly string[] | undefined;
  readonly client?: string | undefined;
  readonly out?: string | undefined;
}

/** What was read. */
export interface Inputs {
  readonly spec: Document;
  readonly overlays: readonly Document[];
  readonly client: Document | undefined;
  readonly warnings: readonly Diagnostic[];
}

const URL_START = /^[a-z][a-z0-9+.-]+:\/\//i;
const OVERLAY = /\.overlay\.(ya?ml|json)$/;

/** The folder of the API: that of its document, where that was named. */
export function folderOf({ folder, spec }: InputRequest): string {
  return folder ?? (spec === undefined ? "spec" : dirname(spec));
}

/**
 * Reads the files of one API.
 *
 * @throws {DiagnosticsError} with every file that is missing or cannot be parsed.
 */
export function readInputs(request: InputRequest): Inputs {
  const folder = folderOf(request);
  const named = [request.folder, request.spec, request.client, ...(request.overlays ?? [])];
  const urls = named.filter((name) => name !== undefined && URL_START.test(name)) as readonly string[];
  if (urls.length > 0) {
    throw new DiagnosticsError(urls.map(noUrl));
  }
  if (request.spec === undefined && !statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
    throw noFolder(folder, request.folder === undefined && (request.overlays?.length ?? 0) > 1);
  }
  const problems: Diagnostic[] = [];
  const read = (file: string, parse: typeof bundle = (document) => document): Document | undefined =>
    collect(problems, () => parse(readDocument(file)));
  const overlayFiles = request.overlays ?? overlaysIn(folder);
  const empty = overlayFiles.filter(isEmpty);
  const found = overlayFiles.filter((file) => !empty.includes(file)).flatMap((file) => read(file) ?? []);
  const isChosen = request.overlays !== undefined || request.spec === undefined;
  const overlays = isChosen ? found : overlaysFor(found, request.spec, request.isNamed);
  const specFile = request.spec ?? extendedFile(overlays, problems) ?? specIn(folder, problems);
  const clientFile = request.client ?? [join(folder, "client.yaml")].find((file) => existsSync(file));
  const client = clientFile === undefined ? undefined : read(clientFile);
  const spec = specFile === undefined ? undefined : read(specFile, bundle);
  if (spec === undefined && problems.length === 0) {
    problems.push(noSpec(folder));
  }
  if (spec === undefined || problems.length > 0) {
    throw new DiagnosticsError(problems);
  }
  const others = overlays.flatMap((overlay) => (request.spec === undefined ? [] : otherExtends(overlay, request.spec)));
  // Beside a document that was named stands what belongs to others.
  const isFolder = request.spec === undefined && request.overlays === undefined && request.client === undefined;
  const misnamed = isFolder ? warnOfMisnamed(folder, namesIn(folder)) : [];
  return { spec, overlays, client, warnings: [...empty.map(emptyOverlay), ...misnamed, ...others] };
}

/** The files whose change can change what is generated, whether they are there or not. */
export function inputFiles(request: InputRequest): readonly string[] {
  const folder = folderOf(request);
  const overlays = request.overlays ?? overlaysIn(folder);
  const read = overlays.flatMap((file) => (existsSync(file) ? (collect([], () => readDocument(file)) ?? []) : []));
  const extended = read.flatMap((overlay) => extendedBy(overlay) ?? []);
  const named = [request.spec, request.client].filter((file) => file !== undefined);
  const own = SPEC_NAMES.map((name) => join(folder, name));
  const spec = [...(request.spec === undefined ? extended : [request.spec]), ...own].find((file) => existsSync(file));
  const referred = spec === undefined ? [] : (collect([], () => bundledFiles(readDocument(spec))) ?? []);
  return [...own, join(folder, "client.yaml"), ...overlays, ...extended, ...named, ...referred];
}

/** A shell makes the file of `streams > api.overlay.yaml` before `streams` itself begins. */
function isEmpty(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false })?.size === 0;
}

function emptyOverlay(file: string): Diagnostic {
  return { severity: "warning", message: "This Overlay is empty, and changes nothing yet", location: locateFile(file) };
}

function noUrl(url: string): Diagnostic {
  return errorOf(
    `A URL is not read, and a file is wanted: ${url}`,
    "The published document is kept beside the Overlay, so that a change of it shows in review. Download it, such as with `curl --fail --location --output spec/openapi.yaml <URL>`, and name the file.",
  );
}

/** @param isSwallowed Whether a document may have been taken for an Overlay. */
function noFolder(folder: string, isSwallowed: boolean): DiagnosticsError {
  const meant = suggest(basename(folder), namesIn(dirname(folder)));
  const here = SPEC_NAMES.find((name) => existsSync(name));
  const hints = {
    folder: isSwallowed
      ? "A document comes before `--overlay`, which takes every file that follows it."
      : here !== undefined
        ? `There is ${here} in this folder: name that, or the folder itself, \`.\`.`
        : "A folder holds openapi.yaml, its *.overlay.yaml and client.yaml. Name it, or point at a document with --spec.",
    file: "Name a document that is there, or the folder that holds it.",
  };
  const kind = /\.(ya?ml|json)$/.test(folder) ? "file" : "folder";
  const hint = meant === undefined ? hints[kind] : `Did you mean ${join(dirname(folder), meant)}?`;
  return failure(`There is no ${kind} ${folder}`, hint);
}

function noSpec(folder: string): Diagnostic {
  return errorOf(
    `There is no OpenAPI document in ${folder === "." ? "this folder" : folder}`,
    `Put it there as ${SPEC_NAMES.join(", ")}, name it in the \`extends\` of an Overlay, or point at it with --spec.`,
  );
}

function overlaysIn(folder: string): readonly string[] {
  return namesIn(folder)
    .filter((name) => OVERLAY.test(name))
    .sort()
    .map((name) => join(folder, name));
}

/** None of a folder that is not there, or no more: `--watch` looks again when it is back. */
function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** Of two documents one may be what was downloaded long ago. Which it is nobody can tell but who put them there. */
function specIn(folder: string, problems: Diagnostic[]): string | undefined {
  const [first, second] = SPEC_NAMES.map((name) => join(folder, name)).filter((file) => existsSync(file));
  if (first !== undefined && second !== undefined) {
    problems.push({
      severity: "error",
      message: `There are two documents in one folder: ${basename(first)} and ${basename(second)}`,
      hint: "One folder is one API. Remove one of them, or name the one that counts: in the `extends` of an Overlay, or with --spec.",
      location: locateFile(second),
    });
  }
  return first;
}

/** Where to write: the flag, else `out` of `client.yaml`, else `generated`. */
export function outputFolder(request: InputRequest, inputs: Inputs, config: ClientConfig): string {
  if (request.out !== undefined) {
    return request.out || ".";
  }
  if (config.out !== undefined && inputs.client !== undefined) {
    return toPosix(relative(process.cwd(), resolve(dirname(inputs.client.file), config.out))) || ".";
  }
  return "generated";
}

/**
 * The text of the client's LICENSE, if `client.yaml` names one.
 *
 * @throws {DiagnosticsError} when there is no such file.
 */
export function readLicense(inputs: Inputs, config: ClientConfig): string | undefined {
  if (config.licenseFile === undefined || inputs.client === undefined) {
    return undefined;
  }
  try {
    return readFileSync(resolve(dirname(inputs.client.file), config.licenseFile), "utf8").replaceAll("\r\n", "\n");
  } catch {
    throw new DiagnosticsError([
      {
        severity: "error",
        message: `The license file cannot be read: ${config.licenseFile}`,
        hint: "The path is relative to client.yaml.",
        location: inputs.client.locate(["licenseFile"]),
      },
    ]);
  }
}
