import { createParser } from "eventsource-parser";
import type * as OurClient from "../templates/index.js";

/** What is read, as far as the benchmark looks into it. */
export interface Item {
  readonly type: string;
}

export type Fetch = typeof globalThis.fetch;

/** The echo API at one place, read in one way. */
export interface Reader {
  /** Sends the request. */
  open(signal?: AbortSignal): Promise<AsyncIterable<Item>>;
  /** Reads a whole answer, and counts its words. */
  count(): Promise<number>;
}

/** One way to read an event stream. */
export interface Peer {
  readonly title: string;
  /** It drops events without an `event:` name, so that it is given some. */
  readonly named?: boolean;
  /** Its time is quadratic in the size of an event. */
  readonly quadratic?: boolean;
  load(): Promise<(baseUrl: string, fetch: Fetch) => Reader>;
}

interface StreamClass {
  readonly Stream: { fromSSEResponse(response: Response, controller: AbortController): AsyncIterable<Item> };
}

interface HeyApi {
  echo(options: object): Promise<{ readonly stream: AsyncIterable<Item> }>;
}

export type PeerName = keyof typeof PEERS;

/** Every loop is written out, for one that were shared would run with what the engine learnt of all of them. */
export const PEERS = {
  ours: { title: "openapi-stream", load: loadOurs },
  parser: { title: "eventsource-parser", load: async () => readWithParser },
  anthropic: { title: "@anthropic-ai/sdk", named: true, load: loadAnthropic },
  heyApi: { title: "hey-api", quadratic: true, load: loadHeyApi },
  openai: { title: "openai", quadratic: true, load: loadOpenai },
} as const satisfies Record<string, Peer>;

async function loadOurs(): Promise<(baseUrl: string, fetch: Fetch) => Reader> {
  const { createClient } = await load<typeof OurClient>(new URL("../client/index.js", import.meta.url).href);
  return (baseUrl, fetch) => {
    const client = createClient({ baseUrl, fetch });
    const open = (signal?: AbortSignal): Promise<AsyncIterable<Item>> =>
      client.stream.echo({ body: { text: "" }, ...(signal && { signal }) });
    return {
      open,
      async count() {
        let words = 0;
        for await (const item of await open()) if (item.type === "word") words++;
        return words;
      },
    };
  };
}

/** The shortest loop around the fastest parser. A `yield*` would make it slower. */
function readWithParser(baseUrl: string, fetch: Fetch): Reader {
  async function* read(body: ReadableStream<Uint8Array>): AsyncGenerator<Item, void> {
    const utf8 = new TextDecoder();
    const reader = body.getReader();
    let items: Item[] = [];
    const parser = createParser({ onEvent: ({ data }) => void items.push(JSON.parse(data) as Item) });
    try {
      for (;;) {
        const { done, value } = await reader.read();
        if (done) return;
        parser.feed(utf8.decode(value, { stream: true }));
        for (const item of items) yield item;
        items = [];
      }
    } finally {
      await reader.cancel();
    }
  }
  const open = async (): Promise<AsyncIterable<Item>> => {
    const { signal } = new AbortController();
    return read((await fetch(`${baseUrl}/echo`, post(signal))).body!);
  };
  return {
    open,
    async count() {
      let words = 0;
      for await (const item of await open()) if (item.type === "word") words++;
      return words;
    },
  };
}

async function loadAnthropic(): Promise<(baseUrl: string, fetch: Fetch) => Reader> {
  const { Stream } = await load<StreamClass>("@anthropic-ai/sdk/core/streaming");
  return (baseUrl, fetch) => {
    const open = async (): Promise<AsyncIterable<Item>> => {
      const controller = new AbortController();
      return Stream.fromSSEResponse(await fetch(`${baseUrl}/echo`, post(controller.signal)), controller);
    };
    return {
      open,
      async count() {
        let words = 0;
        for await (const item of await open()) if (item.type === "word") words++;
        return words;
      },
    };
  };
}

async function loadOpenai(): Promise<(baseUrl: string, fetch: Fetch) => Reader> {
  const { Stream } = await load<StreamClass>("openai/core/streaming");
  return (baseUrl, fetch) => {
    const open = async (): Promise<AsyncIterable<Item>> => {
      const controller = new AbortController();
      return Stream.fromSSEResponse(await fetch(`${baseUrl}/echo`, post(controller.signal)), controller);
    };
    return {
      open,
      async count() {
        let words = 0;
        for await (const item of await open()) if (item.type === "word") words++;
        return words;
      },
    };
  };
}

async function loadHeyApi(): Promise<(baseUrl: string, fetch: Fetch) => Reader> {
  const { echo } = await load<HeyApi>(new URL("../hey-api/index.js", import.meta.url).href);
  return (baseUrl, fetch) => {
    const open = async (): Promise<AsyncIterable<Item>> =>
      (await echo({ baseUrl, fetch, body: { text: "" }, sseMaxRetryAttempts: 1, onSseError: fail })).stream;
    return {
      open,
      async count() {
        let words = 0;
        for await (const item of await open()) if (item.type === "word") words++;
        return words;
      },
    };
  };
}

/** @param module No literal, so that no compiler looks for what is installed for this benchmark alone. */
async function load<T>(module: string): Promise<T> {
  return (await import(module)) as T;
}

/** @param signal Every client takes one, and lets its caller abort: that, too, is memory. */
function post(signal: AbortSignal): RequestInit {
  return { method: "POST", headers: { "content-type": "application/json" }, body: '{"text":""}', signal };
}

function fail(error: unknown): never {
  throw error;
}
