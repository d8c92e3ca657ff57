import { describe, expect, it } from "vitest";
import { useChat } from "./chat.js";

const { problems, summary } = useChat();

it("the one text of an event that has a name is that event's, and completes nothing", () => {
  const item = `itemSchema:
  oneOf:
    - properties: {event: {const: ping}, data: {const: ping}}
    - properties: {event: {const: note}, data: {type: string}}
    - properties: {data: {const: '[DONE]'}}`;
  expect(summary(item)).toContain("yield ping: ");
  expect(summary(item)).toContain("sentinel [DONE]");
  const mark = item.replace("data: {const: ping}", "data: {const: '[END]'}").replace(/\n.*DONE.*/, "");
  expect(summary(mark)).toContain("sentinel [END]");
  expect(summary(mark)).not.toContain("ping");
});

describe("what is refused", () => {
  it("envelopes without a name, with several, with the same", () => {
    const item = `itemSchema:
  properties: {data: {type: string}}
  oneOf:
    - properties: {event: {const: a}}
    - properties: {event: {enum: [b, c]}}
    - properties: {event: {type: string}}
    - properties: {event: {const: a}, id: {type: string}}`;
    expect(problems(item)).toMatchInlineSnapshot(`
      "
      openapi.yaml:17:21 - error: This event has no name.

        15 |                   - properties: {event: {const: a}}
        16 |                   - properties: {event: {enum: [b, c]}}
      > 17 |                   - properties: {event: {type: string}}
           |                     ^
        18 |                   - properties: {event: {const: a}, id: {type: string}}
        19 | components:

        The other events of the stream are told apart by \`event: {const: ...}\`: give this one its own.

      openapi.yaml:18:21 - error: Two events have the same name: a.

        16 |                   - properties: {event: {enum: [b, c]}}
        17 |                   - properties: {event: {type: string}}
      > 18 |                   - properties: {event: {const: a}, id: {type: string}}
           |                     ^
        19 | components:
        20 |   schemas:

        Give each event a name of its own, or merge the two schemas.

        openapi.yaml:15:21 - The first of the two.

          13 |                 properties: {data: {type: string}}
          14 |                 oneOf:
        > 15 |                   - properties: {event: {const: a}}
             |                     ^
          16 |                   - properties: {event: {enum: [b, c]}}
          17 |                   - properties: {event: {type: string}}
      "
    `);
  });
});
