import { createParser } from "eventsource-parser";
import { serverSentEvents } from "../templates/runtime/server-sent-events.js";
import { createUtf8Decoder } from "../templates/runtime/utf8.js";

/**
 * From bytes to events, ours against eventsource-parser, in CPU time per event: `npx tsx bench/decode.ts [rounds]`.
 * The ratios are medians, ours over theirs, with and without JSON.parse. Ratios hold from run to run; times do not.
 */

// Written out four times, for a reader that were given its last step would run with what the engine learnt of both.
type Reader = (chunks: readonly Uint8Array[]) => number;

function readOurs(chunks: readonly Uint8Array[]): number {
  const utf8 = createUtf8Decoder();
  const decoder = serverSentEvents.createDecoder();
  let count = 0;
  for (const chunk of chunks) {
    decoder.push(utf8.decode(chunk));
    while (decoder.next()) if (JSON.parse(decoder.data)) count++;
  }
  return count;
}

function readOursUnparsed(chunks: readonly Uint8Array[]): number {
  const utf8 = createUtf8Decoder();
  const decoder = serverSentEvents.createDecoder();
  let count = 0;
  for (const chunk of chunks) {
    decoder.push(utf8.decode(chunk));
    while (decoder.next()) if (decoder.data !== "") count++;
  }
  return count;
}

function readTheirs(chunks: readonly Uint8Array[]): number {
  const utf8 = new TextDecoder();
  let count = 0;
  const parser = createParser({ onEvent: ({ data }) => void (JSON.parse(data) && count++) });
  for (const chunk of chunks) parser.feed(utf8.decode(chunk, { stream: true }));
  return count;
}

function readTheirsUnparsed(chunks: readonly Uint8Array[]): number {
  const utf8 = new TextDecoder();
  let count = 0;
  const parser = createParser({ onEvent: ({ data }) => void (data !== "" && count++) });
  for (const chunk of chunks) parser.feed(utf8.decode(chunk, { stream: true }));
  return count;
}

function cut(body: string, size: number): Uint8Array[] {
  const bytes = new TextEncoder().encode(body);
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) => bytes.slice(i * size, (i + 1) * size));
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1]!;
}

const token = `data: {"type":"token","content":"abc "}\n\n`;
const named = `event: token\ndata: {"type":"token","content":"abc "}\n\n`;
const large = `data: {"type":"token","content":"${"x".repeat(4096)}"}\n\n`;
const huge = `data: {"type":"token","content":"${"x".repeat(8 * 1024 * 1024)}"}\n\n`;
const kanji = `data: {"type":"token","content":"言葉と "}\n\n`;
const lines = `${`data: ${"[1],".repeat(4)}\n`.repeat(20_000)}\n`
  .replace("data: ", "data: [")
  .replace(/,\n\n$/, "]\n\n");

const cases: Readonly<Record<string, readonly Uint8Array[]>> = {
  "small, 16 KiB chunks": cut(token.repeat(200_000), 16_384),
  "small, one a chunk": cut(token.repeat(100_000), token.length),
  "named, 16 KiB chunks": cut(named.repeat(100_000), 16_384),
  "CRLF, 16 KiB chunks": cut(named.repeat(100_000).replaceAll("\n", "\r\n"), 16_384),
  "kanji, 16 KiB chunks": cut(kanji.repeat(100_000), 16_384),
  "4 KiB, 16 KiB chunks": cut(large.repeat(10_000), 16_384),
  "8 MiB, 16 KiB chunks": cut(huge, 16_384),
  "20,000 data lines": cut(lines, 16_384),
};

const readers: readonly Reader[] = [readOurs, readTheirs, readOursUnparsed, readTheirsUnparsed];
const rounds = Number(process.argv[2] ?? 15);
for (const [name, chunks] of Object.entries(cases)) {
  const times: number[][] = readers.map(() => []);
  let events = 0;
  for (let round = -3; round < rounds; round++) {
    // In turn from either end, so that no reader always follows the same one's garbage.
    const order = round % 2 === 0 ? [0, 1, 2, 3] : [3, 2, 1, 0];
    for (const i of order) {
      const begin = process.cpuUsage();
      events = readers[i]!(chunks);
      const { user, system } = process.cpuUsage(begin);
      if (round >= 0) times[i]!.push(user + system);
    }
  }
  const [ours, theirs, oursUnparsed, theirsUnparsed] = times.map(median) as [number, number, number, number];
  const each = (microseconds: number): string => `${((microseconds * 1e3) / events).toFixed(0)} ns`;
  console.log(
    `${name.padEnd(22)} parsed ${(ours / theirs).toFixed(2)} (${each(ours)} / ${each(theirs)})   ` +
      `unparsed ${(oursUnparsed / theirsUnparsed).toFixed(2)} (${each(oursUnparsed)} / ${each(theirsUnparsed)})`,
  );
}
