import { follow, objectOf, type Node } from "../document/reference.js";
import { mayBe } from "../document/schema-kind.js";
import { propertiesOf } from "../document/schema-properties.js";
import { isObject, type Document, type JsonValue } from "../document/source.js";
import { withoutKeys } from "../emit/operation-init.js";
import { bodyOf } from "../model/request-body.js";
import { typeText } from "../emit/type-text.js";
import type { Stream } from "../model/model.js";
import { parametersOf, type OperationParameter } from "../model/parameters.js";
import { rowOf } from "../model/stream-row.js";
import { titleOf } from "../model/title.js";
import type { Api } from "./answer.js";
import { FAULTS } from "./faults.js";
import type { Route } from "./routes.js";
import type { Sampler } from "./sampler.js";

/** All that the page knows of the API. */
export interface PageData {
  readonly title: string;
  /** The name of the client's package. */
  readonly packageName: string;
  /** Streams first. */
  readonly operations: readonly PageOperation[];
  readonly faults: readonly { readonly name: string; readonly does: string; readonly ends: string }[];
}

export interface PageOperation {
  readonly operationId: string;
  readonly method: string;
  readonly path: string;
  readonly summary: string | undefined;
  /** `undefined`, where it is no stream. */
  readonly stream: PageStream | undefined;
  readonly parameters: readonly PageField[];
  readonly body: PageBody | undefined;
}

export interface PageStream {
  /** The name of the client's method. */
  readonly name: string;
  /** Where a name tells the events apart: the pointer to it in an item. */
  readonly nameAt: readonly string[] | undefined;
  /** What `text()` joins: pointers into items, by the name of the event or, under `""`, of any. */
  readonly text: Readonly<Record<string, readonly string[]>>;
}

/** Something to fill in. */
export interface PageField {
  readonly in: string;
  readonly name: string;
  readonly required: boolean;
  readonly description: string | undefined;
  /** What is to be written: a text, a number, one of some values, or JSON. */
  readonly kind: "text" | "number" | "choice" | "json";
  /** Of a choice, as JSON. */
  readonly choices: readonly JsonValue[];
  readonly sample: JsonValue | undefined;
}

interface PageBody {
  readonly required: boolean;
  /** `undefined`, where the page cannot send it: it is no JSON. */
  readonly sample: JsonValue | undefined;
  readonly mediaType: string;
  readonly fields: readonly BodyField[];
}

/** A field of the body, to be read about. */
export interface BodyField {
  readonly name: string;
  readonly required: boolean;
  readonly type: string;
  readonly description: string | undefined;
}

/** @param sampler Of requests. */
export function pageData(api: Api, sampler: Sampler, packageName: string): PageData {
  const { document, routes } = api;
  const streams = routes.filter(({ stream }) => stream !== undefined);
  const others = routes.filter(({ stream }) => stream === undefined);
  return {
    title: titleOf(document) ?? document.file,
    packageName,
    operations: [...streams, ...others].map((route) => toOperation(document, sampler, route)),
    faults: FAULTS.map(({ name, does, ends }) => ({ name, does, ends })),
  };
}

function toOperation(document: Document, sampler: Sampler, route: Route): PageOperation {
  const { operation, operationId, method, path, stream } = route;
  const { summary, description } = objectOf(operation);
  return {
    operationId,
    method,
    path,
    summary: textOf(summary) ?? textOf(description),
    stream: stream && toStream(stream),
    parameters: parametersOf(document, operation).map((parameter) => toField(document, sampler, parameter)),
    body: toBody(document, sampler, route),
  };
}

function toStream(stream: Stream): PageStream {
  const { name, item, discriminator, named } = stream;
  const { text, textByName = {} } = rowOf(stream);
  const nameAt = item === "json" ? (discriminator === undefined ? undefined : [discriminator]) : ["event"];
  return { name, nameAt: named ? nameAt : undefined, text: text === undefined ? textByName : { "": text } };
}

function toField(document: Document, sampler: Sampler, parameter: OperationParameter): PageField {
  const { in: place, name, required, description, schema } = parameter;
  const choices = schema === undefined ? [] : choicesOf(document, schema);
  return {
    in: place,
    name,
    required,
    description,
    kind: choices.length > 0 ? "choice" : fieldKind(document, schema),
    choices,
    sample: schema && required ? sampler.sample(schema, name) : undefined,
  };
}

function choicesOf(document: Document, schema: Node): readonly JsonValue[] {
  const { enum: values, type } = objectOf(follow(document, schema));
  return Array.isArray(values) ? values : type === "boolean" ? [true, false] : [];
}

function fieldKind(document: Document, schema: Node | undefined): PageField["kind"] {
  if (schema === undefined || mayBe(document, schema, "string")) {
    return "text";
  }
  const isNumber = mayBe(document, schema, "integer") || mayBe(document, schema, "number");
  const isNested = mayBe(document, schema, "array") || mayBe(document, schema, "object");
  return isNumber ? "number" : isNested ? "json" : "text";
}

function toBody(document: Document, sampler: Sampler, { operation, stream }: Route): PageBody | undefined {
  const body = bodyOf(document, operation);
  if (body === undefined) {
    return undefined;
  }
  const { schema, required } = body;
  const mediaType = String(schema.path.at(-2));
  const sample = /json/.test(mediaType) ? sampler.sample(schema, "body") : undefined;
  const fields = [...propertiesOf(document, schema)].map(([name, property]) => ({
    name,
    required: property.required,
    type: typeText(document, property.schema),
    description: textOf(objectOf(follow(document, property.schema))["description"]),
  }));
  return {
    required,
    sample: isObject(sample) ? withoutKeys(sample, stream?.request) : sample,
    mediaType,
    fields: fields.filter(({ name }) => !Object.hasOwn(stream?.request ?? {}, name)),
  };
}

function textOf(value: JsonValue | undefined): string | undefined {
  return typeof value === "string" && value.trim() !== "" ? value : undefined;
}
