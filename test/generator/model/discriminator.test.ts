import { describe, expect, it } from "vitest";
import { ENVELOPE, useChat } from "./chat.js";

const { problems } = useChat();

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

        Did you mean "kin" as the discriminator?

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
});
