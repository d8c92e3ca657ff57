import type { RuleId } from "../../../generator/review/rules.js";
import type { Editable } from "./petchat.js";

type Edit = (document: Editable) => void;

/** One change of the pet chat API, and all that is found of it. */
export interface RuleExample {
  readonly rule: RuleId;
  /** What is done to the later document. */
  readonly edit: Edit;
  /** Whether the edit is done to the earlier document instead: what it adds is then removed. */
  readonly reversed?: true;
  /** What is done to both documents before. */
  readonly both?: Edit;
  /** `rule: subject what`, all that there is. */
  readonly found: readonly string[];
}

const schemas = (document: Editable): Editable => document.components.schemas;
const chat = (document: Editable): Editable => document.paths["/chat"].post;
const pets = (document: Editable): Editable => document.paths["/pets"].get;
const newPet = (document: Editable): Editable => document.paths["/pets"].post;
const stream = (document: Editable): Editable => chat(document).responses["200"].content["text/event-stream"];
const rules = (document: Editable): Editable => stream(document)["x-event-stream"];
const ref = (name: string): Editable => ({ $ref: `#/components/schemas/${name}` });

function addEvent(document: Editable, name: string, fields: Editable = {}): void {
  const component = `Chat${name.charAt(0).toUpperCase()}${name.slice(1)}`;
  schemas(document).ChatEvent.oneOf.push(ref(component));
  schemas(document)[component] = {
    type: "object",
    required: ["type"],
    properties: { type: { const: name }, ...fields },
  };
}

function removeEvent(document: Editable, component: string): void {
  const union = schemas(document).ChatEvent;
  union.oneOf = union.oneOf.filter((branch: Editable) => !branch.$ref.endsWith(`/${component}`));
  delete schemas(document)[component];
}

/** The examples, at least one for each rule. Those of `client.yaml` stand in the test of `compare-names.ts`. */
export const RULE_EXAMPLES: readonly RuleExample[] = [
  // Names
  {
    rule: "type-removed",
    edit: (document) => {
      schemas(document).ChatStarted = schemas(document).ChatStart;
      delete schemas(document).ChatStart;
      schemas(document).ChatEvent.oneOf[0] = ref("ChatStarted");
    },
    found: ["type-removed: ChatStart is called `ChatStarted` now"],
  },
  {
    rule: "type-added",
    edit: (document) => {
      addEvent(document, "done");
      schemas(document).ChatDone.properties.type = { const: "usage" };
      schemas(document).ChatEvent.oneOf.splice(2, 1);
      schemas(document).ChatDone.required.push("tokens");
      schemas(document).ChatDone.properties.tokens = { type: "integer" };
      document.paths["/usage"] = {
        get: {
          operationId: "usage",
          responses: {
            "200": { description: "Usage.", content: { "text/event-stream": { itemSchema: ref("ChatUsage") } } },
          },
        },
      };
    },
    found: ["type-added: ChatDone is new", "operation-added: client.stream.usage is new"],
  },
  {
    rule: "component-removed",
    edit: (document) => delete schemas(document).Unused,
    found: ['component-removed: components["schemas"]["Unused"] is gone'],
  },
  {
    rule: "component-added",
    edit: (document) => {
      schemas(document).Spare = { type: "string" };
    },
    found: ['component-added: components["schemas"]["Spare"] is new'],
  },

  // Operations
  {
    rule: "operation-added",
    edit: (document) => {
      document.paths["/health"] = { get: { responses: { "204": { description: "Well." } } } };
    },
    found: ['operation-added: client.GET("/health") is new'],
  },
  {
    rule: "operation-removed",
    edit: (document) => delete document.paths["/pets"].post,
    found: ['operation-removed: client.POST("/pets") is gone'],
  },
  {
    rule: "operation-moved",
    edit: (document) => {
      document.paths["/v2/pets"] = document.paths["/pets"];
      delete document.paths["/pets"];
    },
    found: ["operation-moved: GET /pets is `GET /v2/pets` now", "operation-moved: POST /pets is `POST /v2/pets` now"],
  },
  {
    rule: "operation-renamed",
    edit: (document) => {
      chat(document).operationId = "ask";
    },
    found: ["operation-renamed: client.stream.chat is `client.stream.ask` now"],
  },
  {
    rule: "operation-renamed",
    edit: (document) => {
      pets(document).operationId = "list-pets";
    },
    found: ['operation-renamed: operations["listPets"] is `operations["list-pets"]` now'],
  },
  {
    rule: "operation-deprecated",
    edit: (document) => {
      chat(document).deprecated = true;
    },
    found: ["operation-deprecated: client.stream.chat is deprecated now"],
  },
  {
    rule: "security-tightened",
    edit: (document) => {
      pets(document).security = [{ key: [], token: ["read"] }];
    },
    found: ["security-tightened: credentials were `key`, and are `key + token (read)`"],
  },
  {
    rule: "security-tightened",
    edit: (document) => {
      document.components.securitySchemes.key.in = "query";
    },
    found: ["security-tightened: the credentials key `apiKey header x-key` became `apiKey query x-key`"],
  },
  {
    rule: "security-loosened",
    edit: (document) => {
      pets(document).security = [{ key: [] }, {}];
    },
    found: ["security-loosened: credentials were `key`, and are `key` or none"],
  },

  // Requests
  {
    rule: "request-added",
    edit: (document) => {
      pets(document).parameters.push({ name: "sort", in: "query", schema: { type: "string" } });
    },
    found: ["request-added: init.params.query.sort is new"],
  },
  {
    rule: "request-added",
    edit: (document) => {
      schemas(document).ChatRequest.properties.seed = { type: "integer" };
    },
    found: ["request-added: ChatRequest.seed is new"],
  },
  {
    rule: "request-added-required",
    edit: (document) => {
      pets(document).parameters.push({ name: "shop", in: "header", required: true, schema: { type: "string" } });
    },
    found: ["request-added-required: init.params.header.shop is new, and required"],
  },
  {
    rule: "request-added-required",
    edit: (document) => {
      schemas(document).NewPet.properties.shop = { type: "string" };
      schemas(document).NewPet.required.push("shop");
    },
    found: ["request-added-required: NewPet.shop is new, and required"],
  },
  {
    rule: "request-removed",
    edit: (document) => {
      pets(document).parameters.splice(2, 1);
    },
    found: ["request-removed: init.params.query.tags is gone"],
  },
  {
    rule: "request-removed",
    edit: (document) => delete schemas(document).ChatRequest.properties.options,
    found: ["request-removed: ChatRequest.options is gone"],
  },
  {
    rule: "request-became-required",
    edit: (document) => {
      newPet(document).requestBody.required = true;
    },
    found: ["request-became-required: init.body must be sent now"],
  },
  {
    rule: "request-became-required",
    edit: (document) => {
      schemas(document).ChatRequest.required.push("model");
    },
    found: ["request-became-required: ChatRequest.model must be sent now"],
  },
  {
    rule: "request-became-optional",
    edit: (document) => {
      schemas(document).ChatRequest.required = [];
    },
    found: ["request-became-optional: ChatRequest.prompt need not be sent any more"],
  },
  {
    rule: "request-narrowed",
    edit: (document) => {
      schemas(document).ChatRequest.properties.temperature.type = "integer";
    },
    found: ["request-narrowed: ChatRequest.temperature `number` became `integer`"],
  },
  {
    rule: "request-narrowed",
    edit: (document) => {
      schemas(document).ChatRequest.properties.context.oneOf.pop();
    },
    found: ["request-narrowed: ChatRequest.context no longer takes `Owner`"],
  },
  {
    rule: "request-widened",
    edit: (document) => {
      schemas(document).ChatRequest.properties.prompt.type = ["string", "array"];
    },
    found: ["request-widened: ChatRequest.prompt `string` became `string | unknown[]`"],
  },
  {
    rule: "request-value-removed",
    edit: (document) => {
      schemas(document).ChatRequest.properties.model.enum = ["large"];
    },
    found: ['request-value-removed: ChatRequest.model no longer takes `"small"`'],
  },
  {
    rule: "request-value-added",
    edit: (document) => {
      schemas(document).ChatRequest.properties.model.enum.push("huge");
    },
    found: ['request-value-added: ChatRequest.model takes `"huge"` now'],
  },
  {
    rule: "request-tightened",
    edit: (document) => {
      pets(document).parameters[0].schema.maximum = 50;
    },
    found: ["request-tightened: init.params.query.limit `maximum: 100` became `maximum: 50`"],
  },
  {
    rule: "request-loosened",
    edit: (document) => delete schemas(document).ChatRequest.properties.prompt.minLength,
    found: ["request-loosened: ChatRequest.prompt no longer has `minLength: 1`"],
  },
  {
    rule: "request-additional-removed",
    edit: (document) => {
      schemas(document).ChatRequest.properties.options.additionalProperties = false;
    },
    found: ["request-additional-removed: ChatRequest.options can no longer have fields of other names"],
  },
  {
    rule: "request-additional-added",
    edit: (document) => {
      schemas(document).NewPet.additionalProperties = true;
    },
    found: ["request-additional-added: NewPet can have fields of other names now"],
  },
  {
    rule: "request-media-type-removed",
    edit: (document) => delete newPet(document).requestBody.content["application/xml"],
    found: ["request-media-type-removed: init.body(application/xml) is gone"],
  },
  {
    rule: "request-media-type-added",
    edit: (document) => {
      newPet(document).requestBody.content["text/csv"] = { schema: { type: "string" } };
    },
    found: ["request-media-type-added: init.body(text/csv) is new"],
  },
  {
    rule: "request-serialized",
    edit: (document) => {
      pets(document).parameters[2].explode = false;
    },
    found: [
      "request-serialized: init.params.query.tags is sent in another form: " +
        "`style: form, explode: true` became `style: form, explode: false`",
    ],
  },

  // Responses
  {
    rule: "response-added",
    edit: (document) => {
      schemas(document).ChatUsage.properties.cost = { type: "number" };
    },
    found: ["response-added: usage.cost is new"],
  },
  {
    rule: "response-removed",
    edit: (document) => delete schemas(document).ChatToken.properties.index,
    found: ["response-removed: token.index is gone"],
  },
  {
    rule: "response-removed",
    edit: (document) => delete pets(document).responses["200"].headers,
    found: ["response-removed: response(200).headers.x-next is gone"],
  },
  {
    rule: "response-removed",
    edit: (document) => delete schemas(document).Owner.properties.phone,
    both: (document) => {
      schemas(document).Owner.properties.phone = { type: "string" };
      schemas(document).Pet.patternProperties = { "^owner-": ref("Owner") };
      schemas(document).Pet.properties.owner = { type: "null" };
      delete schemas(document).ChatRequest.properties.context;
    },
    found: ["response-removed: Owner.phone is gone"],
  },
  {
    rule: "response-became-optional",
    edit: (document) => {
      schemas(document).ChatUsage.required = ["type"];
    },
    found: ["response-became-optional: usage.tokens can be missing now"],
  },
  {
    rule: "response-became-required",
    edit: (document) => {
      schemas(document).ChatToken.required.push("index");
    },
    found: ["response-became-required: token.index is always there now"],
  },
  {
    rule: "response-widened",
    edit: (document) => {
      schemas(document).ChatUsage.properties.tokens.type = ["integer", "null"];
    },
    found: ["response-widened: usage.tokens `integer` became `integer | null`"],
  },
  {
    rule: "response-widened",
    edit: (document) => {
      schemas(document).ChatUsage.properties.tokens = { type: "string" };
    },
    found: ["response-widened: usage.tokens `integer` became `string`"],
  },
  {
    rule: "response-narrowed",
    edit: (document) => {
      schemas(document).ChatError.properties.message = { const: "Sorry." };
    },
    found: ['response-narrowed: error.message is always `"Sorry."` now'],
  },
  {
    rule: "response-value-added",
    edit: (document) => {
      schemas(document).ChatEnd.properties.reason.enum.push("filter");
    },
    found: ['response-value-added: end.reason can be `"filter"` now'],
  },
  {
    rule: "response-value-removed",
    edit: (document) => {
      schemas(document).ChatEnd.properties.reason.enum.pop();
    },
    found: ['response-value-removed: end.reason is no longer `"length"`'],
  },
  {
    rule: "response-tightened",
    edit: (document) => {
      schemas(document).ChatError.properties.message.maxLength = 50;
    },
    found: ["response-tightened: error.message `maxLength: 100` became `maxLength: 50`"],
  },
  {
    rule: "response-loosened",
    edit: (document) => {
      schemas(document).ChatError.properties.message.maxLength = 200;
    },
    found: ["response-loosened: error.message `maxLength: 100` became `maxLength: 200`"],
  },
  {
    rule: "response-additional-removed",
    edit: (document) => delete schemas(document).ChatToken.additionalProperties,
    found: ["response-additional-removed: token can no longer have fields of other names"],
  },
  {
    rule: "response-tightened",
    edit: (document) => {
      schemas(document).ChatUsage.additionalProperties = false;
    },
    found: ["response-tightened: usage can no longer have fields of other names"],
  },
  {
    rule: "response-additional-added",
    edit: (document) => {
      schemas(document).ChatUsage.additionalProperties = true;
    },
    found: ["response-additional-added: usage can have fields of other names now"],
  },
  {
    rule: "response-media-type-removed",
    edit: (document) => {
      pets(document).responses["200"].content["text/csv"] = { schema: { type: "string" } };
    },
    reversed: true,
    found: ["response-media-type-removed: data is no longer `text/csv`"],
  },
  {
    rule: "response-media-type-added",
    edit: (document) => {
      pets(document).responses["200"].content["text/csv"] = { schema: { type: "string" } };
    },
    found: ["response-media-type-added: data can be `text/csv` now"],
  },
  {
    rule: "status-added",
    edit: (document) => {
      newPet(document).responses["202"] = { description: "Later." };
    },
    found: ["status-added: data(202) is new"],
  },
  {
    rule: "status-added-alike",
    edit: (document) => {
      newPet(document).responses["200"] = { ...newPet(document).responses["201"], description: "It was there." };
    },
    found: ["status-added-alike: data(200) is new"],
  },
  {
    rule: "status-removed",
    edit: (document) => {
      newPet(document).responses["202"] = { description: "Later." };
    },
    reversed: true,
    found: ["status-removed: data(202) is gone"],
  },
  {
    rule: "failure-added",
    edit: (document) => {
      chat(document).responses["429"] = { description: "Too many." };
    },
    found: ["failure-added: error(429) is new"],
  },
  {
    rule: "failure-removed",
    edit: (document) => delete pets(document).responses["404"],
    found: ["failure-removed: error(404) is gone"],
  },

  // Streams
  {
    rule: "stream-added",
    edit: (document) => {
      pets(document).responses["200"].content["application/jsonl"] = { itemSchema: ref("Pet") };
    },
    found: ["stream-added: client.stream.listPets is new"],
  },
  {
    rule: "stream-removed",
    edit: (document) => {
      pets(document).responses["200"].content["application/jsonl"] = { itemSchema: ref("Pet") };
    },
    reversed: true,
    found: ["stream-removed: client.stream.listPets is gone"],
  },
  {
    rule: "stream-request-changed",
    edit: (document) => {
      rules(document).request = { model: "small" };
    },
    found: ['stream-request-changed: client.stream.chat sends `{"model":"small"}` by itself now, and sent `{}`'],
  },
  {
    rule: "stream-request-adapted",
    edit: (document) => {
      schemas(document).ChatRequest.properties.stream = { type: "boolean" };
    },
    found: [
      'stream-request-adapted: client.stream.chat sends `{"stream":true}` by itself now, and sent `{}`',
      "request-added: ChatRequest.stream is new",
    ],
  },
  {
    rule: "stream-item-changed",
    edit: (document) => {
      stream(document).itemSchema.properties.data = { type: "string" };
      delete chat(document).responses["200"].content["text/event-stream"]["x-event-stream"];
    },
    found: ["stream-item-changed: client.stream.chat yields `{data}` with text now, and yielded JSON, by name"],
  },
  {
    rule: "stream-format-changed",
    edit: (document) => {
      const { content } = chat(document).responses["200"];
      content["application/jsonl"] = { itemSchema: ref("ChatEvent"), "x-event-stream": rules(document) };
      delete content["text/event-stream"];
    },
    found: ["stream-format-changed: client.stream.chat reads `application/jsonl` now, and read `text/event-stream`"],
  },
  {
    rule: "discriminator-changed",
    edit: (document) => {
      for (const name of ["ChatStart", "ChatToken", "ChatUsage", "ChatEnd", "ChatError"]) {
        schemas(document)[name].properties.kind = schemas(document)[name].properties.type;
        schemas(document)[name].required.push("kind");
      }
      schemas(document).ChatEvent.discriminator.propertyName = "kind";
    },
    found: ["discriminator-changed: client.stream.chat tells events apart by `kind` now, and did by `type`"],
  },
  {
    rule: "end-changed",
    edit: (document) => {
      rules(document).end = "usage";
    },
    found: ["end-changed: client.stream.chat ends with `usage` now, and ended with `end`"],
  },
  {
    rule: "end-changed",
    edit: (document) => delete rules(document).end,
    found: ["end-changed: client.stream.chat ends with the connection's close now, and ended with `end`"],
  },
  {
    rule: "end-changed",
    edit: (document) => {
      rules(document).sentinel = "[DONE]";
      delete rules(document).end;
    },
    found: ["end-changed: client.stream.chat ends with the data `[DONE]` now, and ended with `end`"],
  },
  {
    rule: "end-added",
    edit: (document) => {
      rules(document).sentinel = "[DONE]";
    },
    found: ["end-added: client.stream.chat also ends with the data `[DONE]` now"],
  },
  {
    rule: "end-added",
    edit: (document) => {
      addEvent(document, "cancelled");
      rules(document).end = ["end", "cancelled"];
    },
    found: [
      "event-added: cancelled is new, and completes the stream",
      "end-added: client.stream.chat also ends with `cancelled` now",
    ],
  },
  {
    rule: "error-changed",
    edit: (document) => delete rules(document).error,
    found: ["error-changed: client.stream.chat yields `error` now"],
  },
  {
    rule: "text-added",
    edit: (document) => delete rules(document).text,
    reversed: true,
    found: ["text-added: client.stream.chat has `text()` now"],
  },
  {
    rule: "text-removed",
    edit: (document) => delete rules(document).text,
    found: ["text-removed: client.stream.chat no longer has `text()`"],
  },
  {
    rule: "text-changed",
    edit: (document) => {
      rules(document).text = { token: "/pet/name" };
    },
    found: ["text-changed: client.stream.chat joins `/pet/name` of `token` in `text()` now, and joined `/content`"],
  },
  {
    rule: "event-added",
    edit: (document) => addEvent(document, "ping"),
    found: ["event-added: ping is new"],
  },
  {
    rule: "event-renamed",
    edit: (document) => {
      schemas(document).ChatToken.properties.type.const = "word";
      rules(document).text = { word: "/content" };
    },
    found: ["event-renamed: token is called `word` now"],
  },
  {
    rule: "event-renamed",
    edit: (document) => {
      removeEvent(document, "ChatUsage");
      addEvent(document, "costs", { tokens: { type: "integer" } });
      schemas(document).ChatCosts.required.push("tokens");
    },
    found: ["type-removed: ChatUsage is called `ChatCosts` now", "event-renamed: usage is called `costs` now"],
  },
  {
    rule: "event-removed",
    edit: (document) => removeEvent(document, "ChatUsage"),
    found: ["event-removed: usage is gone"],
  },

  // Words
  {
    rule: "documentation-changed",
    edit: (document) => {
      pets(document).summary = "Lists all pets.";
    },
    found: ["documentation-changed: GET /pets has another `summary`"],
  },
  {
    rule: "documentation-changed",
    edit: (document) => {
      schemas(document).ChatToken.description = "A word.";
      schemas(document).ChatToken.properties.content.description = "The word.";
    },
    found: ["documentation-changed: ChatToken has other words in 2 places"],
  },
];
