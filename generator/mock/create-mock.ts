import type { Api, Manner } from "./answer.js";
import { createResponder } from "./respond.js";
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

/**
 * Serves what was read.
 *
 * @param log Is told of each request, in one line.
 */
export function createMock(api: Api, manner: Manner, log: (line: string) => void): Mock {
  const respond = createResponder(api, manner, log);
  return {
    fetch: async (input, init) => respond(new Request(input, init)),
    listen: (port = 0) => serve(respond, port, (error) => log(String(error instanceof Error ? error.stack : error))),
  };
}
