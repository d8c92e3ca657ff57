import { expect, it } from "vitest";
import { formatDiagnostic, type Diagnostic } from "../../../generator/diagnostics/diagnostics.js";
import { warnOfOmissions } from "../../../generator/model/omissions.js";
import { useFolder } from "../documents.js";

const { read } = useFolder();

function warnings(text: string): string {
  const problems: Diagnostic[] = [];
  warnOfOmissions(read("openapi.yaml", text), problems);
  return problems.map((problem) => `\n${formatDiagnostic(problem)}\n`).join("");
}

const STREAM = "responses: {'200': {content: {text/event-stream: {}}}}";

it("a path item that no path leads to, where it streams", () => {
  const components = `components:
  pathItems:
    events: {get: {${STREAM}}}
    used: {get: {${STREAM}}}
    plain: {get: {responses: {}}}
`;
  expect(warnings(components)).toMatchInlineSnapshot(`
    "
    openapi.yaml:3:5 - warning: No path leads to the stream of the path item events: the client has no method for it.

      1 | components:
      2 |   pathItems:
    > 3 |     events: {get: {responses: {'200': {content: {text/event-stream: {}}}}}}
        |     ^
      4 |     used: {get: {responses: {'200': {content: {text/event-stream: {}}}}}}
      5 |     plain: {get: {responses: {}}}

      Say in an Overlay where it is:
      - target: $
        update:
          paths:
            /the/path: {$ref: "#/components/pathItems/events"}

    openapi.yaml:4:5 - warning: No path leads to the stream of the path item used: the client has no method for it.

      2 |   pathItems:
      3 |     events: {get: {responses: {'200': {content: {text/event-stream: {}}}}}}
    > 4 |     used: {get: {responses: {'200': {content: {text/event-stream: {}}}}}}
        |     ^
      5 |     plain: {get: {responses: {}}}

      Say in an Overlay where it is:
      - target: $
        update:
          paths:
            /the/path: {$ref: "#/components/pathItems/used"}
    "
  `);
  expect(warnings(`paths: {/a: {$ref: '#/components/pathItems/used'}}\n${components}`)).toContain(
    '- target: $.paths\n    update:\n      /the/path: {$ref: "#/components/pathItems/events"}',
  );
});

it("methods and parameters of OpenAPI 3.2, once for a path item of several paths", () => {
  const text = `paths:
  /a: &a
    $ref: '#/components/pathItems/A'
  /b: *a
components:
  pathItems:
    A:
      parameters: [{in: querystring, name: filter, content: {application/json: {}}}]
      query: {}
      additionalOperations: {LINK: {}}
      get: {parameters: [{$ref: '#/components/parameters/Q'}]}
  parameters: {Q: {in: querystring, name: q, content: {application/json: {}}}}
`;
  expect(warnings(text)).toMatchInlineSnapshot(`
    "
    openapi.yaml:9:7 - warning: The client has no method for QUERY operations: this one is left out.

       7 |     A:
       8 |       parameters: [{in: querystring, name: filter, content: {application/json: {}}}]
    >  9 |       query: {}
         |       ^
      10 |       additionalOperations: {LINK: {}}
      11 |       get: {parameters: [{$ref: '#/components/parameters/Q'}]}

    openapi.yaml:10:30 - warning: The client has no method for LINK operations: this one is left out.

       8 |       parameters: [{in: querystring, name: filter, content: {application/json: {}}}]
       9 |       query: {}
    > 10 |       additionalOperations: {LINK: {}}
         |                              ^
      11 |       get: {parameters: [{$ref: '#/components/parameters/Q'}]}
      12 |   parameters: {Q: {in: querystring, name: q, content: {application/json: {}}}}

    openapi.yaml:8:20 - warning: The client cannot send the parameter filter, which is a whole query string: it is left out.

       6 |   pathItems:
       7 |     A:
    >  8 |       parameters: [{in: querystring, name: filter, content: {application/json: {}}}]
         |                    ^
       9 |       query: {}
      10 |       additionalOperations: {LINK: {}}

      Describe its fields as parameters \`in: query\` in an Overlay, or pass a \`querySerializer\` to the call.

    openapi.yaml:11:26 - warning: The client cannot send the parameter q, which is a whole query string: it is left out.

       9 |       query: {}
      10 |       additionalOperations: {LINK: {}}
    > 11 |       get: {parameters: [{$ref: '#/components/parameters/Q'}]}
         |                          ^
      12 |   parameters: {Q: {in: querystring, name: q, content: {application/json: {}}}}

      Describe its fields as parameters \`in: query\` in an Overlay, or pass a \`querySerializer\` to the call.
    "
  `);
});

it("an extension where nothing reads it", () => {
  const text = `paths:
  /a:
    get:
      x-event-stream: {end: done}
      responses:
        '200':
          x-event-stream: false
          content: {application/json: {x-event-stream: {}}, text/event-stream: {x-event-stream: {}}}
    post: {x-event-stream: false, x-fern-streaming: true, responses: {'200': {content: {application/json: {x-event-stream: {}}}}}}
`;
  const problems: Diagnostic[] = [];
  warnOfOmissions(read("openapi.yaml", text), problems);
  expect(problems.map(({ severity, message, location }) => `${severity} ${location?.line}: ${message}`)).toEqual([
    "error 4: Nothing reads `x-event-stream` here",
    "error 7: Nothing reads `x-event-stream` here",
    "error 8: Nothing reads `x-event-stream` here",
  ]);
});

it("query parameters that openapi-fetch would write behind a query or a fragment", () => {
  const text = `paths:
  /a?beta=true:
    parameters: [{in: query, name: limit}, {in: path, name: id}]
    get: {parameters: [{in: query, name: after}]}
  /b#stream: {get: {parameters: [{in: query, name: limit}]}, post: {}}
  /c: {get: {parameters: [{in: query, name: limit}]}}
`;
  const problems: Diagnostic[] = [];
  warnOfOmissions(read("openapi.yaml", text), problems);
  expect(problems.map(({ message, hint }) => `${message}. ${hint}`)).toEqual([
    "The query of GET /a?beta=true gets lost: openapi-fetch writes it behind what is in the path. Do not pass limit, after, or rewrite the URL in a middleware.",
    "The query of GET /b#stream gets lost: openapi-fetch writes it behind what is in the path. Do not pass limit, or rewrite the URL in a middleware.",
  ]);
});

it("a method beside the reference of a path item", () => {
  expect(
    warnings(`paths: {/a: {$ref: '#/components/pathItems/a', post: {${STREAM}}}}\ncomponents: {pathItems: {a: {}}}\n`),
  ).toMatchInlineSnapshot(`
    "
    openapi.yaml:1:48 - warning: The path item is a reference: POST, which stands beside it, is left out.

    > 1 | paths: {/a: {$ref: '#/components/pathItems/a', post: {responses: {'200': {content: {text/event-stream: {}}}}}}…
        |                                                ^
      2 | components: {pathItems: {a: {}}}

      In an Overlay, add the method where the reference leads, or remove the reference.
    "
  `);
});
