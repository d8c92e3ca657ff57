import { counted } from "../counted.js";
import { placeText } from "../diagnostics/diagnostics.js";
import { printable } from "../diagnostics/printable.js";
import { toJsonPointer } from "../document/source.js";
import type { EventMatch, StreamFormatName } from "../model/model.js";
import type { ListedStream, Listing, TypedStream } from "./listing.js";

/** More names than these are counted. */
const MAX_WIDTH = 60;

const FORMATS: Readonly<Record<StreamFormatName, string>> = {
  serverSentEvents: "server-sent events",
  jsonLines: "JSON Lines",
  jsonTextSequence: "JSON text sequence",
};

/** The listing for people: what was found, as a table, and what to paste. */
export function listingText({ document, streams, suspects, overlay }: Listing): readonly string[] {
  const rows = [
    ...streams.map(rowOf),
    ...suspects.map(({ operation, reason, at }) => [operation, "", `may stream: ${reason}`, "", "", placeText(at)]),
  ];
  const columns = ["operation", "format", "events", "end", "error", "stands at"];
  return [
    printable(`${document}: ${countText(streams, suspects.length)}`),
    ...(rows.length === 0 ? [] : ["", ...tableText([columns, ...rows])]),
    ...(overlay === ""
      ? []
      : ["", "An Overlay to paste, and to correct where it guesses:", "", printable(overlay).trimEnd()]),
  ];
}

function countText(streams: readonly ListedStream[], suspects: number): string {
  const states = ["typed", "untyped", "refused", "left out"] as const;
  const counts = states.flatMap((state) => {
    const count = streams.filter((stream) => stream.state === state).length;
    return count === 0 ? [] : [`${count} ${state}`];
  });
  return [
    streams.length === 0 ? "no stream" : `${counted(streams.length, "stream")} (${counts.join(", ")})`,
    ...(suspects === 0 ? [] : [`${counted(suspects, "operation")} that may stream`]),
  ].join(", ");
}

function rowOf({ operation, format, state, reason, typed, at }: ListedStream): readonly string[] {
  const events =
    typed === undefined
      ? { untyped: `untyped: ${reason}`, refused: "refused: see the errors", "left out": "left out", typed: "" }[state]
      : eventsText(typed);
  return [
    operation,
    FORMATS[format],
    events,
    typed === undefined ? "" : endText(typed),
    typed === undefined ? "" : errorText(typed),
    placeText(at),
  ];
}

function eventsText({ events, namedBy, item }: TypedStream): string {
  if (namedBy === undefined) {
    return item === "text" ? "text" : `${events[0]?.type}, without a name`;
  }
  const names = events.map(({ name }) => name);
  let text = "";
  for (const [index, name] of names.entries()) {
    const next = text === "" ? name : `${text}, ${name}`;
    if (index > 0 && next.length > MAX_WIDTH) return `${text} and ${names.length - index} more, by ${namedBy}`;
    text = next;
  }
  return `${text}, by ${namedBy}`;
}

function endText({ events, end, sentinel }: TypedStream): string {
  const ends = [
    ...events.filter(({ role }) => role === "end").map(({ name }) => name),
    ...end.map(plainMatch),
    ...(sentinel === undefined ? [] : [sentinel]),
  ];
  return ends.length === 0 ? "when it closes" : ends.join(", ");
}

function errorText({ events, error }: TypedStream): string {
  const thrown = events.filter(({ role }) => role === "throw").map(({ name }) => name);
  return [...thrown, ...error.map(plainMatch)].join(", ") || "none";
}

function plainMatch({ where, is }: EventMatch): string {
  const pointer = toJsonPointer(where);
  return is === undefined ? pointer : `${pointer} is ${JSON.stringify(is)}`;
}

/** Columns as wide as what is in them. */
function tableText(rows: readonly (readonly string[])[]): readonly string[] {
  const texts = rows.map((row) => row.map((cell) => printable(cell).replace(/\n/g, " ")));
  const widths = (texts[0] ?? []).map((_, index) => Math.max(...texts.map((row) => (row[index] ?? "").length)));
  return texts.map((row) =>
    row
      .map((cell, index) => cell.padEnd(widths[index] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}
