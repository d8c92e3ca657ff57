import { bareMediaType } from "../document/media-type.js";
import { follow, nodeAt, objectOf, type Node } from "../document/reference.js";
import { propertiesOf } from "../document/schema-properties.js";
import { isObject, type Document, type JsonValue } from "../document/source.js";
import { bodyOf } from "../model/request-body.js";
import type { Stream } from "../model/model.js";
import { plainMediaType } from "./plain-answer.js";

/**
 * Whether a request asks for the stream of its operation, which may answer JSON as well: by the body fields that the
 * document names for it, a missing one standing at its default; where it names none, by the Accept header.
 */
export function wantsStream(
  document: Document,
  stream: Stream,
  accept: string | null,
  body: JsonValue | undefined,
): boolean {
  const plain = plainMediaType(document, nodeAt(document, stream.at.response));
  if (plain === undefined) {
    return true;
  }
  if (stream.request === undefined) {
    const ofPlain = quality(accept ?? "*/*", String(plain.path.at(-1)));
    return quality(accept ?? "*/*", stream.mediaType) >= ofPlain;
  }
  const schema = bodyOf(document, nodeAt(document, stream.at.operation))?.schema;
  const fields = isObject(body) ? body : {};
  return Object.entries(stream.request).every(([name, wanted]) => {
    const value = Object.hasOwn(fields, name) ? fields[name] : defaultOf(document, schema, name);
    return value === wanted;
  });
}

function defaultOf(document: Document, schema: Node | undefined, name: string): JsonValue | undefined {
  return objectOf(follow(document, propertiesOf(document, schema).get(name)?.schema))["default"];
}

/** How much a media type is wanted (RFC 9110, section 12.5.1): the most exact range decides. */
function quality(accept: string, mediaType: string): number {
  const name = bareMediaType(mediaType);
  const ranges = new Map(
    accept.split(",").map((part) => {
      const [range = "", ...parameters] = part
        .toLowerCase()
        .split(";")
        .map((one) => one.trim());
      const weight = parameters.find((one) => one.startsWith("q="));
      return [range, weight === undefined ? 1 : Number(weight.slice(2))] as const;
    }),
  );
  return ranges.get(name) ?? ranges.get(`${name.split("/")[0]}/*`) ?? ranges.get("*/*") ?? 0;
}
