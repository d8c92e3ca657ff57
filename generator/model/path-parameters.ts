import { suggest, type Diagnostic } from "../diagnostics/diagnostics.js";
import type { Document } from "../document/source.js";
import { overlayAction, toYaml } from "../overlay/overlay-snippets.js";
import { findOperations } from "./find-streams.js";
import { parametersOf } from "./parameters.js";

/**
 * OpenAPI, "Path Templating": each expression of a path is a parameter of its operations, and each path parameter is in
 * the path. One that is not is sent nowhere, and openapi-fetch sends the expression as it stands.
 */
export function warnOfPathParameters(document: Document, problems: Diagnostic[]): void {
  for (const { path, operation } of findOperations(document)) {
    const parameters = parametersOf(document, operation).filter((parameter) => parameter.in === "path");
    const declared = new Set(parameters.map(({ name }) => name));
    const written = namesIn(path);
    const open = written.filter((name) => !declared.has(name));
    const idle = parameters.filter(({ name }) => !written.includes(name));
    const unused = idle.map(({ name }) => name);
    for (const name of open) {
      const near = suggest(name, unused) ?? (open.length === 1 ? unused[0] : undefined);
      problems.push({
        severity: "warning",
        message: `No parameter fills in {${name}} of this path: calls send it as it stands`,
        hint:
          near === undefined
            ? `Declare it in an Overlay:\n${overlayAction(["paths", path], declaration(name))}`
            : `Did you mean {${near}}, as the path parameter is called?`,
        location: document.locate(["paths", path], "key"),
      });
    }
    for (const { name, at } of open.length > 0 ? [] : idle) {
      problems.push({
        severity: "warning",
        message: `The path has no {${name}}: what is given for this parameter is sent nowhere`,
        hint: "Correct its name or its `in`, or remove it in an Overlay.",
        location: document.locate(at.path),
      });
    }
  }
}

/** The names of a path's expressions. openapi-fetch knows those of RFC 6570 that say a style: `{;name*}`. */
function namesIn(path: string): readonly string[] {
  return [...path.matchAll(/\{[.;]?([^{}]+?)\*?\}/g)].map(([, name]) => name as string);
}

function declaration(name: string): string {
  return `parameters:\n  - {name: ${toYaml(name)}, in: path, required: true, schema: {type: string}}`;
}
