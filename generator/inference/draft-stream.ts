import { bareMediaType } from "../document/media-type.js";
import { openApiVersionOf } from "../document/openapi-version.js";
import { child, children, follow, followChild, keyOf, type Node } from "../document/reference.js";
import { isUntyped } from "../document/schema-kind.js";
import type { Document } from "../document/source.js";
import { placeOfSchemas } from "../model/schema-action.js";
import { isStreamMediaType } from "../model/stream-format.js";
import type { NamedOperation } from "../recording/find-operation.js";
import { draftItem, type Drafting, type DraftSchemas } from "./draft-item.js";
import { doubtfulText, draftRules } from "./draft-rules.js";
import { draftLine, type DraftMap } from "./draft.js";
import { findText } from "./find-text.js";
import type { DraftAction } from "./overlay-text.js";
import type { SeenStream } from "./seen-stream.js";

/** The actions that describe a stream of which the document says nothing. */
export function draftStream(
  document: Document,
  operation: NamedOperation,
  drafting: Drafting,
  seen: SeenStream,
): readonly DraftAction[] {
  const { item, schemas } = draftItem(drafting, seen);
  const text = findText(seen);
  const rules = draftRules(seen, text);
  const doubtful = doubtfulText(seen, text);
  const mediaType: DraftMap = {
    [drafting.dialect === "3.0" ? "x-oai-itemSchema" : "itemSchema"]: item,
    ...(Object.keys(rules).length > 0 && { "x-event-stream": rules }),
  };
  return [
    ...raiseVersion(document),
    ...placeMediaType(document, operation, seen, mediaType).map((action) =>
      action.update && doubtful ? { ...action, comment: doubtfulWords(doubtful) } : action,
    ),
    ...(Object.keys(schemas).length === 0 ? [] : [placeSchemas(document, schemas)]),
  ];
}

function doubtfulWords(text: DraftMap): string {
  return `Called as a text is, though its pieces do not join to one. If they are to: x-event-stream: ${draftLine(text)}`;
}

/** OpenAPI 3.1 and 3.2 differ in what can be said, not in what is said by it; 3.0 is another matter. */
function raiseVersion(document: Document): readonly DraftAction[] {
  if (openApiVersionOf(document) !== "3.1") return [];
  const comment = "`itemSchema`, the words for the items of a stream, is OpenAPI 3.2.";
  return [{ path: [], update: { openapi: "3.2.0" }, comment }];
}

function placeMediaType(
  document: Document,
  { operation }: NamedOperation,
  seen: SeenStream,
  mediaType: DraftMap,
): readonly DraftAction[] {
  const responses = followChild(document, operation, "responses");
  const keys = [String(seen.status), `${String(seen.status)[0]}XX`, "default"];
  const response = keys.map((key) => followChild(document, responses, key)).find((node) => node !== undefined);
  const content = child(response, "content");
  const entries = children(content);
  const declared =
    entries.find((entry) => bareMediaType(keyOf(entry)) === seen.mediaType) ??
    entries.find((entry) => isStreamMediaType(keyOf(entry)));
  if (declared) return [{ path: (follow(document, declared) ?? declared).path, update: mediaType }];
  const added = { [seen.mediaType]: mediaType };
  if (content) return [...removeEmptyAnswers(document, entries, seen), { path: content.path, update: added }];
  if (response) return [{ path: response.path, update: { content: added } }];
  const answer = { [String(seen.status)]: { description: "The event stream.", content: added } };
  return responses
    ? [{ path: responses.path, update: answer }]
    : [{ path: operation.path, update: { responses: answer } }];
}

/** What generators of documents write for an answer that they know nothing of: JSON, an empty object. */
function removeEmptyAnswers(document: Document, entries: readonly Node[], seen: SeenStream): readonly DraftAction[] {
  const { length } = seen.recordings;
  const comment = `The published answer is empty, and not what was sent: ${length} of ${length} answers are ${seen.mediaType}.`;
  return entries
    .filter((entry) => isUntyped(document, child(follow(document, entry) ?? entry, "schema")))
    .map((entry) => ({ path: entry.path, comment }));
}

/** Where schemas are added; a document without components gets them. */
export function placeSchemas(
  document: Document,
  schemas: DraftSchemas,
): Required<Pick<DraftAction, "path" | "update">> {
  const { path, keys } = placeOfSchemas(document);
  return { path, update: keys.reduceRight<DraftMap>((update, key) => ({ [key]: update }), schemas) };
}
