import type { Fetch } from "./peers.js";

/** A body, and how many words it says. */
export interface Body {
  readonly chunks: readonly Uint8Array[];
  readonly words: number;
}

const PROSE = "Quantum computing works on qubits, which are in more than one state until somebody looks at them. ";
const SHORT = PROSE.split(/(?<= )/);

/**
 * An echo of many words.
 *
 * @param size Of a text, in characters; 0: a word.
 * @param named With an `event:` name.
 */
export function echoEvents(words: number, size: number, named: boolean): string[] {
  const name = named ? "event: word\n" : "";
  const prose = PROSE.repeat(Math.ceil(size / PROSE.length) + 1);
  const events = Array.from({ length: words }, (_, index) => {
    const text = size > 0 ? prose.slice(index % PROSE.length).slice(0, size) : SHORT[index % SHORT.length]!;
    return `${name}data: {"type":"word","text":"${text}"}\n\n`;
  });
  events.push(`${named ? "event: end\n" : ""}data: {"type":"end","words":${words}}\n\n`);
  return events;
}

/** @param chunkSize In bytes; 0: each event is a chunk. */
export function cutBody(events: readonly string[], chunkSize: number): Body {
  const utf8 = new TextEncoder();
  const words = events.length - 1;
  if (chunkSize === 0) return { chunks: events.map((event) => utf8.encode(event)), words };
  const bytes = utf8.encode(events.join(""));
  const count = Math.ceil(bytes.length / chunkSize);
  return { chunks: Array.from({ length: count }, (_, i) => bytes.slice(i * chunkSize, (i + 1) * chunkSize)), words };
}

// What a socket delivers at once is more than one event; and a pull for each would cost more than the reading.
const BURST = 64;

/** Answers every request with the body, some chunks whenever more are asked for. */
export function stubFetch({ chunks }: Body): Fetch {
  return async () => {
    let next = 0;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        for (let i = 0; i < BURST && next < chunks.length; i++) controller.enqueue(chunks[next++]!);
        if (next === chunks.length) controller.close();
      },
    });
    return new Response(body, { headers: { "content-type": "text/event-stream" } });
  };
}
