import { isMap, isSeq, parseDocument, visit, type Node, type YAMLMap, type YAMLSeq } from "yaml";
import { failure, type Location } from "../diagnostics/diagnostics.js";
import { printableLine } from "../diagnostics/printable.js";
import { offsetAt } from "../document/positions.js";
import type { Path } from "../document/source.js";
import { toJsonPath } from "../document/json-path.js";
import { draftLines, type Draft, type DraftMap } from "./draft.js";

/** An action of an Overlay, to be written. */
export interface DraftAction {
  /** What it acts on, in the merged document. */
  readonly path: Path;
  /** What is merged into it; without it, it is removed. */
  readonly update?: DraftMap;
  /** Why: a line above it. */
  readonly comment?: string;
}

/** What is to be added to an object or an array of the merged document. */
export interface Addition {
  readonly path: Path;
  /** Where that stands, in whichever file. */
  readonly at: Location;
  readonly added: DraftMap | readonly Draft[];
  /** A key that it could stand beside, where the object itself stands elsewhere. */
  readonly beside?: Location;
}

/** The text of an Overlay without actions. */
export function newOverlay(title: string, spec: string): string {
  const head = draftLines({
    overlay: "1.0.0",
    info: { title: `What the published ${title} document leaves empty`, version: "1.0.0" },
    extends: spec,
  });
  const comments = [
    "# Drafted from recordings by `openapi-stream infer`: what was counted stands behind each line. From here on it is yours:",
    "# correct it, explain it. What is missing is added the next time; what stands here is never changed.",
    "# What you take out of `x-event-stream` stays out while the key is there: `x-event-stream: {}`.",
  ];
  return [...comments, ...head, "actions: []", ""].join("\n");
}

/**
 * Adds to an Overlay, line by line: what is there stays as it is, to the last space. An addition goes where its object or
 * array stands, if it stands in this file and in block style; else into an action of its own at the end.
 *
 * @throws {DiagnosticsError} where no line can be added.
 */
export function addToOverlay(
  file: string,
  text: string,
  additions: readonly Addition[],
  actions: readonly DraftAction[],
): string {
  const document = parseDocument(text);
  const edits: Edit[] = [];
  const others: DraftAction[] = [];
  for (const { path, at, added, beside } of additions) {
    const isList = Array.isArray(added);
    const place = [
      at.file === file ? findBlock(document, offsetAt(at.text, at), isList) : undefined,
      beside?.file === file ? findBlock(document, offsetAt(beside.text, beside), false, true) : undefined,
    ].find((block) => block !== undefined);
    if (place) edits.push(editAfter(text, place, draftLines(added)));
    else if (isList) others.push({ path: path.slice(0, -1), update: { [String(path.at(-1))]: added } });
    else others.push({ path, update: added as DraftMap });
  }
  const appended = [...actions, ...others];
  if (appended.length > 0) edits.push(editActions(file, text, document.get("actions", true), appended));
  return apply(text, edits);
}

/** Lines that take the place of a piece of text. */
interface Edit {
  readonly from: number;
  readonly to: number;
  /** What stays on the line before them. */
  readonly head?: string;
  readonly lines: readonly string[];
}

function apply(text: string, edits: readonly Edit[]): string {
  const end = text.includes("\r\n") ? "\r\n" : "\n";
  // From the last to the first, so that no place moves before it is used.
  const ordered = edits.map((edit, index) => ({ ...edit, index })).sort((a, b) => b.from - a.from || b.index - a.index);
  return ordered.reduce((done, { from, to, lines, head = "" }) => {
    const start = from === 0 || done[from - 1] === "\n" ? "" : end;
    return done.slice(0, from) + head + start + lines.map((line) => line + end).join("") + done.slice(to);
  }, text);
}

/** The block that begins at an offset, or the one that has a key there. */
function findBlock(
  document: ReturnType<typeof parseDocument>,
  offset: number,
  isList: boolean,
  isOfKey = false,
): Block | undefined {
  let found: Block | undefined;
  visit(document, {
    Collection: (_, node) => {
      const starts = isOfKey && isMap(node) ? node.items.map(({ key }) => (key as Node).range?.[0]) : [node.range?.[0]];
      if ((isList ? isSeq(node) : isMap(node)) && !node.flow && starts.includes(offset)) found = node as Block;
    },
  });
  return found;
}

type Block = YAMLMap | YAMLSeq;

/** Behind the last line of a block, as deep as the block. */
function editAfter(text: string, { range }: Block, lines: readonly string[]): Edit {
  const [start, end] = range!;
  const lineStart = text.lastIndexOf("\n", start - 1) + 1;
  const indent = " ".repeat(start - lineStart);
  const next = text[end - 1] === "\n" ? end : text.indexOf("\n", end) + 1;
  const at = next === 0 ? text.length : next;
  return { from: at, to: at, lines: lines.map((line) => (line === "" ? "" : indent + line)) };
}

function editActions(file: string, text: string, list: unknown, actions: readonly DraftAction[]): Edit {
  const lines = actions.flatMap((action, index) => [...(index === 0 ? [] : [""]), ...actionLines(action)]);
  if (isSeq(list) && !list.flow && list.items.length > 0) return editAfter(text, list, ["", ...lines]);
  if (isSeq(list) && list.items.length === 0) {
    const [start, end] = list.range!;
    // `actions: []`: the brackets go.
    const from = text.slice(0, start).trimEnd().length;
    const next = text.indexOf("\n", end);
    const to = next === -1 ? text.length : next + 1;
    const comment = text.slice(end, to).trim();
    const head = comment === "" ? "" : ` ${comment}`;
    return { from, to, head, lines: lines.map((line) => (line === "" ? "" : `  ${line}`)) };
  }
  const message = `${file} has its actions on one line, to which none can be added with its comments`;
  throw failure(message, "Write `actions:` as a list, each action on lines of its own.");
}

function actionLines({ path, update, comment }: DraftAction): readonly string[] {
  const lines = draftLines({ target: toJsonPath(path), ...(update ? { update } : { remove: true }) });
  return [
    ...(comment === undefined ? [] : [`# ${printableLine(comment)}`]),
    ...lines.map((line, index) => `${index === 0 ? "- " : "  "}${line}`),
  ];
}
