import type { Path } from "../document/source.js";
import type { ClientFailure } from "../recording/client-runtime.js";
import type { RecordedItem } from "../recording/items.js";
import type { Recording } from "../recording/recording.js";
import type { Observation, Rule } from "./observation.js";

/**
 * What is wrong with a stream as a whole.
 *
 * @param failure What the client failed with.
 * @param mediaType The way to the stream's Media Type Object.
 * @param next The first item that the client did not yield.
 */
export function outcomeOf(
  { end }: Recording,
  failure: ClientFailure | undefined,
  mediaType: Path,
  next: RecordedItem | undefined,
): readonly Observation[] {
  const one = (rule: Rule, problem: string, declared = mediaType, item?: RecordedItem): readonly Observation[] => {
    return [{ rule, field: [], problem, declared, item }];
  };
  switch (failure?.kind) {
    case undefined:
      return next
        ? one("after-end", "Events come after the end of the stream: no client sees them", endPath(mediaType), next)
        : [];
    case "event":
      return [];
    case "status":
      return one("no-stream", failure!.message);
    case "truncated":
      return [missingEnd(mediaType)];
    case "network":
      return one(
        "cut",
        `The stream was cut, and how it ends is not known${"error" in end ? `: ${end.error.message}` : ""}`,
      );
    case "decode":
      // What is no event as described is found by its schema: this one lacks what `text` points at.
      return one("client-fails", failure!.message, [...mediaType, "x-event-stream", "text"], next);
    default:
      return one("client-fails", failure!.message, mediaType, next);
  }
}

export function missingEnd(mediaType: Path): Observation {
  const problem = "The server closed without the event that ends the stream";
  return { rule: "missing-end", field: [], problem, declared: endPath(mediaType), item: undefined };
}

function endPath(mediaType: Path): Path {
  return [...mediaType, "x-event-stream", "end"];
}
