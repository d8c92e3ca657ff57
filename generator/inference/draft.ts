import { Document, isMap, isScalar, isSeq, Pair, Scalar, YAMLMap, YAMLSeq, type Node } from "yaml";
import { printable } from "../diagnostics/printable.js";
import { escapeInvisible } from "../document/escape.js";

/** YAML to be written. */
export type Draft = string | number | boolean | null | readonly Draft[] | DraftMap | Remark;

export interface DraftMap {
  readonly [key: string]: Draft;
}

/** A value, and the comment that is written behind it. */
export class Remark {
  constructor(
    readonly value: string | number | boolean | null | readonly (string | null)[] | Readonly<Record<string, never>>,
    readonly comment: string,
  ) {}
}

/** The lines of a draft, without an indent. */
export function draftLines(draft: Draft): readonly string[] {
  const document = new Document(undefined, { version: "1.2" });
  document.contents = toNode(document, draft) as typeof document.contents;
  const text = document.toString({ lineWidth: 0, singleQuote: true, flowCollectionPadding: false });
  // What does not show stands in double quotes, where an escape is one.
  return escapeInvisible(text.replace(/\n$/, "")).split("\n");
}

/** A draft on one line, to be read and not to be parsed. */
export function draftLine(draft: Draft): string {
  return draftLines(draft).join(" ").replaceAll(/\s+/g, " ");
}

function toNode(document: Document, draft: Draft): Node {
  if (draft instanceof Remark) {
    const node = typeof draft.value === "string" ? toScalar(draft.value) : document.createNode(draft.value);
    if (isSeq(node) || isMap(node)) node.flow = true;
    // Names of the API stand in comments, too, and must not end them.
    node.comment = ` ${printable(draft.comment).replaceAll(/\s+/g, " ")}`;
    return node;
  }
  if (Array.isArray(draft)) {
    const list = new YAMLSeq<Node>();
    list.items = (draft as readonly Draft[]).map((item) => toNode(document, item));
    // Names stay on a line, unless there is something to say of each.
    list.flow = list.items.every((item) => isScalar(item) && !item.comment);
    return list;
  }
  if (typeof draft !== "object" || draft === null) return toScalar(draft);
  const map = new YAMLMap<Scalar, Node>();
  map.items = Object.entries(draft).map(([key, value]) => new Pair(toScalar(key), toNode(document, value)));
  map.flow = map.items.length === 0;
  return map;
}

function toScalar(value: string | number | boolean | null): Scalar {
  const scalar = new Scalar(value);
  // A bare `<<` merges mappings; and the last line breaks of a block would be those of the file.
  const isQuoted =
    typeof value === "string" && (value === "<<" || value.endsWith("\n") || escapeInvisible(value) !== value);
  if (isQuoted) scalar.type = "QUOTE_DOUBLE";
  return scalar;
}
