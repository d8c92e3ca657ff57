import { basename } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { openApiVersionOf } from "../document/openapi-version.js";
import type { Document } from "../document/source.js";
import { ComponentGuesses } from "../model/component-guesses.js";
import { operationName } from "../model/find-streams.js";
import { hasNoEnd, lacksSentinel } from "../model/stream-end.js";
import { overlayAction } from "../overlay/overlay-snippets.js";
import { groupBy } from "../group-by.js";
import type { ReadStream } from "../model/read-streams.js";
import { reasonOf, suspectAction, type Suspect } from "../model/suspects.js";
import { schemaAction } from "../model/schema-action.js";
import { gapAction, type Gap } from "../model/untyped.js";
import { endingAction } from "./ending.js";

/**
 * An Overlay for a document: an action for each stream that is untyped; and as comments, to be looked at before they are
 * used, what names and words make one guess.
 */
export function adviceFor(document: Document, streams: readonly ReadStream[], suspects: readonly Suspect[]): string {
  const guesses = new ComponentGuesses(document);
  const added: string[] = [];
  const gaps = streams.filter(({ gap }) => gap !== undefined);
  const untyped = gaps.flatMap((one): readonly string[] => {
    const { found, gap } = one as ReadStream & { readonly gap: Gap };
    // A response that operations share is described once.
    const sharing = gaps.filter((other) => isDeepStrictEqual(other.found.mediaType.path, found.mediaType.path));
    if (sharing[0] !== one) return [];
    const component = guesses.guessFor(found, found.mediaType.path);
    if (component.isNew && !gap.isOfEvent) added.push(component.name);
    const action = gapAction(document, found, gap, component);
    const names = sharing.map((other) => operationName(other.found)).join(", ");
    const words = `${names} ${sharing.length === 1 ? "is" : "are"} untyped: ${gap.reason}. (\`x-event-stream: false\` would leave it out.)`;
    return [`${comment(words)}\n${action}`];
  });
  const described = added.length === 0 ? [] : [schemaAction(document, added)];
  const suspected = suspects.map((suspect) => {
    const { operation } = suspect;
    return [
      comment(`${operationName(suspect)} may answer with a stream: ${reasonOf(suspect)}. If it does:`),
      comment(suspectAction(document, suspect, guesses.guessFor(suspect))),
      comment("and if it does not:"),
      comment(overlayAction(operation.path, "x-event-stream: false")),
    ].join("\n");
  });
  const endless = streams.flatMap((read) => {
    const { found, stream } = read;
    if (stream === undefined || !hasNoEnd(stream)) return [];
    const action = endingAction(document, read, stream);
    const marker = stream.named ? "NAME" : "{where: /POINTER, is: VALUE}";
    const text = lacksSentinel(stream) ? ["A last text such as [DONE] is an error, unless it is the `sentinel`."] : [];
    const guess = action
      ? ["A guess:", action]
      : [`If an event does, beside its schema: x-event-stream: {end: ${marker}}`];
    return [{ name: operationName(found), words: [...text, ...guess].join("\n") }];
  });
  // Of an API that streams all its lists, the same is to be said thirty times.
  const endings = [...groupBy(endless, ({ words }) => words)].map(([words, alike]) => {
    const names = alike.map(({ name }) => name).join(", ");
    const close = alike.length === 1 ? "ends: it is complete" : "end: each is complete";
    return comment(`Nothing says how ${names} ${close} once the connection closes, and a cut does not show.\n${words}`);
  });
  const actions = [...untyped, ...described, ...suspected, ...endings];
  return actions.length === 0 ? "" : `${head(document)}\n${actions.join("\n\n").replace(/^(?=.)/gm, "  ")}\n`;
}

function head(document: Document): string {
  const name = basename(document.file);
  return [
    "overlay: 1.0.0",
    `info: {title: ${JSON.stringify(`What ${name} leaves empty`)}, version: 1.0.0}`,
    `extends: ${JSON.stringify(`./${name}`)}`,
    "actions:",
    ...(openApiVersionOf(document) === "3.1"
      ? [`  # itemSchema is OpenAPI 3.2.\n  - target: $\n    update: {openapi: 3.2.0}\n`]
      : []),
  ].join("\n");
}

function comment(text: string): string {
  return text.replace(/^/gm, "# ");
}
