/// <reference lib="esnext.disposable" preserve="true" />
import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import { ConnectionReset } from "./play.js";
import type { Responder } from "./respond.js";

/** A server on loopback. */
export interface MockServer extends AsyncDisposable {
  /** Without a slash at its end. */
  readonly url: string;
  /** Breaks off what is still being sent. */
  close(): Promise<void>;
}

const HOST = "127.0.0.1";
/** Longer than clients keep a connection, so that none is closed while a request is on its way. */
const KEPT_MILLISECONDS = 65_000;

/**
 * Answers over HTTP, on 127.0.0.1 alone.
 *
 * @param port 0 takes a free one.
 * @param onFault Is told of faults of the responder's own, which are answered with 500.
 * @throws Error of code `EADDRINUSE`, where the port is taken.
 */
export async function serve(respond: Responder, port: number, onFault: (error: unknown) => void): Promise<MockServer> {
  const server = createServer((request, response) => {
    void handle(respond, request, response, onFault);
  });
  server.keepAliveTimeout = KEPT_MILLISECONDS;
  await listen(server, port);
  let closed: Promise<unknown> | undefined;
  const close = async (): Promise<void> => {
    if (closed === undefined) {
      closed = once(server, "close");
      server.close();
      server.closeAllConnections();
    }
    await closed;
  };
  return { url: `http://${HOST}:${(server.address() as AddressInfo).port}`, close, [Symbol.asyncDispose]: close };
}

async function listen(server: Server, port: number): Promise<void> {
  server.listen(port, HOST);
  await once(server, "listening");
}

async function handle(
  respond: Responder,
  request: IncomingMessage,
  response: ServerResponse,
  onFault: (error: unknown) => void,
): Promise<void> {
  if (request.method === "TRACE") {
    // Fetch knows no such request.
    response.writeHead(405).end();
    return;
  }
  const gone = new AbortController();
  response.on("close", () => response.writableFinished || gone.abort());
  // Whoever leaves in the middle of an answer makes it fail, and has a right to.
  response.on("error", () => {});
  try {
    await send(await respond(toRequest(request, gone.signal)), response, gone.signal);
  } catch (error) {
    if (error instanceof ConnectionReset) {
      response.socket?.resetAndDestroy();
    } else if (!gone.signal.aborted) {
      onFault(error);
      response.headersSent ? response.destroy() : response.writeHead(500).end();
    }
  }
}

/** The path of a request is a path, even if it begins with `//`; what its Host header says makes no difference. */
function toRequest(request: IncomingMessage, signal: AbortSignal): Request {
  const { method = "GET", url = "/", rawHeaders } = request;
  const headers = new Headers();
  for (let index = 0; index < rawHeaders.length; index += 2) {
    headers.append(rawHeaders[index] as string, rawHeaders[index + 1] as string);
  }
  const body = method === "GET" || method === "HEAD" ? null : (Readable.toWeb(request) as ReadableStream<Uint8Array>);
  // Without `duplex`, which TypeScript's DOM does not know, no body may be a stream.
  const init: RequestInit & { readonly duplex: "half" } = { method, headers, body, signal, duplex: "half" };
  return new Request(`http://${HOST}/${url.replace(/^\/+/, "")}`, init);
}

async function send(answer: Response, response: ServerResponse, gone: AbortSignal): Promise<void> {
  response.writeHead(answer.status, [...answer.headers].flat());
  // The head is sent in its own time, not with the first piece.
  response.flushHeaders();
  for await (const bytes of answer.body ?? []) {
    if (!response.write(bytes)) {
      await once(response, "drain", { signal: gone });
    }
  }
  response.end();
}
