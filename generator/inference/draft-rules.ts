import { toJsonPointer } from "../document/source.js";
import { Remark, type Draft, type DraftMap } from "./draft.js";
import { findEnds, findErrors, type FoundEnd } from "./find-ends.js";
import type { FoundText } from "./find-text.js";
import type { SeenStream } from "./seen-stream.js";

/**
 * What `x-event-stream` could say of a stream; empty where nothing is to be said. Candidates: a person decides.
 *
 * @param text What `findText` found in it.
 */
export function draftRules(seen: SeenStream, text: FoundText | undefined): DraftMap {
  const { naming, sentinel, recordings } = seen;
  const errors = findErrors(seen);
  // Where a sentinel ends the stream, the event before it need not be there.
  const ends = sentinel === undefined ? findEnds(seen, errors) : [];
  return {
    ...(ends.length > 0 && { end: draftEnds(ends, "last, and only there") }),
    ...(errors.length > 0 && { error: draftEnds(errors, naming.named ? "called so, and last" : "there") }),
    ...(text?.isSure && draftText(seen, text)),
    ...(sentinel && {
      sentinel: new Remark(sentinel.text, `last in ${sentinel.count} of ${recordings.length} recordings`),
    }),
  };
}

/** What is called as a text is, and does not read as one: a person may know more. */
export function doubtfulText(seen: SeenStream, text: FoundText | undefined): DraftMap | undefined {
  return text === undefined || text.isSure ? undefined : draftText(seen, text);
}

/** `undefined` for what an item is as a whole: there is no step to it. */
function draftText({ naming }: SeenStream, { event, pointer, count, length }: FoundText): DraftMap | undefined {
  const steps = [...(naming.item === "json" ? [] : ["data"]), ...pointer];
  if (steps.length === 0) return undefined;
  const remark = new Remark(toJsonPointer(steps), `${count} of ${event.count} events, ${length} characters`);
  return { text: naming.named ? { [event.name]: remark } : remark };
}

function draftEnds(ends: readonly FoundEnd[], words: string): Draft {
  const drafts = ends.map(({ match, count, of }): Draft => {
    const comment = `${words} in ${count} of ${of} recordings`;
    return typeof match === "string"
      ? new Remark(match, comment)
      : { ...match, where: new Remark(match.where, comment) };
  });
  return drafts.length === 1 ? drafts[0]! : drafts;
}
