import { createClient } from "generated-client";
import type { PageOperation, PageStream } from "../generator/mock/page-data.js";
import type { Init, Reading } from "./code.js";

/** Is told of an answer, as it comes. */
export interface Watcher {
  opened(response: Response): void;
  /** @param name What the document calls it, where a name tells its events apart. */
  event(name: string, event: unknown, text: string): void;
  unknown(event: unknown): void;
  /** What `text()` or `collect()` resolved with, or the body of a plain answer. */
  result(value: unknown): void;
}

/** A stream of the generated client, whichever it is. */
interface OpenStream extends AsyncIterable<unknown> {
  readonly response: Response;
  text(): Promise<string>;
  collect(): Promise<unknown[]>;
}

type Method = (init: object) => Promise<OpenStream>;
type PlainMethod = (method: string, path: string, init: object) => Promise<PlainAnswer>;

interface PlainAnswer {
  readonly data?: unknown;
  readonly error?: unknown;
  readonly response: Response;
}

const client = createClient({ baseUrl: location.origin });
const streams = client.stream as unknown as Readonly<Record<string, Method>>;
const request = client.request as unknown as PlainMethod;

/** Calls an operation through the generated client. Rejects with what a caller of the client would see. */
export async function call(
  operation: PageOperation,
  init: Init,
  reading: Reading,
  signal: AbortSignal,
  watcher: Watcher,
): Promise<void> {
  if (operation.stream) {
    const onUnknownEvent = (event: unknown): void => watcher.unknown(event);
    const stream = await streams[operation.stream.name]!({ ...init, signal, onUnknownEvent });
    await read(operation.stream, stream, reading, watcher);
    return;
  }
  const { data, error, response } = await request(operation.method, operation.path, { ...init, signal });
  watcher.opened(response);
  watcher.result(data ?? error);
}

async function read(about: PageStream, stream: OpenStream, reading: Reading, watcher: Watcher): Promise<void> {
  watcher.opened(stream.response);
  if (reading === "text()") watcher.result(await stream.text());
  else if (reading === "collect()") watcher.result(await stream.collect());
  else {
    for await (const event of stream) {
      const name = about.nameAt === undefined ? "message" : String(at(event, about.nameAt));
      const text = at(event, about.text[name] ?? about.text[""]);
      watcher.event(name, event, typeof text === "string" ? text : "");
    }
  }
}

/** The value at a pointer, where there is one. */
function at(value: unknown, pointer: readonly string[] | undefined): unknown {
  if (pointer === undefined) return undefined;
  return pointer.reduce<unknown>((found, token) => (found as Readonly<Record<string, unknown>> | null)?.[token], value);
}
