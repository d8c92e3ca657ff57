import { counted } from "../counted.js";
import { printableLine } from "../diagnostics/printable.js";
import type { InputRequest } from "../input/inputs.js";
import { routeOf } from "../model/find-streams.js";
import type { Stream } from "../model/model.js";
import { titleOf } from "../model/title.js";
import type { Report } from "../report.js";
import type { Api, Manner } from "./answer.js";
import { createMock } from "./create-mock.js";
import { readApi } from "./read-api.js";
import { createResponder } from "./respond.js";
import type { MockServer } from "./server.js";

/** How a mock is served by the command. */
interface StartOptions extends Manner {
  readonly port: number;
  /** Whether there is a page to call it by hand. */
  readonly ui: boolean;
  readonly log: (line: string) => void;
}

/**
 * Serves an API, and says where.
 *
 * @throws {DiagnosticsError} with all that is wrong with its files.
 * @throws Error of code `EADDRINUSE`, where the port is taken.
 */
export async function startMock(
  request: InputRequest,
  { port, ui, log, ...manner }: StartOptions,
): Promise<{ readonly report: Report; readonly server: MockServer }> {
  const { api, warnings } = readApi(request);
  const respond = createResponder(api, manner, log);
  const page = ui ? await import("./page.js") : undefined;
  const served = page === undefined ? respond : await page.withPage(api, request, respond);
  const server = await createMock(served, log).listen(port);
  const streams = api.routes.flatMap(({ stream }) => stream ?? []);
  const title = titleOf(api.document) ?? api.document.file;
  const lines = [`${title} at ${server.url}`, ...streams.map((stream) => streamLine(api, stream))];
  const others = api.routes.length - streams.length;
  const more = others === 0 ? [] : [`  and ${counted(others, "operation")} without a stream`];
  const result = { url: server.url, streams: streams.map(({ operationId }) => operationId) };
  const at = page === undefined ? [] : [`Try it at ${server.url}${page.PAGE_PATH}`];
  return { report: { lines: [...lines, ...more, ...at].map(printableLine), result, warnings, passed: true }, server };
}

function streamLine({ recordings }: Api, stream: Stream): string {
  const count = recordings.get(stream.operationId)?.length ?? 0;
  const from = count === 0 ? "sampled" : counted(count, "recording");
  return `  ${routeOf(stream)}  ${stream.operationId}: ${from}`;
}
