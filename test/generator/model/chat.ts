import { buildModel } from "../../../generator/model/build-model.js";
import { problemsOf, useFolder } from "../documents.js";
import { chatYaml, summaryOf, warningsOf } from "../streams.js";

export const TOKEN =
  "Token: {type: object, required: [type, text], properties: {type: {const: token}, text: {type: string}}}";
export const DONE = "Done: {type: object, required: [type], properties: {type: {const: done}}}";
const EVENT = "Event: {oneOf: [{$ref: '#/components/schemas/Token'}, {$ref: '#/components/schemas/Done'}]}";
export const SCHEMAS = [EVENT, TOKEN, DONE].join("\n");
export const ENVELOPE = `itemSchema:
  type: object
  required: [data]
  properties:
    data: {type: string, contentMediaType: application/json, contentSchema: {$ref: '#/components/schemas/Event'}}`;

/** Reads documents with a chat, and tells what is made of them. The files are gone after the tests of the file. */
export function useChat() {
  const { read } = useFolder();
  return {
    read,
    /** What a document's stream is. */
    summary: (mediaType: string, schemas = SCHEMAS, name?: string): string =>
      `\n${summaryOf(read("openapi.yaml", chatYaml(mediaType, schemas, name)))}\n`,
    /** What is wrong with it. */
    problems: (mediaType: string, schemas = SCHEMAS, name?: string): string =>
      `\n${problemsOf(() => buildModel(read("openapi.yaml", chatYaml(mediaType, schemas, name))))}\n`,
    warnings: (text: string): string => `\n${warningsOf(buildModel(read("openapi.yaml", text)))}\n`,
  };
}
