import { suggest, DiagnosticsError, type Diagnostic } from "../diagnostics/diagnostics.js";
import { openReference } from "./open-reference.js";
import {
  children,
  endOf,
  keyOf,
  MAX_CHAIN,
  objectOf,
  referenceOf,
  referringNodes,
  rootOf,
  target,
  type Node,
} from "./reference.js";
import { isObject, parsePointer, type Document } from "./source.js";

/**
 * Sees to it that a document is OpenAPI 3, and that all its references lead somewhere in it. The stages after this one
 * rely on it.
 *
 * @throws {DiagnosticsError} with all that is wrong.
 */
export function checkDocument(document: Document): void {
  const problems: Diagnostic[] = [...checkVersion(document)];
  if (problems.length === 0) {
    for (const node of referringNodes(rootOf(document))) {
      const problem = problemOf(document, node);
      if (problem !== undefined) {
        problems.push({ severity: "error", ...problem, location: document.locate([...node.path, "$ref"]) });
      }
    }
  }
  if (problems.length > 0) {
    throw new DiagnosticsError(problems);
  }
}

/**
 * Sees to it that a document is no other thing than OpenAPI, before its Overlays are applied: none of their targets would
 * match, and nobody would see why.
 *
 * @throws {DiagnosticsError}
 */
export function checkIsOpenapi(document: Document): void {
  const { openapi } = objectOf(rootOf(document));
  if (openapi === undefined) throw new DiagnosticsError(checkVersion(document));
}

function checkVersion(document: Document): readonly Diagnostic[] {
  const { openapi, swagger } = objectOf(rootOf(document));
  if (typeof openapi === "string" && /^3\.\d+(\.|$)/.test(openapi)) {
    return [];
  }
  const isQuoted = typeof openapi === "number" && openapi >= 3 && openapi < 4;
  return [
    {
      severity: "error",
      message:
        swagger === undefined
          ? `This is no OpenAPI 3 document: ${openapi === undefined ? "it has no `openapi` field" : "its `openapi` field says something else"}`
          : `This is a Swagger ${String(swagger)} document`,
      hint: isQuoted
        ? "Write the version as a string, such as openapi: '3.1.0'."
        : openapi === undefined && swagger === undefined
          ? "Is it the document itself? That begins with its version, such as openapi: 3.1.0."
          : "OpenAPI 3.0, 3.1 and 3.2 are read. Convert older documents first.",
      location: document.locate([swagger === undefined ? "openapi" : "swagger"]),
    },
  ];
}

function problemOf(document: Document, node: Node): Pick<Diagnostic, "message" | "hint"> | undefined {
  const reference = referenceOf(node.value) as string;
  if (!reference.startsWith("#")) {
    const found = openReference(reference, document.locate([...node.path, "$ref"]).file, document, new Map());
    return "message" in found
      ? found
      : {
          message: `The reference goes round in a circle: ${reference}`,
          hint: "Let one of the two files say what it is.",
        };
  }
  const end = endOf(document, node);
  if (end === "in a circle") {
    return {
      message: `The reference goes round in a circle: ${reference}`,
      hint: "Let one of the two say what the schema is.",
    };
  }
  if (end === "on and on") {
    return {
      message: `The reference leads to another one, and so on, more than ${MAX_CHAIN} times`,
      hint: "Refer to what the last of them refers to.",
    };
  }
  if (end !== "nowhere") {
    return end.path.length > 0 && (isObject(end.value) || typeof end.value === "boolean")
      ? undefined
      : {
          message: `The reference leads to no object: ${reference}`,
          hint: "Refer to a schema, a response or the like, such as #/components/schemas/Token.",
        };
  }
  // Another one, which is reported itself.
  if (target(document, reference) !== undefined) return undefined;
  const slash = reference.lastIndexOf("/");
  const siblings = children(target(document, reference.slice(0, slash))).map(keyOf);
  const near = suggest(reference.slice(slash + 1), siblings);
  return {
    message: `The reference leads nowhere: ${reference}`,
    hint: near ? `Did you mean "${reference.slice(0, slash + 1)}${near}"?` : nothingThere(document, reference),
  };
}

function nothingThere(document: Document, reference: string): string {
  const [components, kind, name, ...rest] = parsePointer(reference) ?? [];
  const isSchema = components === "components" && kind === "schemas" && name !== undefined && rest.length === 0;
  if (!isSchema || target(document, "#/components/schemas") === undefined) {
    return "Nothing stands there. Add it, or correct the reference.";
  }
  const action = `- target: $.components.schemas\n  update:\n    ${JSON.stringify(name)}: {}`;
  return `Nothing stands there. Correct the reference, or add the schema in an Overlay, for any value until you say more:\n${action}`;
}
