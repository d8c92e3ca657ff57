/** What runs in the page of a browser, or in another runtime: the generated client, and words to use it by. */
import { ApiError, createClient, StreamError, type StreamInit, type StreamOf } from "aisquare-studio";

type Chat = "chatStreamCreate";

/** How a promise ended, as plain data. */
type Outcome<T> =
  | { readonly value: T }
  | { readonly name: string; readonly kind?: string; readonly status?: number; readonly details: unknown };

export interface Studio {
  /** Asks the chat API, which does what the prompt says. */
  ask(prompt: string, init?: Partial<StreamInit<Chat>>): Promise<StreamOf<Chat>>;
  outcome<T>(promise: Promise<T>): Promise<Outcome<T>>;
}

const baseUrl = new URLSearchParams(location.search).get("api") ?? "";
const client = createClient({ baseUrl });

const studio: Studio = {
  ask: (prompt, init) =>
    client.stream.chatStreamCreate({ params: { path: { session_id: 1 } }, body: { prompt }, ...init }),

  async outcome(promise) {
    try {
      return { value: await promise };
    } catch (error) {
      if (error instanceof ApiError) return { name: error.name, status: error.status, details: error.body };
      if (error instanceof StreamError) {
        const { name, kind, event, partial, eventsReceived } = error;
        return { name, kind, details: { event, partial, eventsReceived } };
      }
      return { name: "other", details: String(error) };
    }
  },
};

Object.assign(globalThis, { studio });
