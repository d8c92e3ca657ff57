import { child, children, followChild, keyOf, objectOf, type Node } from "../document/reference.js";
import { mayBe } from "../document/schema-kind.js";
import { propertiesOf } from "../document/schema-properties.js";
import type { Document, JsonObject, JsonValue } from "../document/source.js";
import { mediaTypeSchema } from "../model/request-body.js";
import { bareMediaType, isJsonMediaType } from "../document/media-type.js";
import { parseJson } from "../recording/json.js";
import { Problem } from "./problem.js";

/** The body of a request. */
export interface RequestBody {
  /** The JSON value; of a form, an object of its fields; `undefined` of other media types, which are not read. */
  readonly value: JsonValue | undefined;
  /** The schema that the document wants it to have. */
  readonly schema: Node | undefined;
  /** Whether its scalars are texts, whatever they stand for. */
  readonly isForm: boolean;
}

const NONE: RequestBody = { value: undefined, schema: undefined, isForm: false };

/**
 * Reads the body that an operation takes.
 *
 * @throws {Problem} 400 where it is missing or broken, 415 where it is of another media type.
 */
export async function readBody(document: Document, operation: Node, request: Request): Promise<RequestBody> {
  const declared = followChild(document, operation, "requestBody");
  if (declared === undefined) {
    return NONE;
  }
  const bytes = await request.arrayBuffer();
  if (bytes.byteLength === 0) {
    if (objectOf(declared)["required"] === true) {
      throw new Problem(400, "The request has no body, and needs one", [
        { in: "body", pointer: "", detail: "is required" },
      ]);
    }
    return NONE;
  }
  const sent = request.headers.get("content-type") ?? "";
  const mediaTypes = children(child(declared, "content"));
  const mediaType = matching(bareMediaType(sent), mediaTypes);
  if (mediaType === undefined && mediaTypes.length > 0) {
    const wanted = mediaTypes.map(keyOf).join(", ");
    throw new Problem(415, `The body is ${sent === "" ? "of no media type" : sent}, where ${wanted} is wanted`);
  }
  const schema = mediaTypeSchema(document, mediaType);
  if (isJsonMediaType(sent)) {
    return { value: readJson(bytes), schema, isForm: false };
  }
  if (/^(multipart\/form-data|application\/x-www-form-urlencoded)$/.test(bareMediaType(sent))) {
    return { value: await readForm(document, schema, sent, bytes), schema, isForm: true };
  }
  return NONE;
}

function readJson(bytes: ArrayBuffer): JsonValue {
  try {
    return JSON.parse(new TextDecoder().decode(bytes)) as JsonValue;
  } catch (error) {
    const detail = `is not JSON: ${error instanceof Error ? error.message : String(error)}`;
    throw new Problem(400, "The body cannot be read", [{ in: "body", pointer: "", detail }]);
  }
}

/** What a file holds is nobody's business here: it stands as its name. */
async function readForm(
  document: Document,
  schema: Node | undefined,
  contentType: string,
  bytes: ArrayBuffer,
): Promise<JsonObject> {
  const properties = schema === undefined ? new Map<string, never>() : propertiesOf(document, schema);
  try {
    const form = await new Response(bytes, { headers: { "content-type": contentType } }).formData();
    const names = [...new Set(form.keys())].map((name) => name.replace(/\[\]$/, ""));
    const entries = names.map((name): readonly [string, JsonValue] => {
      const property = properties.get(name);
      const values = [...form.getAll(name), ...form.getAll(`${name}[]`)].map((value) =>
        typeof value === "string" ? value : value.name,
      );
      const isNested = mayBe(document, property?.schema, "object");
      const read = values.map((value) => (isNested ? parsedOr(value) : value));
      return [name, read.length === 1 ? (read[0] as JsonValue) : read];
    });
    return Object.fromEntries(entries);
  } catch (error) {
    const detail = `is not a form: ${error instanceof Error ? error.message : String(error)}`;
    throw new Problem(400, "The body cannot be read", [{ in: "body", pointer: "", detail }]);
  }
}

/** OpenAPI, "Encoding Object": a field that is an object is JSON. */
function parsedOr(text: string): JsonValue {
  const value = parseJson(text);
  return value === undefined ? text : value;
}

/** The media type as it stands, else the range that it is in (RFC 9110, section 12.5.1). */
function matching(sent: string, mediaTypes: readonly Node[]): Node | undefined {
  const wanted = [sent, `${sent.split("/")[0]}/*`, "*/*"];
  return wanted
    .map((one) => mediaTypes.find((mediaType) => bareMediaType(keyOf(mediaType)) === one))
    .find((one) => one !== undefined);
}
