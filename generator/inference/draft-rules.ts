import { toJsonPointer } from "../document/source.js";
import { Remark, type Draft, type DraftMap } from "./draft.js";
import { findEnds, findErrors, type FoundEnd } from "./find-ends.js";
import { findText } from "./find-text.js";
import type { SeenStream } from "./seen-stream.js";

/** What `x-event-stream` could say of a stream; empty where nothing is to be said. Candidates: a person decides. */
export function draftRules(seen: SeenStream): DraftMap {
  const { naming, sentinel, recordings } = seen;
  const errors = findErrors(seen);
  // Where a sentinel ends the stream, the event before it need not be there.
  const ends = sentinel === undefined ? findEnds(seen, errors) : [];
  const text = findText(seen);
  const pointer = text && toJsonPointer([...(naming.item === "json" ? [] : ["data"]), ...text.pointer]);
  const remark =
    pointer && new Remark(pointer, `${text.count} of ${text.event.count} events, ${text.length} characters`);
  return {
    ...(ends.length > 0 && { end: draftEnds(ends, "last, and only there") }),
    ...(errors.length > 0 && { error: draftEnds(errors, naming.named ? "called so, and last" : "there") }),
    ...(text && remark && { text: naming.named ? { [text.event.name]: remark } : remark }),
    ...(sentinel && {
      sentinel: new Remark(sentinel.text, `last in ${sentinel.count} of ${recordings.length} recordings`),
    }),
  };
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
