import { isInline, type StreamingModel } from "../model/model.js";
import { findOperations, successesOf } from "../model/find-streams.js";
import { memberNamesOf } from "../model/member-names.js";
import { MADE_OF } from "../model/source-path.js";
import { isNeverJson, isStreamMediaType } from "../model/stream-format.js";
import { isOpenApi30, openApiVersionOf } from "../document/openapi-version.js";
import { follow } from "../document/reference.js";
import { parsePointer, toPointer, valueAt, type Document, type JsonObject } from "../document/source.js";
import { writeMemberNames } from "./lower-discriminators.js";
import { lowerReferences } from "./lower-references.js";
import { lowerSchema } from "./lower-schema.js";
import { isMutableObject, memberObject, objectAt, visitObjects, type Mutable, type MutableObject } from "./mutable.js";

/**
 * The document as openapi-typescript can be trusted with it.
 *
 * The stream media types leave `paths`, so that a plain call never claims to parse a stream; the inline schemas of
 * events become components; what OpenAPI 3.2 adds and openapi-typescript 7 drops is said in 3.1's words; and so is what
 * it reads wrongly in schemas.
 */
export function lowerDocument(document: Document, model: StreamingModel): JsonObject {
  const root = structuredClone(document.value) as MutableObject;
  const isOld = isOpenApi30(document);
  if (!isOld && openApiVersionOf(document) !== "3.1") {
    root["openapi"] = "3.1.0";
  }
  delete root["$self"];
  // First, for what lowerReferences hoists takes a name that is free.
  hoistEventSchemas(model, root);
  lowerReferences(document, root);
  removeStreams(document, model, root);
  dropMadeUnions(root);
  dropRepeatedOperationIds(root);
  const hoisted: Document = { ...document, value: root as JsonObject };
  const memberNames = memberNamesOf(hoisted);
  visitObjects(root, ({ object, path, isSchema, isNamed }) => {
    if (isNamed && path.at(-2) === "content") {
      lowerMediaType(root, object);
      if (path.at(-4) === "responses") lowerFailure(object, String(path.at(-1)));
    } else if (isSchema) {
      delete object["discriminator"];
      lowerSchema(hoisted, object, isOld);
    }
  });
  writeMemberNames(root, memberNames, model.streams);
  const components = root["components"];
  if (isMutableObject(components)) {
    delete components["mediaTypes"];
  }
  return root as JsonObject;
}

/** Those that are left out of the client as well. */
function removeStreams(document: Document, { streams }: StreamingModel, root: MutableObject): void {
  for (const { at, contentKey } of streams) {
    removeContent(objectAt(root, at.response), (name) => name === contentKey);
  }
  const answers = findOperations(document).flatMap(({ operation }) => successesOf(operation));
  for (const answer of answers.flatMap((entry) => follow(document, entry) ?? [])) {
    removeContent(objectAt(root, answer.path), isStreamMediaType);
  }
}

function removeContent(response: MutableObject, isRemoved: (mediaType: string) => boolean): void {
  const content = response["content"];
  if (!isMutableObject(content)) {
    return;
  }
  const removed = Object.keys(content).filter(isRemoved);
  removed.forEach((name) => delete content[name]);
  if (removed.length > 0 && Object.keys(content).length === 0) {
    delete response["content"];
  }
}

function hoistEventSchemas(model: StreamingModel, root: MutableObject): void {
  for (const { schema } of model.eventTypes) {
    if (schema !== undefined && isInline(schema)) {
      const schemas = memberObject(memberObject(root, "components"), "schemas");
      schemas[schema.component] = structuredClone(valueAt(root as JsonObject, schema.path)) as Mutable;
    }
  }
}

/** Mostly nothing but a stream, which left `paths`, refers to them. */
function dropMadeUnions(root: MutableObject): void {
  const schemas = memberObject(memberObject(root, "components"), "schemas");
  const made = Object.entries(schemas).filter(([, schema]) => {
    return (
      isMutableObject(schema) && schema[MADE_OF] !== undefined && (schema["oneOf"] ?? schema["anyOf"]) !== undefined
    );
  });
  const text = made.length > 0 ? JSON.stringify(root) : "";
  for (const [name] of made) {
    if (!text.includes(JSON.stringify(toPointer(["components", "schemas", name])))) delete schemas[name];
  }
}

/**
 * openapi-typescript writes the type of an operation under its id: of two with one id, the second would take the first
 * one's place. Without an id, it stands in `paths` itself.
 */
function dropRepeatedOperationIds(root: MutableObject): void {
  const seen = new Set<Mutable>();
  const pathItems = isMutableObject(root["paths"]) ? Object.values(root["paths"]) : [];
  for (const operation of pathItems.filter(isMutableObject).flatMap((item) => Object.values(item))) {
    if (isMutableObject(operation) && operation["operationId"] !== undefined) {
      if (seen.has(operation["operationId"])) {
        delete operation["operationId"];
      } else {
        seen.add(operation["operationId"]);
      }
    }
  }
}

/**
 * Of the streams only those of failures are left, whose bodies are read whole: text, where the server sends a stream; and
 * what the document has, where it sends JSON all the same, as many do.
 */
function lowerFailure(object: MutableObject, mediaType: string): void {
  if (object["schema"] !== undefined && isNeverJson(mediaType)) {
    object["schema"] = { anyOf: [object["schema"], { type: "string" }] };
  }
}

/** `components.mediaTypes` and `itemSchema` are OpenAPI 3.2. */
function lowerMediaType(root: MutableObject, object: MutableObject): void {
  while (typeof object["$ref"] === "string") {
    const path = parsePointer(object["$ref"]) ?? [];
    delete object["$ref"];
    Object.assign(object, structuredClone(objectAt(root, path)));
  }
  const item = object["itemSchema"] ?? object["x-oai-itemSchema"];
  if (item !== undefined) {
    object["schema"] ??= item;
    delete object["itemSchema"];
    delete object["itemEncoding"];
    delete object["prefixEncoding"];
  }
}
