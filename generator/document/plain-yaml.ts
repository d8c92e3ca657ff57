import { FAILSAFE_SCHEMA, load, Type, YAMLException, type EventType, type State } from "js-yaml";
import type { Place } from "./positions.js";
import { MAX_DEPTH, type Plain } from "./yaml-value.js";

/**
 * The value of YAML in which nothing is unusual, in a fraction of the time that it takes to read it with all that YAML has;
 * undefined for any other text: one with a mistake, or with an anchor, a tag, a merge key, a key that is no string.
 *
 * js-yaml reads it. Where it could read something else than the reader of everything does, or forgives what that does
 * not, it is not asked. But it takes a comment of flow collections for one without a space before it.
 */
export function readPlainYaml(text: string): Plain | undefined {
  if (UNUSUAL.test(text)) return undefined;
  const open: Shape[] = [shapeAt(0, 0)];
  const value = attempt(text, (event, state) => {
    if (event === "open") {
      open.push(shapeAt(state.position, state.line));
      return;
    }
    const shape = open.pop() as Shape;
    const around = open.at(-1) as Shape;
    if (isUnusual(state) || !isWhole(shape, state) || !isIndented(shape, state)) throw new Unusual();
    around.hasCollectionKey ||= around.children % 2 === 0 && isCollection(state.result);
    around.children += 1;
    around.last = state.result;
  });
  return value ?? undefined;
}

/**
 * A carriage return alone, a directive, a byte order mark, lines that begin with a tab, a marked key in a flow collection: each
 * is read in its own way.
 */
const UNUSUAL = /\r(?!\n)|^[%\ufeff\t]|^ +\t\s*$|[[{,]\s*\?\s/m;

/** What is known of a node before it is read whole. */
interface Shape {
  /** Where the white space before it begins. */
  readonly offset: number;
  readonly line: number;
  children: number;
  /** Whether a child stands where a mapping has a key, and is a mapping or a sequence. */
  hasCollectionKey: boolean;
  last: unknown;
}

function shapeAt(offset: number, line: number): Shape {
  return { offset, line, children: 0, hasCollectionKey: false, last: undefined };
}

/**
 * Whether quotes and flow collections over several lines keep off the column of what they stand in. They are wrong where
 * they do not (YAML 1.2.2, section 7), and js-yaml would take what is behind a quote that nobody closed for a part of it.
 */
function isIndented({ offset, line }: Shape, state: State): boolean {
  if (state.line === line) return true;
  const start = skipSpace(state.input, offset);
  if (!FLOW.has(state.input[start])) return true;
  const lineStart = state.input.lastIndexOf("\n", start - 1) + 1;
  const before = state.input.slice(lineStart, start);
  // What stands on a line of its own, or behind a dash, may go on in its own column; what has a key may not.
  const least = /^ *(?:- +)*$/.test(before) ? before.length : (/^ *(?:- +)*/.exec(before)?.[0].length ?? 0) + 1;
  const [, ...others] = state.input.slice(start, state.position).split("\n");
  return others.every((other, index) => {
    const column = other.search(/[^ \r]/);
    // The bracket that closes it may stand where its key does.
    const isClosing = index === others.length - 1 && /^ *[\]}]$/.test(other);
    return column === -1 || column >= (isClosing ? least - 1 : least);
  });
}

const FLOW: ReadonlySet<string | undefined> = new Set(["'", '"', "[", "{"]);

/** Whether a mapping was made of its keys and values in turns, and its keys are scalars; a sequence of its items. */
function isWhole({ children, hasCollectionKey, last }: Shape, { kind, result }: State): boolean {
  if (isReadTwice(children, last, result)) return true;
  if (kind === "sequence") return children === (result as readonly unknown[]).length;
  return kind !== "mapping" || (!hasCollectionKey && children === 2 * Object.keys(result as object).length);
}

/** A collection that might have been a key was read as one first: it is its own only child. */
function isReadTwice(children: number, last: unknown, result: unknown): boolean {
  return children === 1 && last === result && isCollection(result);
}

function isCollection(value: unknown): boolean {
  return typeof value === "object" && value !== null;
}

/**
 * Where the values of a text stand that is known to be such YAML; undefined where that cannot be told. It is read again,
 * for most runs never ask.
 */
export function plainYamlPlaces(text: string): Place | undefined {
  const root: Composed = { offset: 0, children: [], result: undefined };
  const open: Composed[] = [root];
  const value = attempt(text, (event, state) => {
    if (event === "open") {
      open.push({ offset: state.position, children: [], result: undefined });
      return;
    }
    const node = open.pop() as Composed;
    const hasContent = state.kind !== null && state.kind !== undefined;
    node.result = state.result as Plain;
    if (hasContent) node.offset = skipSpace(text, node.offset);
    (open.at(-1) as Composed).children.push(node);
  });
  const only = root.children[0];
  return value === undefined || only === undefined ? undefined : placeOf(only);
}

/** A part of the text that was read as a node, from its first character on. */
interface Composed {
  offset: number;
  result: Plain | undefined;
  readonly children: Composed[];
}

class Unusual extends Error {}

function attempt(text: string, listener: (event: EventType, state: State) => void): Plain | undefined {
  try {
    return load(text, { schema: SCHEMA, maxDepth: MAX_DEPTH, listener } as object) as Plain | undefined;
  } catch (error) {
    if (error instanceof Unusual || error instanceof YAMLException) return undefined;
    throw error;
  }
}

const SCALAR_TAG = "tag:yaml.org,2002:json";

const SCHEMA = FAILSAFE_SCHEMA.extend({
  implicit: [
    new Type(SCALAR_TAG, {
      kind: "scalar",
      resolve: (source: string) => scalarOf(source) !== undefined,
      construct: (source: string) => scalarOf(source),
    }),
  ],
});

/** What an unquoted scalar means that is no string (YAML 1.2.2, section 10.3.2); undefined for a string. */
function scalarOf(source: string): Plain | undefined {
  // Most are words, and most words begin like none of these.
  if (!/^[-+.\d~nNtTfF<]/.test(source)) return undefined;
  if (/^(?:true|True|TRUE|false|False|FALSE)$/.test(source)) return source.toLowerCase() === "true";
  if (source === "null") return null;
  // As keys, these are not "null". A merge key is written the same wherever it stands.
  if (source === "~" || source === "Null" || source === "NULL" || source === "<<") throw new Unusual();
  const number = numberOf(source);
  if (number !== undefined && !Number.isFinite(number)) throw new Unusual();
  return number;
}

function numberOf(source: string): number | undefined {
  if (/^[-+]?\d+$/.test(source)) return Number.parseInt(source, 10);
  if (/^0o[0-7]+$/.test(source)) return Number.parseInt(source.slice(2), 8);
  if (/^0x[\da-fA-F]+$/.test(source)) return Number.parseInt(source.slice(2), 16);
  if (/^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?$/.test(source)) return Number.parseFloat(source);
  return /^(?:[-+]?\.(?:inf|Inf|INF)|\.nan|\.NaN|\.NAN)$/.test(source) ? Number.NaN : undefined;
}

/** An anchor, a tag, or a key of a flow mapping that is left out. */
function isUnusual(state: State & { readonly anchor?: string | null; readonly tag?: string | null }): boolean {
  const { anchor, tag, kind, input, position } = state;
  if (typeof anchor === "string") return true;
  if (typeof tag === "string" && tag !== "?" && tag !== SCALAR_TAG) return true;
  return (kind === null || kind === undefined) && input[position] === ":";
}

/** Where the white space and the comments end that begin at `offset`. */
function skipSpace(text: string, offset: number): number {
  SPACE.lastIndex = offset;
  return SPACE.exec(text) === null ? offset : SPACE.lastIndex;
}

const SPACE = /(?:[ \t\r\n]|(?<=^|[ \t\r\n])#[^\n]*)*/y;

/** undefined where the nodes that were read are not those of the value. */
function placeOf(node: Composed): Place | undefined {
  const { offset, result, children } = node;
  const [first] = children;
  if (first !== undefined && isReadTwice(children.length, first.result, result)) return placeOf(first);
  if (Array.isArray(result)) {
    const items = children.map(placeOf);
    return items.length === result.length && items.every(isDefined) ? { offset, items } : undefined;
  }
  return typeof result === "object" && result !== null ? mappingPlace(node, Object.keys(result).length) : { offset };
}

function mappingPlace({ offset, children }: Composed, size: number): Place | undefined {
  const members = new Map<string, { readonly key: number; readonly value: Place }>();
  for (let index = 0; index < children.length; index += 2) {
    const [key, member] = [children[index], children[index + 1]];
    const value = member && placeOf(member);
    if (key === undefined || value === undefined || typeof key.result === "object") return undefined;
    members.set(String(key.result), { key: key.offset, value });
  }
  return members.size === size ? { offset, members } : undefined;
}

function isDefined<T>(value: T | undefined): value is T {
  return value !== undefined;
}
