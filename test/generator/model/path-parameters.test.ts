import { expect, it } from "vitest";
import { formatDiagnostic, type Diagnostic } from "../../../generator/diagnostics/diagnostics.js";
import { warnOfPathParameters } from "../../../generator/model/path-parameters.js";
import { useFolder } from "../documents.js";

const { read } = useFolder();

function warnings(text: string): string {
  const problems: Diagnostic[] = [];
  warnOfPathParameters(read("openapi.yaml", text), problems);
  return problems.map((problem) => `\n${formatDiagnostic(problem)}\n`).join("");
}

const ID = "{name: id, in: path, required: true, schema: {type: string}}";

it("is silent where each expression is a parameter, of the operation or of its path, in whatever style", () => {
  expect(
    warnings(`paths:
  /a/{id}: {get: {parameters: [${ID}]}, delete: {parameters: [{$ref: '#/components/parameters/Id'}]}}
  /b/{id}/{;id*}: {parameters: [${ID}], get: {}}
  /c: {get: {parameters: [{name: id, in: query}]}}
  /d/{no-method}: {}
components: {parameters: {Id: ${ID}}}
`),
  ).toBe("");
});

it("tells of an expression that no parameter fills in, and of a parameter that is sent nowhere", () => {
  expect(
    warnings(`paths:
  /a/{ident}/{x}:
    get: {parameters: [${ID}]}
  /b/{ident}:
    get: {parameters: [${ID}]}
  /c:
    get: {parameters: [${ID}]}
`),
  ).toMatchInlineSnapshot(`
    "
    openapi.yaml:2:3 - warning: No parameter fills in {ident} of this path: calls send it as it stands.

      1 | paths:
    > 2 |   /a/{ident}/{x}:
        |   ^
      3 |     get: {parameters: [{name: id, in: path, required: true, schema: {type: string}}]}
      4 |   /b/{ident}:

      Declare it in an Overlay:
      - target: $.paths['/a/{ident}/{x}']
        update:
          parameters:
            - {name: ident, in: path, required: true, schema: {type: string}}

    openapi.yaml:2:3 - warning: No parameter fills in {x} of this path: calls send it as it stands.

      1 | paths:
    > 2 |   /a/{ident}/{x}:
        |   ^
      3 |     get: {parameters: [{name: id, in: path, required: true, schema: {type: string}}]}
      4 |   /b/{ident}:

      Declare it in an Overlay:
      - target: $.paths['/a/{ident}/{x}']
        update:
          parameters:
            - {name: x, in: path, required: true, schema: {type: string}}

    openapi.yaml:4:3 - warning: No parameter fills in {ident} of this path: calls send it as it stands.

      2 |   /a/{ident}/{x}:
      3 |     get: {parameters: [{name: id, in: path, required: true, schema: {type: string}}]}
    > 4 |   /b/{ident}:
        |   ^
      5 |     get: {parameters: [{name: id, in: path, required: true, schema: {type: string}}]}
      6 |   /c:

      Did you mean {id}, as the path parameter is called?

    openapi.yaml:7:24 - warning: The path has no {id}: what is given for this parameter is sent nowhere.

      5 |     get: {parameters: [{name: id, in: path, required: true, schema: {type: string}}]}
      6 |   /c:
    > 7 |     get: {parameters: [{name: id, in: path, required: true, schema: {type: string}}]}
        |                        ^

      Correct its name or its \`in\`, or remove it in an Overlay.
    "
  `);
});
