import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { FAULTS, type FaultName } from "../../../generator/mock/faults.js";
import { FAULT_HEADER } from "../../../generator/mock/answer.js";
import type { MockServer } from "../../../generator/mock/mock.js";
import type { StreamOptions, UnknownEvent } from "../../../templates/runtime/options.js";
import { openStream, outcome, serveStreams, STREAMS } from "./served.js";

const NAMES = FAULTS.map(({ name }) => name);
const STREAM_NAMES = STREAMS.map(({ operationId }) => operationId);

const REFUSED = "ApiError 400";
/** How each fault ends, and where it ends otherwise. */
const ENDS: Readonly<Record<FaultName, { readonly all: string; readonly but?: Readonly<Record<string, string>> }>> = {
  // Where nothing completes a stream, closing it does.
  cut: { all: "StreamError truncated", but: { bare: "events", either: "events" } },
  reset: { all: "StreamError network" },
  stall: { all: "StreamError timeout" },
  slow: { all: "events" },
  split: { all: "events" },
  malformed: { all: "StreamError decode", but: { text: REFUSED } },
  unknown: { all: "events", but: { text: REFUSED, lines: REFUSED, bare: REFUSED, either: REFUSED } },
  error: { all: "StreamError event", but: { text: REFUSED, bare: REFUSED, either: REFUSED } },
  html: { all: "StreamError content-type" },
  "429": { all: "ApiError 429" },
};

const cases = NAMES.flatMap((fault) =>
  STREAM_NAMES.map((name) => [fault, name, ENDS[fault].but?.[name] ?? ENDS[fault].all] as const),
);

/** How a stream with a fault ends. */
async function ended(where: Parameters<typeof openStream>[0], fault: string, name: string): Promise<readonly string[]> {
  const unknown: UnknownEvent[] = [];
  const options: StreamOptions = {
    onUnknownEvent: (event) => unknown.push(event),
    ...(fault === "stall" && { idleTimeout: 100 }),
  };
  const body = name === "either" ? { body: {} } : {};
  const end = await outcome(openStream(where, name, { ...options, ...body, headers: { [FAULT_HEADER]: fault } }));
  return [end, ...unknown.map(({ event, data }) => event || data)];
}

describe("without a socket, a stream with a fault ends as promised", () => {
  const { fetch } = serveStreams();

  it.each(cases.filter(([fault]) => fault !== "slow"))("%s %s: %s", async (fault, name, expected) => {
    const unknown = fault !== "unknown" || expected === REFUSED ? [] : [expect.stringContaining("mock.unknown")];
    expect(await ended({ fetch }, fault, name)).toEqual([expected, ...unknown]);
  });
});

describe("over HTTP, a stream with a fault ends as promised", () => {
  let server: MockServer;
  beforeAll(async () => {
    server = await serveStreams().listen();
  });
  afterAll(() => server.close());

  it.each(cases.filter(([fault, name]) => fault !== "slow" && name !== "either"))(
    "%s %s: %s",
    async (fault, name, expected) => {
      expect((await ended({ baseUrl: server.url }, fault, name))[0]).toBe(expected);
    },
  );
});

it("slow: the same events, each later than it would be", async () => {
  const { fetch } = serveStreams();
  const headers = { [FAULT_HEADER]: "slow" };
  expect(await outcome(openStream({ fetch }, "bare", { headers }))).toBe("events");
});

it("split: the events are those of the stream without it", async () => {
  const { fetch } = serveStreams();
  const whole = await (await openStream({ fetch }, "lines")).collect();
  const split = await openStream({ fetch }, "lines", { headers: { [FAULT_HEADER]: "split" } });
  expect(await split.collect()).toEqual(whole);
  expect(JSON.stringify(whole)).toMatch(/[^\0-\x7f]/);
});

it("cut: what came before is the first half of the stream", async () => {
  const { fetch } = serveStreams();
  const whole = await (await openStream({ fetch }, "named")).collect();
  const cut = await openStream({ fetch }, "named", { headers: { [FAULT_HEADER]: "cut" } });
  await expect(cut.collect()).rejects.toMatchObject({ partial: whole.slice(0, Math.floor(whole.length / 2)) });
});

it("error: the event is the one that the document has", async () => {
  const { fetch } = serveStreams();
  const stream = await openStream({ fetch }, "named", { headers: { [FAULT_HEADER]: "error" } });
  const event = { type: "error", message: expect.any(String) as string };
  await expect(stream.text()).rejects.toMatchObject({
    kind: "event",
    event,
    partial: expect.stringMatching(/^\S/) as string,
  });
});
