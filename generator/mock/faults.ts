import { schemasOf, type Stream } from "../model/model.js";
import type { SentItem } from "./sent-text.js";
import { halves, toBytes, wholeScript, type Piece, type Script } from "./script.js";

/** Something that goes wrong with a stream. */
export interface Fault {
  readonly name: string;
  /** What the server does. */
  readonly does: string;
  /** How it ends in the generated client. */
  readonly ends: string;
  /** The stream with the fault; `undefined` where it cannot have it. */
  readonly apply: (faultless: Faultless) => Script | undefined;
}

/** A stream before anything went wrong with it. */
export interface Faultless {
  readonly script: Script;
  readonly stream: Stream;
  /** An error as the document has it, where it has one. */
  readonly error: () => SentItem | undefined;
}

/** A name that no document gives to an event. */
const UNKNOWN = "mock.unknown";
/** How much later each piece comes when all are slow, in milliseconds. */
const SLOW = 250;
const PAGE = "<!doctype html>\n<title>Sign in</title>\n<p>This page stands where the stream should be.\n";
const BUSY = JSON.stringify({ title: "Too Many Requests", status: 429, detail: "The mock was asked to be busy." });

/** All that there are. */
export const FAULTS = [
  {
    name: "cut",
    does: "closes the connection in the middle, as if all were well",
    ends: "`StreamError`, kind `truncated`, where the document says what completes the stream",
    apply: (whole) => broken(whole, "closed"),
  },
  {
    name: "reset",
    does: "breaks the connection in the middle",
    ends: "`StreamError`, kind `network`",
    apply: (whole) => broken(whole, "reset"),
  },
  {
    name: "stall",
    does: "sends nothing from the middle on, and keeps the connection open",
    ends: "`StreamError`, kind `timeout`, after `idleTimeout`",
    apply: (whole) => broken(whole, "stalled"),
  },
  {
    name: "slow",
    does: "sends each piece a quarter of a second later still, whatever the speed",
    ends: "the same events; `StreamError`, kind `timeout`, where `eventTimeout` is shorter",
    apply: ({ script }) => slowed(script),
  },
  {
    name: "split",
    does: "sends every byte alone, those of one character too",
    ends: "the same events",
    apply: ({ script }) => ({ ...script, pieces: script.pieces.flatMap(byteByByte) }),
  },
  {
    name: "malformed",
    does: "sends data in the middle that is not JSON",
    ends: "`StreamError`, kind `decode`",
    apply: (whole) => withItem(whole, malformedItem(whole.stream)),
  },
  {
    name: "unknown",
    does: "sends an event in the middle whose name is not in the document",
    ends: "skipped, and handed to `onUnknownEvent`",
    apply: (whole) => withItem(whole, unknownItem(whole.stream)),
  },
  {
    name: "error",
    does: "sends the document's error event in the middle, and closes",
    ends: "`StreamError`, kind `event`, with the event",
    apply: (whole) => endingIn(whole, whole.error()),
  },
  {
    name: "html",
    does: "answers 200 with an HTML page, as proxies do",
    ends: "`StreamError`, kind `content-type`; the call rejects",
    apply: () => wholeScript(200, "text/html; charset=utf-8", PAGE),
  },
  {
    name: "429",
    does: "answers 429 with `Retry-After: 0`, however often it is asked",
    ends: "asked again twice, then `ApiError` with `status` 429",
    apply: () => {
      const script = wholeScript(429, "application/problem+json", BUSY);
      return { ...script, headers: { ...script.headers, "retry-after": "0" } };
    },
  },
] as const satisfies readonly Fault[];

export type FaultName = (typeof FAULTS)[number]["name"];

export function faultCalled(name: string): (typeof FAULTS)[number] | undefined {
  return FAULTS.find((fault) => fault.name === name);
}

function broken({ script, stream }: Faultless, end: Script["end"]): Script {
  const [pieces] = halves(script, stream.format);
  return { ...script, pieces, end, endAt: pieces.at(-1)?.at ?? script.headAt };
}

function slowed(script: Script): Script {
  const pieces = script.pieces.map(({ bytes, at }, index) => ({ bytes, at: at + (index + 1) * SLOW }));
  return { ...script, pieces, endAt: script.endAt + pieces.length * SLOW };
}

function byteByByte({ bytes, at }: Piece): readonly Piece[] {
  return Array.from(bytes, (byte) => ({ bytes: Uint8Array.of(byte), at }));
}

function withItem({ script, stream }: Faultless, item: SentItem | undefined): Script | undefined {
  const [before, after] = halves(script, stream.format);
  const at = before.at(-1)?.at ?? script.headAt;
  return item && { ...script, pieces: [...before, { bytes: toBytes(stream, item), at }, ...after] };
}

function endingIn(whole: Faultless, item: SentItem | undefined): Script | undefined {
  const script = broken(whole, "closed");
  return item && { ...script, pieces: [...script.pieces, { bytes: toBytes(whole.stream, item), at: script.endAt }] };
}

/** Where all data is text, none can be malformed. */
function malformedItem({ item, events }: Stream): SentItem | undefined {
  const event = events.find(({ type }) => schemasOf(type).length > 0);
  return event && { ...(item === "envelope" && { event: event.name }), data: '{"this is": no JSON' };
}

/** Where no name tells events apart, none is unknown. */
function unknownItem({ item, discriminator }: Stream): SentItem | undefined {
  if (item === "envelope") {
    return { event: UNKNOWN, data: "{}" };
  }
  return discriminator === undefined ? undefined : { data: JSON.stringify({ [discriminator]: UNKNOWN }) };
}
