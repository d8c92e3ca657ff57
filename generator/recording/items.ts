import { isObject } from "../document/source.js";
import { createUtf8Decoder, type StreamFormat } from "./client-runtime.js";
import { parseJson } from "./json.js";
import { bodyInPieces, bytesOf, type Recording } from "./recording.js";

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
  readonly #toText = createUtf8Decoder();
  readonly #onItem: OnItem;
  #chunk = -1;

  constructor(format: StreamFormat, onItem: OnItem) {
    this.#decoder = format.createDecoder();
    this.#onItem = onItem;
  }

  push(bytes: Uint8Array): void {
    this.#chunk++;
    this.#read(this.#toText(bytes), false);
  }

  /** The body has ended. */
  end(): void {
    this.#read(this.#toText(undefined, true), true);
  }

  #read(text: string, last: boolean): void {
    for (const { data, event } of this.#decoder.decode(text, last)) this.#onItem(data, event, this.#chunk);
  }
}

/** All items of a recording, in order. */
export function itemsOf(recording: Pick<Recording, "chunks">, format: StreamFormat): readonly RecordedItem[] {
  const items: RecordedItem[] = [];
  split(recording.chunks.map(bytesOf), format, (data, event, chunk) => items.push({ data, event, chunk }));
  return items;
}

/** The same, faster, for who keeps none of them and need not know where they were. */
export function eachItem(
  { chunks }: Recording,
  format: StreamFormat,
  onItem: (data: string, event: string) => void,
): void {
  split(bodyInPieces(chunks), format, (data, event) => onItem(data, event));
}

function split(pieces: Iterable<Uint8Array>, format: StreamFormat, onItem: OnItem): void {
  const splitter = new ItemSplitter(format, onItem);
  for (const piece of pieces) splitter.push(piece);
  splitter.end();
}

/** What an item is called: by its discriminator, else by its `event` field. `""` where nothing names it. */
export function nameOf(
  { data, event }: { readonly data: string; readonly event: string },
  discriminator: string | undefined,
): string {
  const payload = discriminator === undefined ? undefined : parseJson(data);
  const name = isObject(payload) && discriminator !== undefined ? payload[discriminator] : undefined;
  return typeof name === "string" ? name : event;
}
