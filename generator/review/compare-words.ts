import { isDeepStrictEqual } from "node:util";
import { toMarkdownCode } from "../document/escape.js";
import { keyKindUnder, type KeyKind } from "../document/keywords.js";
import { child, children, rootOf, type Node } from "../document/reference.js";
import { isObject, type JsonValue, type Path } from "../document/source.js";
import { groupBy } from "../group-by.js";
import { MADE_OF } from "../model/source-path.js";
import { placesOf, type Both, type Finding } from "./finding.js";
import { isJudged } from "./keywords.js";
import { pointerOf } from "./references.js";
import type { Operation, Revision } from "./revision.js";

/** How many differences the documents have under a keyword that no rule judges. */
export interface OtherDifference {
  readonly keyword: string;
  readonly count: number;
}

/** Words for people: what a change of them does to the client is another comment in its types. */
const WORDS: ReadonlySet<string> = new Set(
  "title description summary example examples externalDocs default deprecated".split(" "),
);

interface Difference {
  readonly keyword: string;
  readonly at: Both<Node | undefined>;
}

/**
 * Compares what is left of two documents when all that the rules judge is left out: words, one finding for each
 * operation or component that has others, and keywords that no rule knows.
 */
export function compareWords(
  { base, head }: Both<Revision>,
  moved: readonly Both<Operation>[],
): { readonly words: readonly Finding[]; readonly others: readonly OtherDifference[] } {
  const found = [
    ...differences(rootOf(base.document), rootOf(head.document), "keyword"),
    ...moved.flatMap((operation) => [...differences(operation.base.node, operation.head.node, "keyword")]),
  ];
  const inWords = found.filter((one) => WORDS.has(one.keyword) && !isDeprecation(one));
  const words = [...groupBy(inWords, (one) => pointerOf(ownerOf(one))).values()].map((all): Finding => {
    const [first] = all;
    return {
      rule: "documentation-changed",
      subject: subjectOf(ownerOf(first)),
      what:
        all.length === 1 ? `has another ${toMarkdownCode(first.keyword)}` : `has other words in ${all.length} places`,
      at: placesOf({ base: base.document, head: head.document }, first.at),
    };
  });
  return { words, others: countByKeyword(found.filter(({ keyword }) => !WORDS.has(keyword))) };
}

/** Of an operation that is deprecated, a rule of its own speaks. */
function isDeprecation({ keyword, at: { head } }: Difference): boolean {
  return keyword === "deprecated" && head?.value === true && head.path.length === 4 && head.path[0] === "paths";
}

/** Where both ends have something, and not the same. What only one of them has is an addition or a removal. */
function* differences(base: Node, head: Node, keys: KeyKind): Iterable<Difference> {
  if (isDeepStrictEqual(base.value, head.value)) return;
  if (Array.isArray(base.value) && Array.isArray(head.value)) {
    for (const [before, after] of matchItems(base, head)) yield* differences(before, after, "keyword");
  }
  if (!isObject(base.value) || !isObject(head.value)) return;
  // What was made of others has the words of these.
  if (child(base, MADE_OF) ?? child(head, MADE_OF)) return;
  for (const key of new Set([...Object.keys(base.value), ...Object.keys(head.value)])) {
    const [before, after] = [child(base, key), child(head, key)];
    if (before && after && isDeepStrictEqual(before.value, after.value)) continue;
    if (keys === "keyword" && !isJudged(key)) {
      const keyword = base.path[0] === "info" && !WORDS.has(key) ? `info.${key}` : key;
      yield { keyword, at: { base: before, head: after } };
    } else if (before && after) {
      const under = keyKindUnder(keys, key);
      if (under !== "data") yield* differences(before, after, Array.isArray(after.value) ? "keyword" : under);
    }
  }
}

/** The items of two lists that are most likely the same: by what they are called, else in their order. */
function matchItems(base: Node, head: Node): readonly (readonly [Node, Node])[] {
  const nameOf = ({ value }: Node): JsonValue | undefined =>
    isObject(value)
      ? (value["$ref"] ?? (value["name"] && `${String(value["in"])} ${String(value["name"])}`))
      : undefined;
  const isIn = (others: readonly Node[], one: Node): boolean =>
    others.some(({ value }) => isDeepStrictEqual(value, one.value));
  const before = children(base).filter((one) => !isIn(children(head), one));
  const after = children(head).filter((one) => !isIn(children(base), one));
  return before.flatMap((one, index): (readonly [Node, Node])[] => {
    const named = after.find((other) => nameOf(other) !== undefined && nameOf(other) === nameOf(one));
    const other = named ?? (nameOf(one) === undefined && before.length === after.length ? after[index] : undefined);
    return other === undefined ? [] : [[one, other]];
  });
}

/** The operation, the component or the document that a difference is in. */
function ownerOf({ at }: Difference): Path {
  const path = (at.head ?? at.base)?.path ?? [];
  return ["paths", "components"].includes(String(path[0])) ? path.slice(0, 3) : [];
}

function subjectOf(owner: Path): string {
  const [section, name, method] = owner;
  if (section === undefined) return "the document";
  return section === "paths" ? `${String(method ?? "").toUpperCase()} ${String(name)}`.trim() : String(method ?? name);
}

function countByKeyword(found: readonly Difference[]): readonly OtherDifference[] {
  const counts = new Map<string, number>();
  for (const { keyword } of found) counts.set(keyword, (counts.get(keyword) ?? 0) + 1);
  return [...counts].map(([keyword, count]) => ({ keyword, count })).sort((a, b) => b.count - a.count);
}
