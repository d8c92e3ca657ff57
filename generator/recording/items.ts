import { isObject } from "../document/source.js";
import type { StreamFormat } from "./client-runtime.js";
import { parseJson } from "./json.js";
import type { RecordedChunk, Recording } from "./recording.js";

/** One item of a recorded stream, as its format cuts it out of the body. */
export interface RecordedItem {
  readonly data: string;
  /** The `event` field of a server-sent event; `""` when it has none. */
  readonly event: string;
  /** Which piece of the body completed it. */
  readonly chunk: number;
}

/** Is told of an item, and of the piece of the body that completed it. */
type OnItem = (data: string, event: string, chunk: number) => void;

/** Cuts the body of an answer into items, piece by piece. */
export class ItemSplitter {
  readonly #decoder: ReturnType<StreamFormat["createDecoder"]>;
  readonly #onItem: OnItem;
  readonly #bytes = new TextDecoder("utf-8", { ignoreBOM: true });
  #chunk = -1;
  #begun = false;
  #isCut = false;

  constructor(format: StreamFormat, onItem: OnItem) {
    this.#decoder = format.createDecoder();
    this.#onItem = onItem;
  }

  push(chunk: RecordedChunk): void {
    this.#chunk++;
    if ("text" in chunk) {
      // A text begins and ends between characters. What bytes before it left over is malformed.
      this.#read(this.#isCut ? this.#bytes.decode() + chunk.text : chunk.text);
    } else this.#read(this.#bytes.decode(chunk.bytes, { stream: true }));
    this.#isCut = !("text" in chunk);
  }

  /** The body has ended. */
  end(): void {
    this.#read(this.#bytes.decode());
    this.#decoder.end();
    this.#read("");
  }

  #read(text: string): void {
    const decoder = this.#decoder;
    if (text !== "") decoder.push(this.#begun ? text : text.replace(/^\ufeff/, ""));
    this.#begun ||= text !== "";
    while (decoder.next()) this.#onItem(decoder.data, decoder.event, this.#chunk);
  }
}

/** All items of a recording, in order. */
export function itemsOf(recording: Recording, format: StreamFormat): readonly RecordedItem[] {
  const items: RecordedItem[] = [];
  eachItem(recording, format, (data, event, chunk) => items.push({ data, event, chunk }));
  return items;
}

/** The same, for who keeps none of them. */
export function eachItem({ chunks }: Recording, format: StreamFormat, onItem: OnItem): void {
  const splitter = new ItemSplitter(format, onItem);
  for (const chunk of chunks) splitter.push(chunk);
  splitter.end();
}

/** What an item is called: by its discriminator, else by its `event` field. `""` where nothing names it. */
export function nameOf(
  { data, event = "" }: { readonly data: string; readonly event?: string },
  discriminator: string | undefined,
): string {
  const payload = discriminator === undefined ? undefined : parseJson(data);
  const name = isObject(payload) && discriminator !== undefined ? payload[discriminator] : undefined;
  return typeof name === "string" ? name : event;
}
