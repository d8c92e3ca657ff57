import { expect, it } from "vitest";
import { streamSection } from "../../../generator/emit/api-stream.js";
import { buildModel } from "../../../generator/model/build-model.js";
import { useFolder } from "../documents.js";
import { chatYaml } from "../streams.js";

const { read } = useFolder();

function sectionOf(content: string, failures = ""): readonly string[] {
  const text = chatYaml(content, "A: {type: object, properties: {a: {type: string}}}");
  const document = read("openapi.yaml", text.replace("components:\n", `${failures}components:\n`));
  return streamSection(document, buildModel(document).model.streams[0]!);
}

it.each([
  ["", "when the connection closes: a cut does not show, and a last text such as `[DONE]` is a `decode` error"],
  ["\nx-event-stream: {sentinel: '[DONE]'}", "the data `[DONE]`"],
  ["\nx-event-stream: {end: {where: /a, is: z}}", '`/a` is `"z"`'],
])("a stream of %j says what completes it", (extension, text) => {
  expect(sectionOf(`schema: {$ref: '#/components/schemas/A'}${extension}`)).toContain(`- completes: ${text}`);
});

it("a failure that is a stream may be text", () => {
  const failure = "        '503': {description: '', content: {text/event-stream: {schema: {type: integer}}}}\n";
  expect(sectionOf("schema: {$ref: '#/components/schemas/A'}", failure)).toContain(
    "- `failure 503`: `integer | string`",
  );
});
