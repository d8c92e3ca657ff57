import { DiagnosticsError, didYouMean, type Diagnostic } from "./diagnostics/diagnostics.js";
import { toPascalCase } from "./document/escape.js";
import { child, children, keyOf, objectOf, rootOf, type Node } from "./document/reference.js";
import { isObject, type Document, type JsonObject, type JsonValue } from "./document/source.js";
import { isLicenseExpression } from "./license-expression.js";
import { titleOf } from "./model/title.js";

/** What no spec can say of the package: the content of `client.yaml`. */
export interface ClientConfig {
  /** The name of the npm package. */
  readonly name: string;
  readonly version: string;
  readonly description: string | undefined;
  readonly license: string | undefined;
  /** The file with the license's text, as written: relative to `client.yaml`. */
  readonly licenseFile: string | undefined;
  readonly author: JsonValue | undefined;
  readonly repository: JsonValue | undefined;
  readonly homepage: string | undefined;
  readonly keywords: readonly JsonValue[] | undefined;
  readonly publishConfig: JsonObject | undefined;
  /** The folder to write to, as written: relative to `client.yaml`. */
  readonly out: string | undefined;
}

type Check = (value: JsonValue) => boolean;

const isText: Check = (value) => typeof value === "string" && value.trim() !== "";
const isLicense: Check = (value) => typeof value === "string" && isLicenseExpression(value);
const isTextOrObject: Check = (value) => isText(value) || isObject(value);
/** https://docs.npmjs.com/cli/configuring-npm/package-json#name */
const isPackageName: Check = (value) =>
  typeof value === "string" &&
  value.length <= 214 &&
  /^(@[a-z0-9-~][a-z0-9-._~]*\/)?[a-z0-9-~][a-z0-9-._~]*$/.test(value);
const isVersion: Check = (value) =>
  typeof value === "string" && /^\d+\.\d+\.\d+(-[0-9A-Za-z-.]+)?(\+[0-9A-Za-z-.]+)?$/.test(value);

/** The keys of `client.yaml`, and what each has to be. */
export const KEYS: ReadonlyMap<string, { readonly check: Check; readonly expected: string }> = new Map([
  ["name", { check: isPackageName, expected: "the name of an npm package, in lower case" }],
  ["version", { check: isVersion, expected: "a version, such as 1.0.0" }],
  ["description", { check: isText, expected: "a text" }],
  [
    "license",
    { check: isLicense, expected: "an SPDX license expression, such as MIT, or UNLICENSED, or SEE LICENSE IN a file" },
  ],
  ["licenseFile", { check: isText, expected: "the path of a file, relative to this one" }],
  ["author", { check: isTextOrObject, expected: "a text, or an object with name, email and url" }],
  ["repository", { check: isTextOrObject, expected: "a text, or an object with url, type and directory" }],
  ["homepage", { check: isText, expected: "a URL" }],
  ["keywords", { check: (value) => Array.isArray(value) && value.every(isText), expected: "a list of texts" }],
  ["publishConfig", { check: isObject, expected: "an object, as in package.json" }],
  ["out", { check: isText, expected: "the path of the folder to write to, relative to this file" }],
]);

/** The fields of values that may be objects, each a text. The first is needed. */
const FIELDS: ReadonlyMap<string, readonly [string, ...string[]]> = new Map([
  ["author", ["name", "email", "url"]],
  ["repository", ["url", "type", "directory"]],
]);

/**
 * Reads `client.yaml`. Without one, name, version and description come from the document's `info`.
 *
 * @throws {DiagnosticsError} with every key that is unknown and every value that is none.
 */
export function readClientConfig(config: Document | undefined, document: Document): ClientConfig {
  const given = config === undefined ? {} : checkConfig(config);
  const text = (key: keyof ClientConfig): string | undefined => given[key] as string | undefined;
  const info = objectOf(child(rootOf(document), "info"));
  const description = typeof info["description"] === "string" ? info["description"].trim().split("\n")[0] : "";
  return {
    name: text("name") ?? packageNameOf(titleOf(document) ?? ""),
    version: text("version") ?? (isVersion(info["version"] ?? "") ? String(info["version"]) : "0.0.0"),
    description: text("description") ?? (description === "" ? undefined : description),
    license: text("license"),
    licenseFile: text("licenseFile"),
    author: given["author"],
    repository: given["repository"],
    homepage: text("homepage"),
    keywords: given["keywords"] as readonly JsonValue[] | undefined,
    publishConfig: given["publishConfig"] as JsonObject | undefined,
    out: text("out"),
  };
}

/** Says that the package has no version of the document's, where nobody gave it one. */
export function versionWarnings(config: Document | undefined, document: Document): readonly Diagnostic[] {
  const version = child(child(rootOf(document), "info"), "version");
  const isGiven = isObject(config?.value) && Object.hasOwn(config.value, "version");
  if (isGiven || version === undefined || isVersion(version.value)) return [];
  return [
    {
      severity: "warning",
      message: `The document's version is none that npm takes: the package is 0.0.0`,
      hint: "Say another in client.yaml, beside the document: `version: 1.0.0`",
      location: document.locate(version.path),
    },
  ];
}

function checkConfig(config: Document): JsonObject {
  const root = rootOf(config);
  if (!isObject(root.value)) {
    throw new DiagnosticsError([
      { severity: "error", message: "Expected an object", hint: keysText(KEYS.keys()), location: config.locate([]) },
    ]);
  }
  const problems = children(root).flatMap((entry): readonly Diagnostic[] => {
    const key = KEYS.get(keyOf(entry));
    if (key === undefined) return [unknownKey(config, entry, [...KEYS.keys()])];
    const fields = FIELDS.get(keyOf(entry));
    if (!key.check(entry.value)) return [wrong(config, entry, `\`${keyOf(entry)}\` must be ${key.expected}`)];
    return fields && isObject(entry.value) ? fieldProblems(config, entry, fields) : [];
  });
  if (problems.length > 0) {
    throw new DiagnosticsError(problems);
  }
  return root.value;
}

function fieldProblems(config: Document, object: Node, known: readonly [string, ...string[]]): readonly Diagnostic[] {
  const fields = children(object);
  const [needed] = known;
  const problems = fields.flatMap((field) => {
    if (!known.includes(keyOf(field))) return [unknownKey(config, field, known)];
    return isText(field.value) ? [] : [wrong(config, field, `\`${keyOf(object)}.${keyOf(field)}\` must be a text`)];
  });
  // The one that is needed may be misspelled.
  const isMissing = problems.length === 0 && child(object, needed) === undefined;
  return isMissing ? [wrong(config, object, `\`${keyOf(object)}\` must have \`${needed}\``)] : problems;
}

function wrong(config: Document, { path }: Node, message: string): Diagnostic {
  return { severity: "error", message, location: config.locate(path) };
}

function unknownKey(config: Document, entry: Node, known: readonly string[]): Diagnostic {
  const hint = didYouMean(keyOf(entry), known) ?? keysText(known);
  return {
    severity: "error",
    message: `Unknown key "${keyOf(entry)}"`,
    hint,
    location: config.locate(entry.path, "key"),
  };
}

function keysText(known: Iterable<string>): string {
  return `The keys are ${[...known].join(", ")}.`;
}

/** `AISquare Studio API` -> `ai-square-studio-api`. */
function packageNameOf(title: string): string {
  const letters = title.normalize("NFKD").replace(/\p{M}/gu, "");
  const words = toPascalCase(letters).replace(/(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/g, "-");
  const name = words.toLowerCase().replace(/[^a-z0-9-]/g, "");
  return isPackageName(name) ? name : "api-client";
}
