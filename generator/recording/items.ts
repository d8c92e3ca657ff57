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

/** Cuts the body of an answer into items, piece by piece. */
export class ItemSplitter {
  readonly #decoder: ReturnType<StreamFormat["createDecoder"]>;
  readonly #bytes = new TextDecoder("utf-8", { ignoreBOM: true });
  #chunk = -1;
  #begun = false;

  constructor(format: StreamFormat) {
    this.#decoder = format.createDecoder();
  }

  /** The items that this piece completes. */
  push(chunk: RecordedChunk): readonly RecordedItem[] {
    this.#chunk++;
    // A text begins and ends between characters. What bytes before it left over is malformed.
    return this.#items(
      "text" in chunk ? this.#bytes.decode() + chunk.text : this.#bytes.decode(chunk.bytes, { stream: true }),
    );
  }

  /** The items that the end of the body completes. */
  end(): readonly RecordedItem[] {
    const items = this.#items(this.#bytes.decode());
    this.#decoder.end();
    return [...items, ...this.#items("")];
  }

  #items(text: string): readonly RecordedItem[] {
    const decoder = this.#decoder;
    const items: RecordedItem[] = [];
    if (text !== "") decoder.push(this.#withoutMark(text));
    while (decoder.next()) items.push({ data: decoder.data, event: decoder.event, chunk: this.#chunk });
    return items;
  }

  #withoutMark(text: string): string {
    const isStart = !this.#begun;
    this.#begun = true;
    return isStart && text.startsWith("\ufeff") ? text.slice(1) : text;
  }
}

/** All items of a recording, in order. */
export function itemsOf(recording: Recording, format: StreamFormat): readonly RecordedItem[] {
  const splitter = new ItemSplitter(format);
  const items = recording.chunks.flatMap((chunk) => splitter.push(chunk));
  return [...items, ...splitter.end()];
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
