import type { Fetch } from "./peers.js";

/** A body, and how many words it says. */
export interface Body {
  readonly chunks: readonly Uint8Array[];
  readonly words: number;
}

const WORDS = ["a ", "superposition ", "of ", "quantum ", "states, ", "entangled\\n", "qubits ", "and ", "gates. "];

/**
 * An echo of many words.
 *
 * @param size Of a text, in characters; 0: a word.
 * @param named With an `event:` name.
 */
export function echoEvents(words: number, size: number, named: boolean): string[] {
  const name = named ? "event: word\n" : "";
  const events = Array.from({ length: words }, (_, index) => {
    const word = WORDS[index % WORDS.length]!;
    const text = size > 0 ? word.repeat(Math.ceil(size / word.length)).slice(0, size - 1) + "." : word;
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

/** Answers every request with the body, a chunk whenever one is asked for. */
export function stubFetch({ chunks }: Body): Fetch {
  return async () => {
    let next = 0;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (next < chunks.length) controller.enqueue(chunks[next++]!);
        else controller.close();
      },
    });
    return new Response(body, { headers: { "content-type": "text/event-stream" } });
  };
}
