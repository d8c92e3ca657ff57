import { parseJson } from "./json.js";
import {
  toChunk,
  type RecordedChunk,
  type RecordedEnd,
  type RecordedRequest,
  type RecordedResponse,
} from "./recording.js";

/** One exchange as it went over the network, secrets included. */
export interface Exchange {
  readonly request: Omit<RecordedRequest, "operationId">;
  readonly response?: RecordedResponse;
  readonly chunks: readonly RecordedChunk[];
  readonly end: RecordedEnd;
}

/** Is told of an exchange as it goes on. */
export interface Listener {
  onRequest(request: Exchange["request"]): void;
  onResponse(response: RecordedResponse): void;
  onChunk(chunk: RecordedChunk): void;
}

/** Of the connection and of this moment, or no longer true of a body that fetch has unpacked. */
const OF_THE_CONNECTION: ReadonlySet<string> = new Set(
  "connection content-encoding content-length date keep-alive transfer-encoding".split(" "),
);

type Reader = ReadableStreamDefaultReader<Uint8Array>;

/**
 * A fetch for one request, which keeps what goes through it. Whoever reads the answer reads from the network at their own
 * speed; when they leave, the connection stays, for to know the rest is what a recording is for.
 */
export class Tap {
  readonly #listener: Listener;
  readonly #controller = new AbortController();
  readonly #chunks: RecordedChunk[] = [];
  #started = 0;
  #request: Exchange["request"] | undefined;
  #response: RecordedResponse | undefined;
  #reader: Reader | undefined;
  #end: RecordedEnd | undefined;

  constructor(listener: Listener) {
    this.#listener = listener;
  }

  /** `undefined` before the request is sent. */
  get exchange(): Exchange | undefined {
    if (!this.#request) return undefined;
    const end = this.#end ?? { end: "completed", ms: this.#ms() };
    return { request: this.#request, ...(this.#response && { response: this.#response }), chunks: this.#chunks, end };
  }

  readonly fetch = async (request: Request): Promise<Response> => {
    this.#request = await describe(request);
    this.#listener.onRequest(this.#request);
    this.#started = performance.now();
    try {
      const { status, statusText, headers, body } = await fetch(request, {
        signal: this.#controller.signal,
      });
      const kept = [...headers].filter(([name]) => !OF_THE_CONNECTION.has(name));
      this.#response = { status, headers: Object.fromEntries(kept), ms: this.#ms() };
      this.#listener.onResponse(this.#response);
      this.#reader = body?.getReader();
      if (!this.#reader) this.#end = { end: "closed", ms: this.#ms() };
      return new Response(body && this.#tapped(), { status, statusText, headers });
    } catch (error) {
      this.fail("network", error);
      throw error;
    }
  };

  /**
   * Reads what is left of the answer.
   *
   * @param idle How long nothing may come, in milliseconds.
   * @param total How long to read at most.
   * @returns Whether it has ended.
   */
  async readOn(idle: number, total = Infinity): Promise<boolean> {
    const stopAt = performance.now() + total;
    while (this.#reader && !this.#end) {
      const wait = Math.min(idle, stopAt - performance.now());
      let timer: ReturnType<typeof setTimeout> | undefined;
      const late = new Promise<"late">((resolve) => (timer = setTimeout(resolve, wait, "late")));
      // What goes wrong is in the exchange.
      const read = this.#read().catch(() => undefined);
      const first = await Promise.race([late, read]).finally(() => clearTimeout(timer));
      if (first === "late") return false;
    }
    return this.#end !== undefined;
  }

  /** Ends the exchange because of an error, unless it has ended. */
  fail(kind: string, error: unknown): void {
    this.#end ??= { end: "failed", error: { kind, message: messageOf(error) }, ms: this.#ms() };
    this.close();
  }

  /** Lets go of the connection. What has not ended is complete. */
  close(): void {
    this.#end ??= { end: "completed", ms: this.#ms() };
    this.#controller.abort();
    // Both: undici forgets the signal of a request that is garbage.
    this.#reader?.cancel().catch(() => undefined);
  }

  #tapped(): ReadableStream<Uint8Array> {
    return new ReadableStream<Uint8Array>(
      {
        pull: async (controller) => {
          const bytes = await this.#read();
          if (bytes) controller.enqueue(bytes);
          else controller.close();
        },
      },
      { highWaterMark: 0 },
    );
  }

  async #read(): Promise<Uint8Array | undefined> {
    try {
      const { value } = await this.#reader!.read();
      if (value) {
        const chunk = toChunk(value, this.#ms());
        this.#chunks.push(chunk);
        this.#listener.onChunk(chunk);
      } else this.#end ??= { end: "closed", ms: this.#ms() };
      return value;
    } catch (error) {
      this.fail("network", error);
      throw error;
    }
  }

  #ms(): number {
    return Math.round(performance.now() - this.#started);
  }
}

async function describe(request: Request): Promise<Exchange["request"]> {
  const text = await request.clone().text();
  return {
    method: request.method,
    url: request.url,
    headers: Object.fromEntries(request.headers),
    ...(text !== "" && { body: parseJson(text) ?? text }),
  };
}

/** fetch says what went wrong in the cause. */
function messageOf(error: unknown): string {
  const { cause, message } = Object(error) as { readonly cause?: unknown; readonly message?: unknown };
  const { code, message: inner } = Object(cause) as { readonly code?: unknown; readonly message?: unknown };
  return String(inner || code || message || error);
}
