import { FAILSAFE_SCHEMA, load, Type, YAMLException, type State } from "js-yaml";
import { isScalar, Schema, type ScalarTag } from "yaml";

import { positionsOf, type Place } from "./positions.js";
import type { YamlTree } from "./yaml-tree.js";
import type { Plain } from "./yaml-value.js";

/**
 * Reads YAML in which nothing is unusual, as nearly all large documents are, in a third of the time that it takes to
 * read all that YAML has. Undefined for any other text: one with a mistake, with an anchor, a tag, a merge key, a key
 * that is no scalar, or anything else that two readers of YAML could read in two ways.
 */
export function readPlainYaml(text: string): YamlTree | undefined {
  if (UNUSUAL.test(text)) return undefined;
  const open: Started[] = [{ offset: 0, children: [] }];
  try {
    const value = load(text, {
      schema: SCHEMA,
      listener(event, state) {
        if (event === "open") {
          open.push({ offset: state.position, children: [] });
          return;
        }
        const node = finish(open.pop() as Started, state);
        (open.at(-1) as Started).children.push(node);
      },
    }) as Plain | undefined;
    const root = open[0]?.children[0];
    if (root === undefined || typeof value !== "object" || value === null) return undefined;
    return { value, problems: [], ...positionsOf(text, root.place) };
  } catch (error) {
    if (error instanceof Unusual || error instanceof YAMLException) return undefined;
    throw error;
  }
}

/** A carriage return alone, a directive, a byte order mark, a tab in an indent, a text behind a marker, a marked key. */
const UNUSUAL = /\r(?!\n)|^[%\ufeff]|^ *\t|^(?:---|\.\.\.)[^\r\n]|(?:^|[-:[{,])\s*\?\s/m;

class Unusual extends Error {}

/** A node of which the first characters were read, white space and comments before it perhaps. */
interface Started {
  readonly offset: number;
  readonly children: Node[];
}

interface Node {
  readonly place: Place;
  readonly value: Plain;
}

/** @throws {Unusual} */
function finish({ offset, children }: Started, { kind, result, input, position }: State): Node {
  const value = (result ?? null) as Plain;
  const start = skipSpace(input, offset);
  // An anchor, an alias or a tag; the key of a flow mapping that is left out.
  if (/[&*!]/.test(input.charAt(start)) || (kind === null && input[position] === ":")) throw new Unusual();
  // What could have been a key was read as one first, and is its own only child.
  const [only] = children;
  if (children.length === 1 && only?.value === value) return only;
  if (kind !== null && !isUsual(kind, input, start, position)) throw new Unusual();
  // What is left empty stands where it could begin, and not a line or more below.
  return { place: placeOf(kind === null ? offset : start, children, value), value };
}

/** Whether a node is written in a way in which all read it alike. */
function isUsual(kind: string, text: string, start: number, end: number): boolean {
  const first = text.charAt(start);
  const written = text.slice(start, end);
  const behind = text.charAt(end);
  const isApart = /[\s,:\]}]|^$/.test(behind);
  if (kind !== "scalar") return !/[[{]/.test(first) || (isApart && !written.includes("\n"));
  if (/[|>]/.test(first)) {
    // js-yaml takes a first line of spaces for the indent, and a text that is indented less for a comment.
    return !/^.[-+]?\d/.test(written) && !(behind === "#" && /^.*\n\s* \r?\n/.test(written));
  }
  if (!/["']/.test(first)) return true;
  if (!isApart) return false;
  // Where its line begins takes long to find where a document is one line.
  return !written.includes("\n") || isIndented(written, text.slice(text.lastIndexOf("\n", start - 1) + 1, start));
}

/** @throws {Unusual} where the nodes that were read are not those of the value. */
function placeOf(offset: number, children: readonly Node[], value: Plain): Place {
  if (typeof value !== "object" || value === null) return { offset };
  if (Array.isArray(value)) {
    if (children.length !== value.length) throw new Unusual();
    return { offset, items: children.map(({ place }) => place) };
  }
  const members = new Map<string, { readonly key: number; readonly value: Place }>();
  for (let index = 1; index < children.length; index += 2) {
    const [key, member] = [children[index - 1] as Node, children[index] as Node];
    if (typeof key.value === "object" && key.value !== null) throw new Unusual();
    members.set(String(key.value), { key: key.place.offset, value: member.place });
  }
  if (children.length !== 2 * Object.keys(value).length) throw new Unusual();
  return { offset, members };
}

/**
 * Whether all lines of a quoted text stand deeper than the one that it begins in. js-yaml does not ask, and takes all up
 * to the next quote for the text of one that nobody closed.
 *
 * @param before What stands before it in its line.
 */
function isIndented(quoted: string, before: string): boolean {
  const indent = (/^ *(?:- +)*/.exec(before) as RegExpExecArray)[0].length;
  const [, ...lines] = quoted.split("\n");
  return lines.every((line) => line.trim() === "" || line.search(/[^ ]/) > indent);
}

/** Where the white space and the comments end that begin at `offset`. */
function skipSpace(text: string, offset: number): number {
  SPACE.lastIndex = offset;
  return SPACE.test(text) ? SPACE.lastIndex : offset;
}

const SPACE = /(?:[ \t\r\n]+|(?<=^|[ \t\r\n])#[^\n]*)*/y;

// What an unquoted scalar means is the other reader's to say.
const SCALARS = new Schema({ schema: "core" }).tags.filter(
  (known): known is ScalarTag => known.default === true && "test" in known,
);
const SCALAR_TAG = "tag:yaml.org,2002:json";
const SCHEMA = FAILSAFE_SCHEMA.extend({
  implicit: [new Type(SCALAR_TAG, { kind: "scalar", resolve: isNoString, construct: valueOf })],
});

function isNoString(source: string): boolean {
  // Most are words, and most words begin like none of these.
  return /^[-+.\d~ntf<]/i.test(source) && (source === "<<" || tagOf(source) !== undefined);
}

function tagOf(source: string): ScalarTag | undefined {
  return SCALARS.find(({ test }) => test?.test(source));
}

/** @throws {Unusual} */
function valueOf(source: string): Plain {
  // As keys, three of these are not "null". A merge key is written the same wherever it stands.
  if (/^(?:<<|~|Null|NULL)$/.test(source)) throw new Unusual();
  const resolved = tagOf(source)?.resolve(source, () => {}, {});
  const value = (isScalar(resolved) ? resolved.value : resolved) as Plain;
  if (typeof value === "number" && !Number.isFinite(value)) throw new Unusual();
  return value;
}
