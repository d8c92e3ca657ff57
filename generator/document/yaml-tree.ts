import { Composer, CST, isAlias, isMap, isSeq, LineCounter, Parser } from "yaml";
import type { Node, YAMLMap, YAMLWarning } from "yaml";

import type { Positions } from "./positions.js";
import { syntaxProblems } from "./yaml-syntax.js";
import { convert, isMergeKey, keyName, MAX_DEPTH, offsetOf } from "./yaml-value.js";
import type { Conversion, Plain, Problem } from "./yaml-value.js";

/** The text of a YAML (or JSON) file, read. */
export interface YamlTree extends Positions {
  readonly value: Plain;
  /** Everything that is wrong with it, in the order of the text. `value` is of no use when there is anything. */
  readonly problems: readonly Problem[];
}

const MAX_SYNTAX_ERRORS = 20;

/** Reads whatever YAML has, and says of all that is wrong where it stands. */
export function composeYaml(text: string): YamlTree {
  const lines = new LineCounter();
  const tokens = [...new Parser(lines.addNewLine).parse(text)];
  const position = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  // The composer recurses, and runs out of stack in places where V8 ends the process instead of throwing.
  const deep = tooDeep(tokens);
  const [document, second] = deep === undefined ? compose(tokens, text.length) : [];
  const root = document?.contents ?? null;
  const converted = convert(root);
  const problems = [
    ...syntaxProblems(document?.errors ?? [], text, (offset) => position(offset).line),
    ...(document?.warnings ?? []).flatMap(tagProblem),
  ];
  if (deep !== undefined) problems.push({ offset: deep, message: `Nested deeper than ${MAX_DEPTH} levels` });
  else if (root === null && problems.length === 0) problems.push({ offset: 0, message: "The file is empty" });
  if (second !== undefined) {
    problems.push({
      offset: second.contents === null ? (second.range?.[0] ?? 0) : offsetOf(second.contents),
      message: "A second YAML document begins here",
      hint: "Keep one document in the file, and remove the line `---` between them.",
    });
  }
  return {
    value: converted.value,
    problems: capped([...problems, ...(problems.length === 0 ? converted.problems : [])]),
    find: (path, part) => find(root, converted.targets, path, part),
    position,
  };
}

function compose(tokens: readonly CST.Token[], length: number) {
  // Keys are compared as the strings that they become in JSON (`200` and "200" are the same), and not in quadratic time.
  const composer = new Composer({ schema: "core", uniqueKeys: false, resolveKnownTags: false, prettyErrors: false });
  return [...composer.compose(tokens, true, length)];
}

/** The offset of the first collection that is nested too deeply. Looks at tokens without recursion. */
function tooDeep(tokens: readonly CST.Token[]): number | undefined {
  const pending = tokens.map((token) => ({ token, depth: 0 }));
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { token, depth } = next;
    if (depth > MAX_DEPTH && CST.isCollection(token)) return token.offset;
    if (token.type === "document" && token.value !== undefined) pending.push({ token: token.value, depth });
    if (!CST.isCollection(token)) continue;
    for (const { key, value } of token.items) {
      if (key) pending.push({ token: key, depth: depth + 1 });
      if (value) pending.push({ token: value, depth: depth + 1 });
    }
  }
  return undefined;
}

/** An unknown tag is an error: `!include file` is not the text "file", and nobody would notice that it was read so. */
function tagProblem(warning: YAMLWarning): readonly Problem[] {
  if (warning.code !== "TAG_RESOLVE_FAILED") return [];
  const message = "This tag has no meaning in JSON";
  return [{ offset: warning.pos[0], message, hint: "Remove the tag, or write out the value that it stands for." }];
}

/** One wrong indent can be followed by thousands of errors. */
function capped(problems: readonly Problem[]): readonly Problem[] {
  const sorted = [...problems].sort((a, b) => a.offset - b.offset);
  const rest = sorted[MAX_SYNTAX_ERRORS];
  if (rest === undefined) return sorted;
  const message = `${sorted.length - MAX_SYNTAX_ERRORS} more errors from here on`;
  return [...sorted.slice(0, MAX_SYNTAX_ERRORS), { offset: rest.offset, message }];
}

function find(
  root: Node | null,
  targets: Conversion["targets"],
  path: readonly (string | number)[],
  part: "key" | "value",
): number {
  let node = resolve(root, targets);
  for (const [index, step] of path.entries()) {
    const entry = child(node, step, targets);
    if (entry === undefined) break;
    if (part === "key" && index === path.length - 1 && entry.key !== undefined) return offsetOf(entry.key);
    node = resolve(entry.value, targets);
  }
  return offsetOf(node);
}

interface Entry {
  readonly key?: unknown;
  readonly value: unknown;
}

function child(node: unknown, step: string | number, targets: Conversion["targets"]): Entry | undefined {
  if (isSeq(node)) return typeof step === "number" && step in node.items ? { value: node.items[step] } : undefined;
  if (!isMap(node)) return undefined;
  const written = membersOf(node, targets).get(String(step));
  if (written !== undefined) return written;
  for (const { value } of node.items.filter(({ key }) => isMergeKey(key))) {
    for (const source of isSeq(value) ? value.items : [value]) {
      const merged = child(resolve(source, targets), step, targets);
      if (merged !== undefined) return merged;
    }
  }
  return undefined;
}

/** What is written in a mapping by its names, of names that stand twice the last. */
function membersOf(map: YAMLMap, targets: Conversion["targets"]): ReadonlyMap<string, Entry> {
  const known = MEMBERS.get(map);
  if (known !== undefined) return known;
  const members = new Map<string, Entry>();
  for (const entry of map.items) {
    const name = isMergeKey(entry.key) ? undefined : keyName(resolve(entry.key, targets));
    if (name !== undefined) members.set(name, entry);
  }
  MEMBERS.set(map, members);
  return members;
}

/** A document may have thousands of errors in one mapping. */
const MEMBERS = new WeakMap<YAMLMap, ReadonlyMap<string, Entry>>();

function resolve(node: unknown, targets: Conversion["targets"]): Node | null {
  return isAlias(node) ? (targets.get(node) ?? node) : (node as Node | null);
}
