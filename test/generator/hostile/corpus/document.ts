import type { JsonObject, JsonValue } from "../../../../generator/document/source.js";

/** A hostile or odd folder of one API, and what comes of it: a package, or an error that says so. */
export interface Hostile {
  readonly name: string;
  /** The files of the folder by path, the document with its ending. */
  readonly files: Readonly<Record<string, string | Uint8Array>>;
  readonly outcome: "generated" | RegExp;
}

/** A case whose document is plain JSON. */
export function json(name: string, document: JsonValue, outcome: Hostile["outcome"] = "generated"): Hostile {
  return { name, files: { "openapi.json": JSON.stringify(document) }, outcome };
}

/** A case whose document is YAML as it is written. */
export function yaml(name: string, text: string | Uint8Array, outcome: Hostile["outcome"] = "generated"): Hostile {
  return { name, files: { "openapi.yaml": text }, outcome };
}

export const HEAD = { openapi: "3.1.0", info: { title: "T", version: "1.0.0" } };
export const YAML_HEAD = "openapi: 3.1.0\ninfo: {title: T, version: 1.0.0}\npaths: {}\n";

/** The Reference Object of a component schema. */
export function ref(name: string): JsonObject {
  return { $ref: `#/components/schemas/${name.replaceAll("~", "~0").replaceAll("/", "~1").replaceAll("%", "%25")}` };
}

/** A plain event schema, told apart by `type`. */
export function event(type: string): JsonObject {
  return { type: "object", required: ["type"], properties: { type: { const: type }, text: { type: "string" } } };
}

/** What a small streaming API may be told to have other than it has. */
interface Parts {
  readonly operationId?: string;
  readonly path?: string;
  readonly operation?: JsonObject;
  readonly mediaType?: JsonObject;
  readonly mediaTypeName?: string;
  readonly schemas?: Readonly<Record<string, JsonValue>>;
  readonly root?: JsonObject;
}

/** A document with one stream, `POST /chat`, of the events `token` and `done`. */
export function chat(parts: Parts = {}): JsonObject {
  const { operationId = "chat", path = "/chat", mediaTypeName = "text/event-stream" } = parts;
  const stream = parts.mediaType ?? { schema: { oneOf: [ref("Token"), ref("Done")] } };
  const responses = { "200": { description: "The stream", content: { [mediaTypeName]: stream } } };
  return {
    ...HEAD,
    paths: { [path]: { post: { operationId, responses, ...parts.operation } } },
    components: { schemas: { Token: event("token"), Done: event("done"), ...parts.schemas } },
    ...parts.root,
  };
}
