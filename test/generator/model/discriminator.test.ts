import { describe, expect, it } from "vitest";
import { constantText } from "../../../generator/model/discriminator.js";
import { documentOf } from "../streams.js";
import { ENVELOPE, TOKEN, useChat } from "./chat.js";

const { problems, summary } = useChat();

describe("what tells events apart", () => {
  it("a discriminator inherited by allOf", () => {
    const schemas = `Event: {oneOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/B'}]}
Base: {type: object, required: [kind], properties: {kind: {type: string}}, discriminator: {propertyName: kind}}
A: {allOf: [{$ref: '#/components/schemas/Base'}, {properties: {kind: {const: a}}}]}
B: {allOf: [{$ref: '#/components/schemas/Base'}, {properties: {kind: {const: b}}}]}`;
    expect(summary(ENVELOPE, schemas)).toMatchInlineSnapshot(`
      "
      chat: post /chat, text/event-stream as serverSentEvents, json
        by kind
        yield a: A (A at /components/schemas/A)
        yield b: B (B at /components/schemas/B)
      "
    `);
  });

  it("a discriminator whose mapping names the events", () => {
    const schemas = `Event: {oneOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/B'}], discriminator: {propertyName: kind, mapping: {a: '#/components/schemas/A'}}}
A: {type: object, required: [kind], properties: {kind: {type: string}}}
B: {type: object, required: [kind], properties: {kind: {type: string}}}`;
    expect(summary(ENVELOPE, schemas)).toMatchInlineSnapshot(`
      "
      chat: post /chat, text/event-stream as serverSentEvents, json
        by kind
        yield a: A (A at /components/schemas/A, kind: a)
        yield B: B (B at /components/schemas/B, kind: B)
      "
    `);
  });

  it("a discriminator that is optional, or has several values, or the same as another's", () => {
    const schemas = `Event: {oneOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/B'}, {$ref: '#/components/schemas/C'}, {$ref: '#/components/schemas/D'}], discriminator: {propertyName: kind}}
A: {type: object, properties: {kind: {const: a, default: a}}}
B: {type: object, required: [kind], properties: {kind: {enum: [b, bb]}}}
C: {type: object, required: [kind], properties: {kind: {const: c}, x: {type: string}}}
D: {type: object, required: [kind], properties: {kind: {const: c}, y: {type: string}}}`;
    expect(summary(`${ENVELOPE}\nx-event-stream: {end: bb, text: {c: /x}}`, schemas)).toMatchInlineSnapshot(`
      "
      chat: post /chat, text/event-stream as serverSentEvents, json
        by kind
        yield a: A (A at /components/schemas/A, kind: a)
        yield b: B (B at /components/schemas/B)
        end bb: B (B at /components/schemas/B)
        yield c: ChatC = C (C at /components/schemas/C) | D (D at /components/schemas/D) text=/x
      "
    `);
  });

  it("OpenAPI 3.2: events of any other name are not known by one", () => {
    const schemas = `Event: {oneOf: [{$ref: '#/components/schemas/Token'}, {$ref: '#/components/schemas/Other'}], discriminator: {propertyName: type, defaultMapping: Other}}
Other: {type: object, properties: {type: {type: string}}}
${TOKEN}`;
    expect(summary(ENVELOPE, schemas)).toMatchInlineSnapshot(`
      "
      chat: post /chat, text/event-stream as serverSentEvents, json
        by type
        yield token: Token (Token at /components/schemas/Token)
      "
    `);
  });

  it("a base schema whose heirs are the events, by a mapping or by allOf", () => {
    const heir = (name: string, own: string): string =>
      `${name}: {allOf: [{$ref: '#/components/schemas/Event'}, {type: object, properties: ${own}}]}`;
    const schemas = `Event: {type: object, required: [kind], properties: {kind: {type: string}}, discriminator: {propertyName: kind, mapping: {a: '#/components/schemas/A', b: B}}}
${heir("A", "{x: {type: string}}")}
${heir("B", "{y: {type: string}}")}`;
    const mapped = summary("schema: {$ref: '#/components/schemas/Event'}", schemas);
    expect(mapped).toMatchInlineSnapshot(`
      "
      chat: post /chat, text/event-stream as serverSentEvents, json
        by kind
        yield a: A (A at /components/schemas/A, kind: a)
        yield b: B (B at /components/schemas/B, kind: b)
      "
    `);
    const byName = schemas.replace(", mapping: {a: '#/components/schemas/A', b: B}", "");
    expect(summary("schema: {$ref: '#/components/schemas/Event'}", byName)).toContain("yield A: A");
  });
});

describe("what is refused", () => {
  it("discriminators that are missing, no strings, or the same twice", () => {
    const schemas = `Event: {oneOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/B'}, {$ref: '#/components/schemas/C'}, {$ref: '#/components/schemas/D'}], discriminator: {propertyName: kind}}
A: {type: object, required: [kin], properties: {kin: {const: a}}}
B: {type: object, required: [kind], properties: {kind: {const: 1}}}
C: {type: object, required: [kind], properties: {kind: {const: c}}}
D: {type: object, required: [kind], properties: {kind: {const: c}}}`;
    expect(problems(ENVELOPE, schemas)).toMatchInlineSnapshot(`
      "
      openapi.yaml:20:8 - error: A has no property "kind", which tells the events of this stream apart.

        18 |   schemas:
        19 |     Event: {oneOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/B'}, {$ref: '#/components/s…
      > 20 |     A: {type: object, required: [kin], properties: {kin: {const: a}}}
           |        ^
        21 |     B: {type: object, required: [kind], properties: {kind: {const: 1}}}
        22 |     C: {type: object, required: [kind], properties: {kind: {const: c}}}

        Did you mean "kin"? Write it as the propertyName or, in an Overlay:
        - target: $.components.schemas.Event.discriminator
          update:
            propertyName: kin

      openapi.yaml:21:60 - error: The discriminator "kind" of B is not a string: 1.

        19 |     Event: {oneOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/B'}, {$ref: '#/components/s…
        20 |     A: {type: object, required: [kin], properties: {kin: {const: a}}}
      > 21 |     B: {type: object, required: [kind], properties: {kind: {const: 1}}}
           |                                                            ^
        22 |     C: {type: object, required: [kind], properties: {kind: {const: c}}}
        23 |     D: {type: object, required: [kind], properties: {kind: {const: c}}}

        Events are told apart by the strings of one property. To read them as one kind of event, in an Overlay:
        - target: $.components.schemas.Event.discriminator
          remove: true
      "
    `);
  });

  it("a property that nobody has, though a mapping names the events", () => {
    const schemas = `Event: {oneOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/B'}, {$ref: '#/components/schemas/C'}], discriminator: {propertyName: typ, mapping: {a: A, b: B, c: C}}}
A: {type: object, required: [kind], properties: {kind: {const: a}}}
B: {type: object, required: [type], properties: {type: {type: string}}}
C: {type: object, properties: {x: {type: string}}}`;
    const declared = schemas.replace("C: {type: object, properties: {x", "C: {type: object, properties: {typ");
    expect(summary(ENVELOPE, declared)).toContain("yield a: A (A at /components/schemas/A, typ: a)");
    expect(problems(ENVELOPE, schemas)).toMatchInlineSnapshot(`
      "
      openapi.yaml:20:8 - error: A has no property "typ", which tells the events of this stream apart.

        18 |   schemas:
        19 |     Event: {oneOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/B'}, {$ref: '#/components/s…
      > 20 |     A: {type: object, required: [kind], properties: {kind: {const: a}}}
           |        ^
        21 |     B: {type: object, required: [type], properties: {type: {type: string}}}
        22 |     C: {type: object, properties: {x: {type: string}}}

        Did you mean "kind"? Write it as the propertyName or, in an Overlay:
        - target: $.components.schemas.Event.discriminator
          update:
            propertyName: kind

      openapi.yaml:21:8 - error: B has no property "typ", which tells the events of this stream apart.

        19 |     Event: {oneOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/B'}, {$ref: '#/components/s…
        20 |     A: {type: object, required: [kind], properties: {kind: {const: a}}}
      > 21 |     B: {type: object, required: [type], properties: {type: {type: string}}}
           |        ^
        22 |     C: {type: object, properties: {x: {type: string}}}

        Did you mean "type"? Write it as the propertyName or, in an Overlay:
        - target: $.components.schemas.Event.discriminator
          update:
            propertyName: type
      "
    `);
  });

  it("a name that its schema does not allow, or that it does not say", () => {
    const schemas = `Event: {oneOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/B'}, {properties: {kind: {type: string}}}], discriminator: {propertyName: kind, mapping: {a: '#/components/schemas/A', b: '#/components/schemas/B'}}}
A: {allOf: [{$ref: '#/components/schemas/Base'}, {type: object, properties: {x: {type: string}}}]}
B: {allOf: [{$ref: '#/components/schemas/Base'}, {type: object, properties: {y: {type: string}}}]}
Base: {type: object, required: [kind], properties: {kind: {type: string, enum: [a, c]}}}`;
    expect(problems(ENVELOPE, schemas)).toMatchInlineSnapshot(`
      "
      openapi.yaml:22:78 - error: B is the event "b", and its schema does not allow that as its "kind".

        20 |     A: {allOf: [{$ref: '#/components/schemas/Base'}, {type: object, properties: {x: {type: string}}}]}
        21 |     B: {allOf: [{$ref: '#/components/schemas/Base'}, {type: object, properties: {y: {type: string}}}]}
      > 22 |     Base: {type: object, required: [kind], properties: {kind: {type: string, enum: [a, c]}}}
           |                                                                              ^

        If the server sends it, allow it in an Overlay:
        - target: $.components.schemas.Base.properties.kind.enum
          update:
            b

      openapi.yaml:19:89 - error: The discriminator "kind" of this branch has no value of its own.

        17 | …
        18 | …
      > 19 | …#/components/schemas/A'}, {$ref: '#/components/schemas/B'}, {properties: {kind: {type: string}}}], discriminat…
           |                                                              ^
        20 | …mponents/schemas/Base'}, {type: object, properties: {x: {type: string}}}]}
        21 | …mponents/schemas/Base'}, {type: object, properties: {y: {type: string}}}]}

        Say it in an Overlay:
        - target: $.components.schemas.Event.oneOf[2]
          update:
            required: [kind]
            properties:
              kind:
                const: the-events-name
      "
    `);
  });
});

it.each([
  ["3.0.4", "enum: [the-events-name]"],
  ["3.1.0", "const: the-events-name"],
  ["3.2.0", "const: the-events-name"],
])("a constant of OpenAPI %s is written as %s", (openapi, text) => {
  expect(constantText(documentOf({ openapi }))).toBe(text);
});
