import { describe, expect, it } from "vitest";
import { buildModel } from "../../../generator/model/build-model.js";
import { problemsOf } from "../documents.js";
import { chatYaml } from "../streams.js";
import { useChat } from "./chat.js";

const { problems, read, summary } = useChat();

const PARTS = "Free: {properties: {}}\nWord: {type: object, properties: {text: {type: string}}}";

/** Two events, of which one has this data. */
function branches(data: string): string {
  const word = "{properties: {event: {const: word}, data: {$ref: '#/components/schemas/Word'}}}";
  return `{oneOf: [${word}, {properties: {event: {const: state}, data: ${data}}}]}`;
}

describe("what is refused", () => {
  it.each([
    ["nothing", "{}"],
    ["words only", "schema: {type: string, description: A stream of events.}"],
    ["an empty object", "itemSchema: {type: object, properties: {}}"],
    ["strings in an array", "schema: {type: array, items: {type: string}}"],
    [
      "JSON of which nothing is said",
      "itemSchema: {type: object, properties: {data: {type: string, contentMediaType: application/json}}}",
    ],
  ])("an untyped stream: %s", (_, mediaType) => {
    expect(problems(mediaType)).toMatchSnapshot();
  });

  it.each([
    ["nothing", "{type: object}"],
    ["JSON of which nothing is said", "{type: string, contentMediaType: application/json}"],
    ["a component", "{$ref: '#/components/schemas/Free'}"],
  ])("an event beside others that are described: %s", (_, data) => {
    expect(problems(`itemSchema: ${branches(data)}`, PARTS)).toMatchSnapshot();
  });

  it.each(["{type: object, additionalProperties: true}", "{type: object, additionalProperties: {}}"])(
    "not an event beside others that may have any field: %s",
    (data) => {
      expect(summary(`itemSchema: ${branches(data)}`, PARTS)).toContain("state");
    },
  );

  it("a stream that says no more than that its events have any fields", () => {
    const told = problems("itemSchema: {type: object, additionalProperties: true}");
    expect(told).toContain("are untyped: the schema says nothing of what it describes");
  });

  it("lines of bytes", () => {
    expect(problems("schema: {type: string, format: binary}", "{}", "application/x-jsonl")).toMatchInlineSnapshot(`
      "
      openapi.yaml:12:23 - error: The events of the stream of chat are untyped: all that is said is that it is bytes.

        10 |           content:
        11 |             application/x-jsonl:
      > 12 |               schema: {type: string, format: binary}
           |                       ^
        13 | components:
        14 |   schemas:

        Say in an Overlay what an event is:
        - target: $.paths['/chat'].post.responses['200'].content['application/x-jsonl']
          update:
            itemSchema: {$ref: "#/components/schemas/ChatEvent"}
        - target: $.components.schemas
          update:
            # List the fields here, or the events as \`oneOf\`. From recordings, \`openapi-stream infer\` drafts all of this.
            # Beside its \`itemSchema\`, a stream has what completes it: \`x-event-stream: {end: name}\`. Else a cut does not show.
            ChatEvent:
              type: object
              properties:
                type: {type: string} # a guess
        Or leave the stream out of the client: \`x-event-stream: false\` in the place of \`itemSchema\`.
      "
    `);
  });

  it("in OpenAPI 3.0, in words that its validators let pass", () => {
    const text = chatYaml("{}", "A: {type: object}").replace("3.2.0", "3.0.3");
    const told = problemsOf(() => buildModel(read("openapi.yaml", text)));
    expect(told).toContain("x-oai-itemSchema:");
    expect(told).toContain("x-jsonschema-contentMediaType: application/json");
    expect(told).toContain("x-jsonschema-contentSchema: {$ref:");
  });
});
