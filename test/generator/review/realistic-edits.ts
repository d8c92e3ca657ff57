import { stringify } from "yaml";
import type { Verdict } from "../../../generator/review/rules.js";
import { petchat, type Editable } from "./petchat.js";

/** What somebody does to a document one day, and what it may cost those who read the diff. */
export interface RealisticEdit {
  readonly name: string;
  readonly verdict: Verdict | "none";
  /** The most files that may change. */
  readonly files: number;
  edit(document: Editable): void;
  /** How the document is written; as block YAML if nothing is said. */
  readonly print?: (document: Editable) => string;
  /** Whether lines move and none becomes another. */
  readonly moves?: true;
}

const ref = (name: string): Editable => ({ $ref: `#/components/schemas/${name}` });
const schemas = (document: Editable): Editable => document.components.schemas;
const eventOf = (name: string): Editable => ({
  type: "object",
  description: `The ${name}.`,
  required: ["type"],
  properties: { type: { const: name }, count: { type: "integer", description: "How many." } },
});
const nothing = (): void => {};

export const REALISTIC_EDITS: readonly RealisticEdit[] = [
  {
    name: "a new field of an event",
    verdict: "minor",
    files: 2,
    edit: (document) => {
      schemas(document).ChatUsage.properties.cost = { type: "number", description: "In cents." };
    },
  },
  {
    name: "a new event",
    verdict: "minor",
    files: 3,
    edit: (document) => {
      schemas(document).ChatEvent.oneOf.push(ref("ChatPing"));
      schemas(document).ChatPing = eventOf("ping");
    },
  },
  {
    name: "a new operation",
    verdict: "minor",
    files: 2,
    edit: (document) => {
      document.paths["/owners"] = {
        get: {
          operationId: "listOwners",
          summary: "Lists owners.",
          responses: { "200": { description: "Owners.", content: { "application/json": { schema: ref("Owner") } } } },
        },
      };
    },
  },
  {
    name: "a new stream",
    verdict: "minor",
    files: 4,
    edit: (document) => {
      document.paths["/watch"] = {
        get: {
          operationId: "watchPets",
          summary: "Tells what pets do.",
          responses: { "200": { description: "Pets.", content: { "text/event-stream": { itemSchema: ref("Pet") } } } },
        },
      };
    },
  },
  {
    name: "a new optional field of a request",
    verdict: "minor",
    files: 2,
    edit: (document) => {
      schemas(document).ChatRequest.properties.seed = { type: "integer" };
    },
  },
  {
    name: "a field of an event has another name",
    verdict: "major",
    files: 2,
    edit: (document) => {
      const { properties } = schemas(document).ChatUsage;
      schemas(document).ChatUsage = {
        type: "object",
        required: ["type", "total"],
        properties: { type: properties.type, total: properties.tokens },
      };
    },
  },
  {
    name: "a field of an event becomes optional",
    verdict: "major",
    files: 2,
    edit: (document) => {
      schemas(document).ChatUsage.required = ["type"];
    },
  },
  {
    name: "an event has another name",
    verdict: "major",
    files: 3,
    edit: (document) => {
      schemas(document).ChatUsage.properties.type.const = "costs";
    },
  },
  {
    name: "an event is gone",
    verdict: "major",
    files: 3,
    edit: (document) => {
      schemas(document).ChatEvent.oneOf.splice(2, 1);
      delete schemas(document).ChatUsage;
    },
  },
  {
    name: "the end is another event",
    verdict: "major",
    files: 2,
    edit: (document) => {
      document.paths["/chat"].post.responses["200"].content["text/event-stream"]["x-event-stream"].end = "usage";
    },
  },
  {
    name: "an operation has another id",
    verdict: "major",
    files: 1,
    edit: (document) => {
      document.paths["/pets"].get.operationId = "findPets";
    },
  },
  {
    name: "a value more that can be read",
    verdict: "major",
    files: 2,
    edit: (document) => {
      schemas(document).ChatEnd.properties.reason.enum.push("filter");
    },
  },
  {
    name: "another description",
    verdict: "patch",
    files: 2,
    edit: (document) => {
      schemas(document).ChatToken.properties.content.description = "The words that come next.";
    },
  },
  {
    name: "another version of the document",
    verdict: "none",
    files: 0,
    edit: (document) => {
      document.info.version = "1.4.0";
    },
  },
  {
    name: "the document as JSON",
    verdict: "none",
    files: 0,
    edit: nothing,
    print: (document) => JSON.stringify(document),
  },
  {
    name: "comments, quotes and another indent",
    verdict: "none",
    files: 0,
    edit: nothing,
    print: (document) => `# Published.\n${stringify(document, { indent: 4, defaultStringType: "QUOTE_DOUBLE" })}`,
  },
  {
    name: "keywords in another order",
    verdict: "none",
    files: 0,
    edit: (document) => {
      for (const [name, { description, ...others }] of Object.entries<Editable>(schemas(document))) {
        const reversed = Object.fromEntries(Object.entries(others).reverse());
        schemas(document)[name] = description === undefined ? reversed : { ...reversed, description };
      }
    },
  },
  {
    name: "paths and schemas in another order",
    verdict: "none",
    files: 2,
    moves: true,
    edit: (document) => {
      document.paths = Object.fromEntries(Object.entries(document.paths).reverse());
      document.components.schemas = Object.fromEntries(Object.entries(schemas(document)).reverse());
    },
  },
];

/** The two documents of an edit, as texts. */
export function textsOf({ edit, print = stringify }: RealisticEdit): { readonly base: string; readonly head: string } {
  const head = petchat();
  edit(head);
  return { base: stringify(petchat()), head: print(head) };
}
