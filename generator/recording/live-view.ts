import { printable, printableStart } from "../diagnostics/printable.js";
import type { Stream } from "../model/model.js";
import { STREAM_FORMATS } from "./client-runtime.js";
import { counted } from "../counted.js";
import { ItemSplitter, nameOf } from "./items.js";
import { bytesOf, type RecordedChunk, type RecordedResponse } from "./recording.js";
import { redactText, type Secrets } from "./secrets.js";
import { sniffFormat } from "./sniff-format.js";
import type { Exchange, Listener } from "./tap.js";

const WIDTH = 100;
// In UTF-16 code units, without the blanks around them. How every format begins is shorter.
const TELLING = 16;

/** Shows an exchange while it goes on: a line for each event, with the time that it came at. */
export class LiveView implements Listener {
  readonly #show: (line: string) => void;
  readonly #stream: Stream | undefined;
  readonly #secrets: Secrets;
  #contentType = "";
  // Pieces that are not shown yet: too little has come to tell the format.
  #unshown: RecordedChunk[] = [];
  #isTold = false;
  #splitter: ItemSplitter | undefined;
  #ms = 0;
  #pieces = 0;
  #items = 0;

  /** @param stream `undefined` where the document does not say what the events are. */
  constructor(show: (line: string) => void, stream: Stream | undefined, secrets: Secrets) {
    this.#show = show;
    this.#stream = stream;
    this.#secrets = secrets;
  }

  /** What came, counted. */
  get summary(): string {
    return this.#splitter ? counted(this.#items, "event") : counted(this.#pieces, "piece");
  }

  onRequest({ method, url }: Exchange["request"]): void {
    this.#show(printable(redactText(`${method} ${url.replace(/[?#].*/s, "")}`, this.#secrets)));
  }

  onResponse({ status, headers, ms }: RecordedResponse): void {
    this.#contentType = headers["content-type"] ?? "";
    this.#line(ms, `${status} ${this.#contentType}`);
  }

  onChunk(chunk: RecordedChunk): void {
    this.#pieces++;
    this.#unshown.push(chunk);
    if (!this.#isTold) this.#tellFormat();
    if (this.#isTold) this.#showPieces();
  }

  /** Shows what was recorded before. */
  onWhole({ response, chunks }: Exchange): void {
    if (response) this.onResponse(response);
    chunks.forEach((chunk) => this.onChunk(chunk));
  }

  onEnd(end: Exchange["end"]): void {
    this.#showPieces();
    this.#splitter?.end();
    this.#line(end.ms, endWords(end));
  }

  #tellFormat(): void {
    const start = Buffer.concat(this.#unshown.map(bytesOf)).toString("utf8");
    const format = sniffFormat(this.#contentType, start);
    if (format !== undefined) {
      this.#splitter = new ItemSplitter(STREAM_FORMATS[format], (data, event) => this.#showItem({ data, event }));
    }
    this.#isTold = format !== undefined || start.trim().length >= TELLING;
  }

  #showPieces(): void {
    for (const chunk of this.#unshown.splice(0)) {
      const bytes = bytesOf(chunk);
      this.#ms = chunk.ms;
      if (this.#splitter) this.#splitter.push(bytes);
      else this.#line(chunk.ms, Buffer.from(bytes).toString("utf8"));
    }
  }

  #showItem(item: { readonly data: string; readonly event: string }): void {
    this.#items++;
    const words = [nameOf(item, this.#stream?.discriminator), item.data];
    this.#line(this.#ms, words.filter((word) => word !== "").join(" "));
  }

  #line(ms: number, text: string): void {
    const shown = redactText(text, this.#secrets).replaceAll(/\s+/g, " ");
    this.#show(`${String(ms).padStart(8)} ms  ${printableStart(shown, WIDTH)}`);
  }
}

/** What became of an exchange, in words. */
export function endWords(end: Exchange["end"]): string {
  if ("error" in end) return `failed (${end.error.kind}): ${end.error.message}`;
  return end.end === "closed" ? "closed by the server" : "complete; the server kept the connection";
}
