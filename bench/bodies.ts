import type { Fetch } from "./peers.js";

/** A body, and how many words it says. */
export interface Body {
  readonly chunks: readonly Uint8Array[];
  readonly words: number;
}

const PROSE = "Quantum computing works on qubits, which are in more than one state until somebody looks at them. ";
// In bytes, about.
const BLOCK = 2 ** 22;
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

/**
 * An echo cut into chunks. A long one says the same again and again, for a body that fills the memory would measure it.
 *
 * @param size Of a text, in characters; 0: a word.
 * @param chunkSize In bytes; 0: each event is a chunk.
 */
export function echoBody(words: number, size: number, named: boolean, chunkSize: number): Body {
  const utf8 = new TextEncoder();
  const times = Math.max(1, Math.round((words * (size + 44)) / BLOCK));
  const events = echoEvents(Math.ceil(words / times), size, named);
  const end = utf8.encode(events.pop());
  const block =
    chunkSize === 0 ? events.map((event) => utf8.encode(event)) : cut(utf8.encode(events.join("")), chunkSize);
  const chunks = Array.from({ length: times }, () => block).flat();
  return { chunks: [...chunks, end], words: events.length * times };
}

function cut(bytes: Uint8Array, size: number): Uint8Array[] {
  const count = Math.ceil(bytes.length / size);
  return Array.from({ length: count }, (_, i) => bytes.slice(i * size, (i + 1) * size));
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
