import type { StreamFormat } from "../../templates/runtime/stream-operation.js";
import { createUtf8Decoder } from "../../templates/runtime/utf8.js";

/** An item as a decoder hands it over: data, event name, last event ID. */
export type Item = readonly [data: string, event: string, lastEventId: string];

/** A body of server-sent events, and the events that WHATWG HTML 9.2.6 makes of it. */
export interface ConformanceCase {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly events: readonly Item[];
}

/** Every item that a body gives, when it arrives in these chunks. */
export function readItems(format: StreamFormat, chunks: Iterable<Uint8Array>): Item[] {
  const utf8 = createUtf8Decoder();
  const decoder = format.createDecoder();
  const items = [...chunks].flatMap((chunk) => decoder.decode(utf8(chunk), false));
  items.push(...decoder.decode(utf8(undefined, true), true));
  return items.map(({ data, event, id }) => [data, event, id]);
}

/** Cuts bytes at the places given, in any order; places outside them make empty chunks. */
export function cutAt(bytes: Uint8Array, places: readonly number[]): Uint8Array[] {
  const sorted = [0, ...places.toSorted((a, b) => a - b), bytes.length];
  return sorted.slice(1).map((place, i) => bytes.subarray(sorted[i], place));
}

type Short = string | readonly [data: string, event?: string, lastEventId?: string];
type Row = readonly [name: string, body: string | readonly number[], ...events: Short[]];

function toCase([name, body, ...events]: Row): ConformanceCase {
  const bytes = typeof body === "string" ? new TextEncoder().encode(body) : Uint8Array.from(body);
  const items = events.map((event): Item => {
    const [data, type = "", id = ""] = typeof event === "string" ? [event] : event;
    return [data, type, id];
  });
  return { name, bytes, events: items };
}

/** Rows whose only line end is LF, told three times: with LF, CRLF and CR. */
const lineEndRows: readonly Row[] = [
  ["one event", "data: a\n\n", "a"],
  ["two events", "data: a\n\ndata: b\n\n", "a", "b"],
  ["three lines of data", "data: a\ndata: b\ndata: c\n\n", "a\nb\nc"],
  ["named", "event: x\ndata: a\n\n", ["a", "x"]],
  ["named after its data", "data: a\nevent: x\n\n", ["a", "x"]],
  ["the name ends with its event", "event: x\ndata: a\n\ndata: b\n\n", ["a", "x"], "b"],
  ["the last name counts", "event: x\nevent: y\ndata: a\n\n", ["a", "y"]],
  ["a name without data is forgotten", "event: x\n\ndata: a\n\n", "a"],
  ["an ID", "id: 1\ndata: a\n\n", ["a", "", "1"]],
  ["an ID after the data", "data: a\nid: 1\n\n", ["a", "", "1"]],
  ["an ID stays", "id: 1\ndata: a\n\ndata: b\n\n", ["a", "", "1"], ["b", "", "1"]],
  ["the last ID counts", "id: 1\nid: 2\ndata: a\n\n", ["a", "", "2"]],
  ["an ID without data counts", "id: 1\n\ndata: a\n\n", ["a", "", "1"]],
  ["an empty ID resets", "id: 1\ndata: a\n\nid:\ndata: b\n\n", ["a", "", "1"], "b"],
  ["an ID without colon resets", "id: 1\ndata: a\n\nid\ndata: b\n\n", ["a", "", "1"], "b"],
  ["comment before", ": hello\ndata: a\n\n", "a"],
  ["comment within", "data: a\n: hello\ndata: b\n\n", "a\nb"],
  ["comment after", "data: a\n: hello\n\n", "a"],
  ["comments alone", ": hello\n\n:\n\n: again\n"],
  ["blank lines before", "\n\n\ndata: a\n\n", "a"],
  ["blank lines between", "data: a\n\n\n\ndata: b\n\n", "a", "b"],
  ["blank lines after", "data: a\n\n\n\n", "a"],
  ["data without colon", "data\n\n", ""],
  ["data without value", "data:\n\n", ""],
  ["data of one space", "data: \n\n", ""],
  ["two lines of nothing", "data\ndata\n\n", "\n"],
  ["first line of data empty", "data:\ndata: a\n\n", "\na"],
  ["last line of data empty", "data: a\ndata:\n\n", "a\n"],
  ["unknown field", "data: a\nfoo: b\n\n", "a"],
  ["unknown field without colon", "foo\ndata: a\n\n", "a"],
  ["retry", "retry: 1000\ndata: a\n\n", "a"],
  ["retry that is no number", "retry: soon\ndata: a\n\n", "a"],
  ["retry alone", "retry: 1000\n\n"],
  ["last event without blank line", "data: a\n\ndata: b\n", "a"],
  ["last line without end", "data: a\n\ndata: b", "a"],
  ["all fields", ": c\nid: 7\nevent: x\nretry: 5\ndata: a\ndata: b\n\n", ["a\nb", "x", "7"]],
  ["all fields, twice", "id: 7\nevent: x\ndata: a\n\nid: 8\nevent: y\ndata: b\n\n", ["a", "x", "7"], ["b", "y", "8"]],
  ["the standard's stock ticker", "data: YHOO\ndata: +2\ndata: 10\n\n", "YHOO\n+2\n10"],
  [
    "the standard's four blocks",
    ": test\n\ndata: 1st\nid: 1\n\ndata:2nd\nid\n\ndata:  3rd\n\n",
    ["1st", "", "1"],
    "2nd",
    " 3rd",
  ],
  ["the standard's two blocks and a rest", "data\n\ndata\ndata\n\ndata:", "", "\n"],
  ["the standard's two alike", "data:test\n\ndata: test\n\n", "test", "test"],
];

const fieldRows: readonly Row[] = [
  ["no space after the colon", "data:a\n\n", "a"],
  ["only one space is dropped", "data:  a\n\n", " a"],
  ["a space at the end stays", "data: a \n\n", "a "],
  ["a tab after the colon stays", "data:\ta\n\n", "\ta"],
  ["no-break space stays", "data:\u00a0a\n\n", "\u00a0a"],
  ["colons in the value", "data: a:b: c\n\n", "a:b: c"],
  ["a colon as value", "data::\n\n", ":"],
  ["a colon after a space", "data: :\n\n", ":"],
  ["space before the colon", "data : a\n\n"],
  ["space before the name", " data: a\n\n"],
  ["tab before the name", "\tdata: a\n\n"],
  ["upper case", "DATA: a\n\nData: b\n\n"],
  ["longer name", "datax: a\n\ndata-: b\n\n"],
  ["longer name without colon", "dataa\n\ndata: a\n\n", "a"],
  ["shorter names", "dat: a\nd: a\nda: a\n\n"],
  ["names that begin alike", "event: x\nevents: y\nevent-: z\neven: w\ndata: a\n\n", ["a", "x"]],
  ["IDs that begin alike", "id: 1\nidx: 2\ni: 3\nids\ndata: a\n\n", ["a", "", "1"]],
  ["letters that differ", "dota: a\ndaxa: a\ndatx: a\nxata: a\n\n"],
  ["letters of event that differ", "evint: x\nevenx: x\nevxnt: x\nexent: x\ndata: a\n\n", "a"],
  ["event without colon empties the name", "event: x\nevent\ndata: a\n\n", "a"],
  ["event without value empties the name", "event: x\nevent:\ndata: a\n\n", "a"],
  ["event with a space in it", "event: a b \ndata: a\n\n", ["a", "a b "]],
  ["event without space", "event:x\ndata: a\n\n", ["a", "x"]],
  ["event with two spaces", "event:  x\ndata: a\n\n", ["a", " x"]],
  ["event with dots", "event: response.output_text.delta\ndata: {}\n\n", ["{}", "response.output_text.delta"]],
  ["event called message", "event: message\ndata: a\n\n", ["a", "message"]],
  ["event beyond ASCII", "event: é言\ndata: a\n\n", ["a", "é言"]],
  ["event of a prototype's name", "event: __proto__\ndata: a\n\n", ["a", "__proto__"]],
  ["ID without space", "id:1\ndata: a\n\n", ["a", "", "1"]],
  ["ID with two spaces", "id:  1\ndata: a\n\n", ["a", "", " 1"]],
  ["ID beyond ASCII", "id: é言😀\ndata: a\n\n", ["a", "", "é言😀"]],
  ["ID with NUL is ignored", "id: 1\ndata: a\n\nid: 2\0\ndata: b\n\n", ["a", "", "1"], ["b", "", "1"]],
  ["ID of NUL alone is ignored", "id: 1\ndata: a\n\nid:\0\ndata: b\n\n", ["a", "", "1"], ["b", "", "1"]],
  ["ID with NUL, then a good one", "id: \0\nid: 2\ndata: a\n\n", ["a", "", "2"]],
  ["NUL in data stays", "data: a\0b\n\n", "a\0b"],
  ["NUL in the event's name stays", "event: x\0\ndata: a\n\n", ["a", "x\0"]],
  ["NUL in a field's name", "da\0ta: a\n\ndata\0: b\n\n"],
  ["ID of an unfinished event does not count", "id: 1\ndata: a\n\nid: 2\ndata: b\n", ["a", "", "1"]],
  ["ID between events", "data: a\n\nid: 1\n\ndata: b\n\n", "a", ["b", "", "1"]],
  ["ID and name without data", "id: 1\nevent: x\n\ndata: a\n\n", ["a", "", "1"]],
  ["comment that looks like a field", ":data: a\n\n: data: b\n\n"],
  ["comment with a colon", "::\ndata: a\n\n", "a"],
  ["comment between fields", "event: x\n: c\ndata: a\n\n", ["a", "x"]],
  ["heartbeats", ":\n\n:\n\ndata: a\n\n:\n\n", "a"],
  ["comment of 2 KiB first", `:${" ".repeat(2048)}\ndata: a\n\n`, "a"],
  ["JSON", 'data: {"type":"token","content":"abc "}\n\n', '{"type":"token","content":"abc "}'],
  ["JSON over lines", 'data: {\ndata: "a": 1\ndata: }\n\n', '{\n"a": 1\n}'],
  ["a sentinel", "data: {}\n\ndata: [DONE]\n\n", "{}", "[DONE]"],
  ["escaped line ends in JSON", 'data: "a\\n\\r"\n\n', '"a\\n\\r"'],
  ["a field inside the value", "data: data: a\n\n", "data: a"],
  ["HTML", "<!doctype html>\n<p>data: a</p>\n\n"],
  ["JSON without a field", '{"error":"no"}\n\n'],
  ["nothing", ""],
  ["data after an unknown block", "foo: a\n\ndata: b\n\n", "b"],
];

const lineRows: readonly Row[] = [
  ["CRLF then LF", "data: a\r\n\ndata: b\n\r\n", "a", "b"],
  ["LF then CR", "data: a\n\rdata: b\n\n", "a", "b"],
  ["CR then LF is one end", "data: a\r\ndata: b\r\n\r\n", "a\nb"],
  ["CR CR LF is two ends", "data: a\r\r\ndata: b\n\n", "a", "b"],
  ["LF CR LF is two ends", "data: a\n\r\ndata: b\n\n", "a", "b"],
  ["CR alone within a file of LF", "data: a\rdata: b\n\n", "a\nb"],
  ["LF alone within a file of CR", "data: a\ndata: b\r\r", "a\nb"],
  ["all three ends in one event", "data: a\r\ndata: b\rdata: c\n\n", "a\nb\nc"],
  ["CR first", "\rdata: a\r\r", "a"],
  ["LF first", "\ndata: a\n\n", "a"],
  ["CRLF first", "\r\ndata: a\r\n\r\n", "a"],
  ["ends with the CR of a blank line", "data: a\r\n\r", "a"],
  ["ends with the CR of a line", "data: a\r\n\r\ndata: b\r", "a"],
  ["blank CR, then LF", "data: a\r\rdata: b\r\r\ndata: c\n\n", "a", "b", "c"],
  ["ID, then blank line, CR only", "id: 1\r\rdata: a\r\r", ["a", "", "1"]],
  ["only line ends", "\r\n\n\r\r\n\n\n\r"],
  ["form feed ends no line", "data: a\fb\n\n", "a\fb"],
  ["vertical tab ends no line", "data: a\vb\n\n", "a\vb"],
  ["NEL ends no line", "data: a\u0085b\n\n", "a\u0085b"],
  ["line separators end no line", "data: a\u2028b\u2029c\n\n", "a\u2028b\u2029c"],
  [
    "two events of many lines",
    `${"data: x\n".repeat(50)}\n`.repeat(2),
    ...Array<string>(2).fill("x\n".repeat(49) + "x"),
  ],
  ["a long line", `data: ${"x".repeat(5000)}\n\n`, "x".repeat(5000)],
  ["many small events", "data: x\n\n".repeat(100), ...Array<string>(100).fill("x")],
];

const byteRows: readonly Row[] = [
  ["BOM is dropped", "\uFEFFdata: a\n\n", "a"],
  ["BOM before a comment", "\uFEFF: c\ndata: a\n\n", "a"],
  ["BOM before a blank line", "\uFEFF\ndata: a\n\n", "a"],
  ["BOM alone", "\uFEFF"],
  ["second BOM is part of the line", "\uFEFF\uFEFFdata: a\n\ndata: b\n\n", "b"],
  ["BOM on a later line", "data: a\n\n\uFEFFdata: b\n\n", "a"],
  ["BOM in data stays", "data: \uFEFFa\n\n", "\uFEFFa"],
  ["BOM is no space", "data:\uFEFF a\n\n", "\uFEFF a"],
  ["BOM cut short", [0xef, 0xbb, 0x64, 0x61, 0x74, 0x61, 0x3a, 0x61, 0x0a, 0x0a]],
  ["UTF-16 BOM is no BOM", [0xff, 0xfe, 0x64, 0x61, 0x74, 0x61, 0x3a, 0x61, 0x0a, 0x0a]],
  ["two bytes", "data: é\n\n", "é"],
  ["three bytes", "data: 言葉\n\n", "言葉"],
  ["four bytes", "data: 😀👩‍👩‍👧\n\n", "😀👩‍👩‍👧"],
  ["a lone continuation", [0x64, 0x61, 0x74, 0x61, 0x3a, 0x80, 0x61, 0x0a, 0x0a], "\uFFFDa"],
  ["a sequence cut by the line's end", [0x64, 0x61, 0x74, 0x61, 0x3a, 0xe8, 0xa8, 0x0a, 0x0a], "\uFFFD"],
  ["an overlong slash", [0x64, 0x61, 0x74, 0x61, 0x3a, 0xc0, 0xaf, 0x0a, 0x0a], "\uFFFD\uFFFD"],
  ["an overlong line feed", [0x64, 0x61, 0x74, 0x61, 0x3a, 0xc0, 0x8a, 0x0a, 0x0a], "\uFFFD\uFFFD"],
  ["a surrogate", [0x64, 0x61, 0x74, 0x61, 0x3a, 0xed, 0xa0, 0x80, 0x0a, 0x0a], "\uFFFD\uFFFD\uFFFD"],
  ["beyond Unicode", [0x64, 0x61, 0x74, 0x61, 0x3a, 0xf4, 0x90, 0x80, 0x80, 0x0a, 0x0a], "\uFFFD\uFFFD\uFFFD\uFFFD"],
  ["bytes that never occur", [0x64, 0x61, 0x74, 0x61, 0x3a, 0xfe, 0xff, 0x0a, 0x0a], "\uFFFD\uFFFD"],
  ["Latin-1", [0x64, 0x61, 0x74, 0x61, 0x3a, 0x63, 0x61, 0x66, 0xe9, 0x0a, 0x0a], "caf\uFFFD"],
  ["a sequence cut by the body's end", [0x64, 0x61, 0x74, 0x61, 0x3a, 0x61, 0x0a, 0x0a, 0xf0, 0x9f, 0x98], "a"],
];

const lineEnds = { LF: "\n", CRLF: "\r\n", CR: "\r" };

/** Bodies that pin each rule of WHATWG HTML 9.2.5 and 9.2.6. Names are unique. */
export const conformanceCases: readonly ConformanceCase[] = [
  ...Object.entries(lineEnds).flatMap(([end, characters]) =>
    lineEndRows.map(([name, body, ...events]) =>
      toCase([`${name} (${end})`, String(body).replaceAll("\n", characters), ...events]),
    ),
  ),
  ...[...fieldRows, ...lineRows, ...byteRows].map(toCase),
];
