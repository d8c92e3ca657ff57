import type { Responder } from "./respond.js";
import { serve, type MockServer } from "./server.js";

/** An API that is made up from its document. */
export interface Mock {
  /** Answers without a socket: for the `fetch` of a client, whatever its `baseUrl`. */
  readonly fetch: (input: string | URL | Request, init?: RequestInit) => Promise<Response>;
  /**
   * Serves it on 127.0.0.1.
   *
   * @param port 0, the default, takes a free one.
   */
  readonly listen: (port?: number) => Promise<MockServer>;
}

/** @param log Is told of faults of the responder's own, which are answered with 500. */
export function createMock(respond: Responder, log: (line: string) => void): Mock {
  return {
    fetch: async (input, init) => respond(new Request(input, init)),
    listen: (port = 0) => serve(respond, port, (error) => log(String(error instanceof Error ? error.stack : error))),
  };
}
