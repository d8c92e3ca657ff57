import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
type Redocly = typeof import("@redocly/openapi-core");

/** An object or array that OpenAPI or JSON Schema gives a name, with what may stand in it. */
export type NodeType = ReturnType<Redocly["normalizeTypes"]>[string];
/** What may stand under a key: such an object or array, a scalar, anything (`null`), or nothing (`undefined`). */
export type PropertyType = NodeType | ScalarType | null | undefined;

export interface ScalarType {
  readonly name?: never;
  readonly type?: "string" | "boolean" | "number" | "integer" | "object" | "array";
  readonly enum?: readonly string[];
  readonly items?: ScalarType;
}

/**
 * What may stand where in a document of a version, such as `3.1`: Redocly's tables. Their own walk is not used: it
 * resolves every reference first, which costs half a second for three megabytes, and it does not know OpenAPI 3.2, whose
 * keys are added here. Redocly 2 knows them, for 28 MB and a second of loading.
 */
export function grammarOf(version: string): NodeType {
  const { normalizeTypes, Oas3Types, Oas3_1Types } = loadTables();
  const types: Readonly<Record<string, object>> = version === "3.0" ? Oas3Types : Oas3_1Types;
  const all = Object.fromEntries(
    [...new Set([...Object.keys(types), ...Object.keys(ADDED)])].map((name) => [
      name,
      extended(types[name] as RawType, ADDED[name]),
    ]),
  );
  if (version !== "3.0" && version !== "3.1") {
    all["Response"] = { ...(all["Response"] as RawType), required: [] };
  }
  return normalizeTypes(all as Parameters<Redocly["normalizeTypes"]>[0])["Root"] as NodeType;
}

/** Whether an object of that name has such a key in OpenAPI 3.0, 3.1 or 3.2: a key of another version is no slip. */
export function isKeyOfSomeVersion(name: string, key: string): boolean {
  const { Oas3Types, Oas3_1Types } = loadTables();
  const tables: readonly Readonly<Record<string, object>>[] = [Oas3Types, Oas3_1Types, ADDED];
  return tables.some((types) => {
    const type = Object.hasOwn(types, name) ? (types[name] as Partial<RawType>) : undefined;
    return Object.hasOwn(type?.properties ?? {}, key);
  });
}

/** The tables alone: all of Redocly takes longer to load than a small document takes to generate. */
function loadTables(): Pick<Redocly, "normalizeTypes" | "Oas3Types" | "Oas3_1Types"> {
  const { normalizeTypes } = require("@redocly/openapi-core/lib/types/index.js") as Redocly;
  const { Oas3Types } = require("@redocly/openapi-core/lib/types/oas3.js") as Redocly;
  const { Oas3_1Types } = require("@redocly/openapi-core/lib/types/oas3_1.js") as Redocly;
  return { normalizeTypes, Oas3Types, Oas3_1Types };
}

interface RawType {
  readonly properties: object;
  readonly [key: string]: unknown;
}

function extended(type: RawType | undefined, added: object | undefined): RawType {
  const { properties = {}, ...rest } = (added ?? {}) as Partial<RawType>;
  return { ...type, ...rest, properties: { ...type?.properties, ...properties } };
}

const STRING = { type: "string" };
const listOf = (item: string): object => ({ name: `${item}List`, properties: {}, items: item });
const mapOf = (member: string): object => ({ properties: {}, additionalProperties: member });

/**
 * What OpenAPI 3.2 has more than 3.1, taken in every version: documents use `itemSchema` before their time. And what
 * Redocly's functions cannot be asked of a value of any kind.
 */
const ADDED: Readonly<Record<string, object>> = {
  Root: { properties: { $self: STRING } },
  Server: { properties: { name: STRING } },
  Tag: { properties: { summary: STRING, parent: STRING, kind: STRING } },
  PathItem: { properties: { query: "Operation", additionalOperations: "AdditionalOperations" } },
  AdditionalOperations: mapOf("Operation"),
  Components: { properties: { mediaTypes: "NamedMediaTypes" } },
  NamedMediaTypes: mapOf("MediaType"),
  MediaType: { properties: { itemSchema: "Schema", itemEncoding: "Encoding", prefixEncoding: listOf("Encoding") } },
  Encoding: {
    properties: { encoding: "EncodingMap", itemEncoding: "Encoding", prefixEncoding: listOf("Encoding") },
  },
  Example: { properties: { dataValue: null, serializedValue: STRING } },
  Response: { properties: { summary: STRING } },
  Parameter: {
    properties: {
      in: { enum: ["query", "header", "path", "cookie", "querystring"] },
      style: {
        enum: ["form", "simple", "label", "matrix", "spaceDelimited", "pipeDelimited", "deepObject", "cookie"],
      },
    },
  },
  Schema: { properties: { $ref: STRING, unevaluatedItems: null, unevaluatedProperties: null } },
  Discriminator: { properties: { defaultMapping: STRING } },
  DiscriminatorMapping: { additionalProperties: STRING },
  Xml: { properties: { nodeType: STRING } },
  SecurityScheme: { properties: { deprecated: { type: "boolean" }, oauth2MetadataUrl: STRING } },
  OAuth2Flows: { properties: { deviceAuthorization: "DeviceAuthorization" } },
  DeviceAuthorization: {
    properties: { deviceAuthorizationUrl: STRING, tokenUrl: STRING, refreshUrl: STRING, scopes: { type: "object" } },
    required: ["deviceAuthorizationUrl", "tokenUrl", "scopes"],
    extensionsPrefix: "x-",
  },
};
