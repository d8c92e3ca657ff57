import { describe, expect, it } from "vitest";
import { buildModel } from "../../../generator/model/build-model.js";
import { chatYaml } from "../streams.js";
import { SCHEMAS, ENVELOPE, useChat } from "./chat.js";

const { problems, read } = useChat();

it("a sentinel in brackets without quotes is told that YAML reads a list", () => {
  const text = problems(`${ENVELOPE}\nx-event-stream: {sentinel: [DONE]}`);
  expect(text).toContain("compared whole, such as '[DONE]'.");
  expect(text).toContain("Without quotes, YAML takes [ ] for a list.");
});

describe("what is refused", () => {
  it("an extension that is none", () => {
    expect(problems(`${ENVELOPE}\nx-event-stream: done`)).toMatchInlineSnapshot(`
      "
      openapi.yaml:17:31 - error: \`x-event-stream\` must be an object with the keys end, error, text, sentinel, request, or false to leave the stream out.

        15 |                 properties:
        16 |                   data: {type: string, contentMediaType: application/json, contentSchema: {$ref: '#/components…
      > 17 |               x-event-stream: done
           |                               ^
        18 | components:
        19 |   schemas:
      "
    `);
  });

  it("every value of the extension that is none, at once", () => {
    const extension = `x-event-stream:
  end: [{}, {where: type}, {where: /nowhere}, {where: /type, is: [1]}, {where: /type, it: 1}]
  error: 3
  text: [token]
  sentinel: ''
  request: {stream: {deep: true}}
  sentinels: x`;
    expect(problems(`${ENVELOPE}\n${extension}`)).toMatchInlineSnapshot(`
      "
      openapi.yaml:23:17 - error: Unknown key "sentinels" in \`x-event-stream\`.

        21 |                 sentinel: ''
        22 |                 request: {stream: {deep: true}}
      > 23 |                 sentinels: x
           |                 ^
        24 | components:
        25 |   schemas:

        Did you mean "sentinel"?

      openapi.yaml:18:23 - error: Expected the name of an event, or \`{where: /pointer, is: value}\`.

        16 |                   data: {type: string, contentMediaType: application/json, contentSchema: {$ref: '#/components…
        17 |               x-event-stream:
      > 18 |                 end: [{}, {where: type}, {where: /nowhere}, {where: /type, is: [1]}, {where: /type, it: 1}]
           |                       ^
        19 |                 error: 3
        20 |                 text: [token]

      openapi.yaml:18:35 - error: Expected a JSON Pointer into the item, such as /choices/0/delta/content.

        16 |                   data: {type: string, contentMediaType: application/json, contentSchema: {$ref: '#/components…
        17 |               x-event-stream:
      > 18 |                 end: [{}, {where: type}, {where: /nowhere}, {where: /type, is: [1]}, {where: /type, it: 1}]
           |                                   ^
        19 |                 error: 3
        20 |                 text: [token]

        Did you mean "/type"?

      openapi.yaml:18:50 - error: No schema of this stream has the field "nowhere" of /nowhere.

        16 |                   data: {type: string, contentMediaType: application/json, contentSchema: {$ref: '#/components…
        17 |               x-event-stream:
      > 18 |                 end: [{}, {where: type}, {where: /nowhere}, {where: /type, is: [1]}, {where: /type, it: 1}]
           |                                                  ^
        19 |                 error: 3
        20 |                 text: [token]

        The fields there are type, text.

      openapi.yaml:18:80 - error: \`is\` must be a string, a number, true, false or null.

        16 |                   data: {type: string, contentMediaType: application/json, contentSchema: {$ref: '#/components…
        17 |               x-event-stream:
      > 18 |                 end: [{}, {where: type}, {where: /nowhere}, {where: /type, is: [1]}, {where: /type, it: 1}]
           |                                                                                ^
        19 |                 error: 3
        20 |                 text: [token]

      openapi.yaml:18:101 - error: Unknown key "it" in \`x-event-stream\`.

        16 |                   data: {type: string, contentMediaType: application/json, contentSchema: {$ref: '#/components…
        17 |               x-event-stream:
      > 18 |                 end: [{}, {where: type}, {where: /nowhere}, {where: /type, is: [1]}, {where: /type, it: 1}]
           |                                                                                                     ^
        19 |                 error: 3
        20 |                 text: [token]

        The keys are where, is.

      openapi.yaml:19:24 - error: Expected the name of an event, or \`{where: /pointer, is: value}\`.

        17 |               x-event-stream:
        18 |                 end: [{}, {where: type}, {where: /nowhere}, {where: /type, is: [1]}, {where: /type, it: 1}]
      > 19 |                 error: 3
           |                        ^
        20 |                 text: [token]
        21 |                 sentinel: ''

      openapi.yaml:20:23 - error: Expected \`{event-name: /pointer}\`, or one pointer for every item.

        18 |                 end: [{}, {where: type}, {where: /nowhere}, {where: /type, is: [1]}, {where: /type, it: 1}]
        19 |                 error: 3
      > 20 |                 text: [token]
           |                       ^
        21 |                 sentinel: ''
        22 |                 request: {stream: {deep: true}}

      openapi.yaml:21:27 - error: \`sentinel\` must be the text that ends the stream, compared whole, such as '[DONE]'.

        19 |                 error: 3
        20 |                 text: [token]
      > 21 |                 sentinel: ''
           |                           ^
        22 |                 request: {stream: {deep: true}}
        23 |                 sentinels: x

      openapi.yaml:22:26 - error: \`request\` must be an object of body fields and their values, such as {stream: true}.

        20 |                 text: [token]
        21 |                 sentinel: ''
      > 22 |                 request: {stream: {deep: true}}
           |                          ^
        23 |                 sentinels: x
        24 | components:
      "
    `);
  });

  it("a request field that the body has not, a text that is no string", () => {
    expect(problems(`${ENVELOPE}\nx-event-stream: {request: {stream: true}, text: {token: /text/deeper}}`))
      .toMatchInlineSnapshot(`
      "
      openapi.yaml:17:71 - error: No schema of this stream has the field "deeper" of /text/deeper.

        15 |                 properties:
        16 |                   data: {type: string, contentMediaType: application/json, contentSchema: {$ref: '#/components…
      > 17 |               x-event-stream: {request: {stream: true}, text: {token: /text/deeper}}
           |                                                                       ^
        18 | components:
        19 |   schemas:

        Nothing is declared there.

      openapi.yaml:17:42 - error: The request body has no field "stream".

        15 |                 properties:
        16 |                   data: {type: string, contentMediaType: application/json, contentSchema: {$ref: '#/components…
      > 17 |               x-event-stream: {request: {stream: true}, text: {token: /text/deeper}}
           |                                          ^
        18 | components:
        19 |   schemas:

        Add it to the request body's schema in the Overlay.
      "
    `);
    const numbers = SCHEMAS.replace("text: {type: string}", "text: {type: integer}");
    expect(problems(`${ENVELOPE}\nx-event-stream: {text: {token: /text}}`, numbers)).toMatchInlineSnapshot(`
      "
      openapi.yaml:17:46 - error: What text() joins is not a string: /text.

        15 |                 properties:
        16 |                   data: {type: string, contentMediaType: application/json, contentSchema: {$ref: '#/components…
      > 17 |               x-event-stream: {text: {token: /text}}
           |                                              ^
        18 | components:
        19 |   schemas:

        Point at a field of type string.
      "
    `);
  });

  it.each(["{anyOf: [{type: integer}, {type: 'null'}]}", "{allOf: [{type: integer}]}"])(
    "a text that is no string: %s",
    (text) => {
      const schemas = SCHEMAS.replace("text: {type: string}", `text: ${text}`);
      const told = problems(`${ENVELOPE}\nx-event-stream: {text: {token: /text}}`, schemas);
      expect(told).toContain("What text() joins is not a string: /text");
    },
  );

  it("a name where nothing names the events", () => {
    expect(problems("schema: {$ref: '#/components/schemas/Token'}\nx-event-stream: {end: token}"))
      .toMatchInlineSnapshot(`
      "
      openapi.yaml:13:37 - error: Nothing names the events of this stream, so there is none called "token".

        11 |             text/event-stream:
        12 |               schema: {$ref: '#/components/schemas/Token'}
      > 13 |               x-event-stream: {end: token}
           |                                     ^
        14 | components:
        15 |   schemas:

        Say where it shows instead: \`{where: /pointer, is: value}\`.
      "
    `);
  });

  it.each([
    [
      /const: done/,
      "const: token",
      '"type" would tell them apart, but in Done it is "token", which Token is. Mend that:',
    ],
    [
      /\{const: done\}/,
      "{type: string}",
      '"type" would tell them apart, but in Done it has no constant of its own. Mend that:',
    ],
    [
      /type: \{const: done\}/,
      "kind: {const: done}",
      '"type" would tell them apart, but in Done it has no constant of its own. Mend that:',
    ],
  ])("a name where one fault keeps the events from having names: %s as %s", (from, to, hint) => {
    expect(SCHEMAS).toMatch(from);
    const told = problems(`${ENVELOPE}\nx-event-stream: {end: done}`, SCHEMAS.replace(from, to));
    expect(told).toContain(`Nothing names the events of this stream, so there is none called "done"`);
    expect(told).toContain(hint);
    expect(told).toMatch(/Here[^]*Done/);
  });
});

it("a text that the schema lets be missing or null is warned of, where pointers are listed by name", () => {
  const warnings = (schemas: string, text: string): readonly string[] => {
    const yaml = chatYaml(`${ENVELOPE}\nx-event-stream: {text: ${text}}`, schemas);
    return buildModel(read("openapi.yaml", yaml)).warnings.map(({ message }) => message);
  };
  const nullable = SCHEMAS.replace("text: {type: string}", "text: {type: [string, 'null']}");
  const missing = 'The schema of "token" lets its text be missing or null, and such an event is a `decode` error';
  expect(warnings(nullable, "{token: /text}")).toEqual([missing]);
  expect(warnings(SCHEMAS.replace("[type, text]", "[type]"), "{token: /text}")).toEqual([missing]);
  expect(warnings(nullable, "/text")).toEqual([]);
  expect(warnings(SCHEMAS, "{token: /text}")).toEqual([]);
});
