import type { Diagnostic } from "../diagnostics/diagnostics.js";
import { child, children, follow, keyOf, referenceOf, type Node } from "../document/reference.js";
import { isUntyped } from "../document/schema-kind.js";
import type { Document, Path } from "../document/source.js";
import type { EventComponent } from "./component-guesses.js";
import {
  findOperations,
  findStreams,
  isMarkedFalse,
  operationName,
  successesOf,
  type FoundOperation,
} from "./find-streams.js";
import { overlayAction, removeAction, toYaml } from "../overlay/overlay-snippets.js";
import { streamFlag } from "./request-body.js";
import { schemaAction } from "./schema-action.js";
import { itemText } from "./untyped.js";

/** An operation that may answer with a stream, though none of its answers is described as one. */
export interface Suspect extends FoundOperation {
  /** The boolean body field that asks for a stream. */
  readonly flag: string | undefined;
  /** The words that speak of a stream. */
  readonly words: string | undefined;
  readonly at: Path;
}

/** What documents call a stream in prose. SSE is too short a word to stand alone. */
const WORDS =
  /server[- ]sent[- ]events?|\bevent[- ]streams?\b|text\/event-stream|\bnd-?json\b|\bjson ?lines\b|newline[- ]delimited json/i;
const SHORT_WORD = /\bSSE\b/;

/** Operations that a body field or the prose makes one think of a stream. A guess: nothing is generated from it. */
export function findSuspects(document: Document): readonly Suspect[] {
  const streams = new Set(findStreams(document, []).map(({ operation }) => operation.value));
  return findOperations(document).flatMap((found): Suspect[] => {
    const { operation } = found;
    if (streams.has(operation.value) || isMarkedFalse(operation)) {
      return [];
    }
    const flag = streamFlag(document, operation);
    if (flag !== undefined) {
      return [{ ...found, flag: keyOf(flag), words: undefined, at: flag.path }];
    }
    const prose = proseOf(document, operation).find(({ value }) => speaksOfStream(value as string) !== undefined);
    const words = prose && speaksOfStream(prose.value as string);
    return prose === undefined ? [] : [{ ...found, flag: undefined, words, at: prose.path }];
  });
}

function proseOf(document: Document, operation: Node): readonly Node[] {
  const answers = successesOf(operation).flatMap((entry) => follow(document, entry) ?? []);
  const texts = [child(operation, "summary"), child(operation, "description"), ...answers.map(descriptionOf)];
  return texts.filter((text): text is Node => typeof text?.value === "string");
}

function descriptionOf(response: Node): Node | undefined {
  return child(response, "description");
}

function speaksOfStream(text: string): string | undefined {
  return WORDS.exec(text)?.[0] ?? (/\b(?:stream|event)/i.test(text) ? SHORT_WORD.exec(text)?.[0] : undefined);
}

/** The warning, with the Overlay actions for either answer. */
export function suspicion(document: Document, suspect: Suspect, component: EventComponent): Diagnostic {
  const { flag, operation, at } = suspect;
  return {
    severity: "warning",
    message: `${operationName(suspect)} may answer with a stream: ${reasonOf(suspect)}, and no answer is described as one`,
    hint: [
      "If it does, say so in an Overlay, and what an event is:",
      suspectAction(document, suspect, component),
      "If it does not, this ends the warning:",
      overlayAction(operation.path, "x-event-stream: false"),
    ].join("\n"),
    location: document.locate(at, flag === undefined ? "value" : "key"),
  };
}

/** Why one thinks of a stream. */
export function reasonOf({ flag, words }: Suspect): string {
  return flag === undefined ? `its description speaks of "${words}"` : `its request body has the field "${flag}"`;
}

/** The Overlay actions that make a stream of an operation's answer, and that add the schema of its events. */
export function suspectAction(document: Document, suspect: Suspect, component: EventComponent): string {
  const answered = answerAction(document, suspect, component);
  return component.isNew ? `${answered}\n${schemaAction(document, [component.name])}` : answered;
}

function answerAction(document: Document, { operation, words, flag }: Suspect, component: EventComponent): string {
  const isLines = words !== undefined && /json|lines/i.test(words);
  const [name, format] = isLines
    ? (["application/x-ndjson", "jsonLines"] as const)
    : (["text/event-stream", "serverSentEvents"] as const);
  const content = `${name}:\n${indented(itemText(document, format, component))}`;
  const [entry] = successesOf(operation);
  const response = follow(document, entry);
  if (entry === undefined || response === undefined || referenceOf(entry.value) !== undefined) {
    // A shared answer is that of other operations, too.
    const status = toYaml(entry === undefined ? "200" : keyOf(entry));
    const body = [`description: The stream.`, "content:", indented(content)].join("\n");
    const replaced = overlayAction([...operation.path, "responses"], `${status}:\n${indented(body)}`);
    return entry === undefined ? replaced : `${removeAction(entry.path)}\n${replaced}`;
  }
  const described = child(response, "content");
  const empty = children(described).filter((one) => flag === undefined && isUntyped(document, child(one, "schema")));
  return [
    ...empty.map(({ path }) => removeAction(path)),
    described === undefined
      ? overlayAction(entry.path, `content:\n${indented(content)}`)
      : overlayAction(described.path, content),
  ].join("\n");
}

function indented(text: string): string {
  return text.replace(/^/gm, "  ");
}
