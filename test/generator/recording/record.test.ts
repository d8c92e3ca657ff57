import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, describe, expect, it } from "vitest";
import { formatDiagnostic } from "../../../generator/diagnostics/diagnostics.js";
import { parseRecording } from "../../../generator/recording/parse-recording.js";
import { record, type RecordFlags } from "../../../generator/recording/record.js";
import { start } from "../command.js";
import { placeAt, useFolder } from "../documents.js";
import { begin, END, ERROR, serve, until, WORD, type Answer, type TestServer } from "../../runtime/server.js";

const { write } = useFolder();
let server: TestServer;
afterEach(() => server.close());

const ROOT = join(import.meta.dirname, "../../..");
const UNKNOWN = 'data: {"type":"image","url":"x"}\n\n';

/** A folder with the echo API, whose document leaves its events empty. */
function api(name: string, isDescribed: boolean, change = (text: string): string => text): string {
  const files = ["openapi.yaml", ...(isDescribed ? ["streaming.overlay.yaml"] : [])];
  const paths = files.map((file) =>
    write(`${name}/${file}`, change(readFileSync(join(ROOT, "test/echo", file), "utf8"))),
  );
  return dirname(paths[0]!);
}

interface Recorded {
  readonly shown: readonly string[];
  readonly lines: readonly string[];
  readonly notes: readonly string[] | undefined;
  readonly warnings: readonly string[];
  readonly passed: boolean;
  /** `undefined` where nothing is recorded. */
  readonly text: string | undefined;
}

/** Records one answer of the echo API. */
async function recorded(
  name: string,
  answer: Answer,
  {
    isDescribed = true,
    signal = new AbortController().signal,
    yaml,
    ...flags
  }: Partial<RecordFlags> & { isDescribed?: boolean; signal?: AbortSignal; yaml?: (text: string) => string } = {},
): Promise<Recorded> {
  server = await serve(answer);
  const folder = api(name, isDescribed, yaml);
  const shown: string[] = [];
  const all = { operation: "echo", server: server.baseUrl, params: [], headers: [], redact: [], body: '{"text":"hi"}' };
  const report = await record({ folder }, { ...all, ...flags }, (line) => shown.push(line), signal);
  const recordings = join(folder, "recordings");
  const [file] = existsSync(recordings) ? readdirSync(recordings) : [];
  return {
    shown: shown.map((line) => line.replace(server.baseUrl, "http://api").replace(/^ *\d+ ms/, "N ms")),
    lines: report.lines.map((line) => line.replace(folder, "spec")),
    notes: report.notes,
    warnings: report.warnings.map((one) =>
      formatDiagnostic(one).replaceAll(server.baseUrl, "http://api").replaceAll(folder, "spec"),
    ),
    passed: report.passed,
    text: file === undefined ? undefined : readFileSync(join(recordings, file), "utf8"),
  };
}

function sendJson(response: Parameters<Answer>[0], body: string): void {
  response.writeHead(200, { "content-type": "application/json" }).end(body);
}

function endOf({ text }: Recorded): unknown {
  return parseRecording("a", text!).end;
}

describe("record", () => {
  it("calls the operation once, shows what comes, and writes it down", async () => {
    const { shown, lines, notes, warnings, passed, text } = await recorded("whole", async (response) => {
      begin(response, WORD);
      await sleep(10);
      response.end(WORD + END);
    });
    expect(shown).toEqual([
      "POST http://api/echo",
      "N ms  200 text/event-stream",
      'N ms  word {"type":"word","text":"hello "}',
      'N ms  word {"type":"word","text":"hello "}',
      'N ms  end {"type":"end","words":1}',
      "N ms  closed by the server",
    ]);
    expect({ lines, notes, warnings, passed }).toEqual({
      lines: ["spec/recordings/echo-1.jsonl: 3 events, closed by the server"],
      notes: [],
      warnings: [],
      passed: true,
    });
    const recording = parseRecording("a", text!);
    expect(recording.request).toEqual({
      operationId: "echo",
      method: "POST",
      url: `${server.baseUrl}/echo`,
      headers: { accept: "text/event-stream, application/json;q=0.9, */*;q=0.8", "content-type": "application/json" },
      body: { text: "hi" },
    });
    expect(recording.chunks.map((chunk) => "text" in chunk && chunk.text)).toEqual([WORD, WORD + END]);
    expect(server.requests).toHaveLength(1);
  });

  it("works before any overlay exists: a stream that nobody has described is recorded as it comes", async () => {
    const result = await recorded("raw", (response) => begin(response, WORD, END) ?? response.end(), {
      isDescribed: false,
    });
    expect(server.requests[0]?.headers.accept).toBe("text/event-stream, application/json;q=0.9, */*;q=0.8");
    expect(result.shown.slice(2)).toEqual([
      'N ms  {"type":"word","text":"hello "}',
      'N ms  {"type":"end","words":1}',
      "N ms  closed by the server",
    ]);
    expect(result.notes?.[0]).toMatch(
      /^The document does not say what the events are\. Next: npx openapi-stream infer --write .*echo-1/,
    );
    expect(result).toMatchObject({ passed: true, warnings: [] });
  });

  it("keeps a stream that was cut, as such", async () => {
    const result = await recorded("cut", (response) => {
      begin(response, WORD);
      setTimeout(() => response.destroy(), 20);
    });
    expect(endOf(result)).toMatchObject({ end: "failed", error: { kind: "network" } });
    expect(parseRecording("a", result.text!).chunks).toHaveLength(1);
    expect(result.passed).toBe(false);
    expect(result.warnings[0]).toMatch(/^error: The stream of echo broke off \(network\)[^]*What came until then/);
  });

  it("keeps a stream that closed without its end, and says what a client would have seen", async () => {
    const result = await recorded("truncated", (response) => begin(response, WORD) ?? response.end());
    expect(endOf(result)).toMatchObject({ end: "closed" });
    expect(result).toMatchObject({ passed: true });
    expect(result.warnings).toEqual([
      "warning: A client would have failed (truncated): The connection closed before the stream's end (events: 1, unknown: 0): POST http://api/echo.\n\n" +
        "  The recording is whole. What differs from the document, line by line: npx openapi-stream verify spec/recordings/echo-1.jsonl",
    ]);
  });

  it("reads on where the client would have stopped: at an event that is not as described", async () => {
    const wrong = 'data: {"type":"word","txt":"hello"}\n\n';
    const result = await recorded("decode", async (response) => {
      begin(response, wrong);
      await sleep(20);
      response.end(WORD + END);
    });
    expect(parseRecording("a", result.text!).chunks).toHaveLength(2);
    expect(result.warnings[0]).toContain("A client would have failed (decode): Event 1 has no string at /text");
  });

  it("leaves a server that does not close after the end, and after an error", async () => {
    const ended = await recorded("kept", (response) => begin(response, WORD, END));
    expect(endOf(ended)).toMatchObject({ end: "completed" });
    expect(ended.shown.at(-1)).toBe("N ms  complete; the server kept the connection");
    await server.idle();
    await server.close();
    const failed = await recorded("error", (response) => begin(response, WORD, ERROR));
    expect(endOf(failed)).toMatchObject({ end: "completed" });
    expect(failed.warnings[0]).toContain("(event)");
  });

  it("names the events that the document does not know", async () => {
    const result = await recorded("unknown", (response) => begin(response, UNKNOWN, UNKNOWN, END) ?? response.end());
    expect(result.warnings).toEqual([
      "warning: The document does not know these events: image (2).\n\n" +
        "  What they hold can be added to the Overlay: npx openapi-stream infer --write spec/recordings/echo-1.jsonl",
    ]);
  });

  it("asks for the stream that nobody has described, and says when something else comes", async () => {
    const result = await recorded("asked", (response) => sendJson(response, '{"text":"hi"}'), {
      isDescribed: false,
      yaml: (yaml) => yaml.replace("properties:\n", "properties:\n        stream: {type: boolean}\n"),
    });
    expect(server.requests[0]?.body).toBe('{"stream":true,"text":"hi"}');
    expect(result).toMatchObject({ passed: false, lines: [], text: undefined });
    expect(result.warnings).toEqual([
      'error: The answer of echo is no event stream: status 200, application/json, {"text":"hi"}.\n\n' +
        "  Nothing is recorded. What asks for the stream: a field of --body, a --param, or a --header such as 'accept: text/event-stream'?",
    ]);
    await server.close();
    const described = await recorded("other", (response) => sendJson(response, "{}"));
    expect(described).toMatchObject({ passed: false, warnings: [expect.stringContaining("is no event stream")] });
  });

  it.each([true, false])(
    "shows, and does not keep, an answer that tells of a failure (described: %s)",
    async (isDescribed) => {
      const result = await recorded(`status-${isDescribed}`, (response) => response.writeHead(429).end("slow down"), {
        isDescribed,
      });
      expect(server.requests).toHaveLength(1);
      expect(result).toMatchObject({
        passed: false,
        lines: [],
        text: undefined,
        warnings: [
          "error: echo answered with status 429, no content type, slow down.\n\n" +
            "  Nothing is recorded: it tells nothing of the stream. Mend the call.",
        ],
        shown: ["POST http://api/echo", "N ms  429 ", "N ms  slow down", "N ms  closed by the server"],
      });
    },
  );

  it("keeps no call that nobody answered, and says where the server was named", async () => {
    const named = await recorded("refused", () => {}, { server: "http://127.0.0.1:9" });
    expect(named).toMatchObject({ passed: false, lines: [], notes: undefined, text: undefined });
    expect(named.warnings).toEqual([
      expect.stringMatching(/^error: The call of echo was not answered \(network\): .+\.\n\n  Nothing is recorded\./),
    ]);
    const echo = readFileSync(join(ROOT, "test/echo/openapi.yaml"), "utf8");
    const yaml = `${echo}servers:\n  - url: http://127.0.0.1:9\n`;
    const folder = dirname(write("of-the-document/openapi.yaml", yaml));
    const flags = { operation: "echo", params: [], headers: [], redact: [], body: "{}" };
    const { warnings } = await record({ folder }, flags, () => {}, new AbortController().signal);
    expect(warnings.map(({ location }) => location && placeAt(location))).toEqual([
      expect.stringMatching(/openapi\.yaml:\d+:10 http:\/\/127\.0\.0\.1:9$/),
    ]);
    expect(readdirSync(folder)).toEqual(["openapi.yaml"]);
  });

  it("keeps no call that is stopped before it is answered", async () => {
    const result = await recorded("stopped", () => {}, { signal: AbortSignal.timeout(300) });
    expect(result).toMatchObject({ passed: false, text: undefined });
    expect(result.warnings[0]).toContain("The call of echo was not answered (stopped): stopped by hand");
  });

  it("keeps no secret", async () => {
    process.env["ECHO_TOKEN"] = "t0k3n-from-the-environment";
    const result = await recorded(
      "secret",
      (response, { headers }) => {
        response.setHeader("set-cookie", "sid=c00kie");
        begin(response, `data: {"type":"word","text":"${headers.authorization}"}\n\n`, END);
        response.end();
      },
      {
        headers: ["authorization: Bearer ${ECHO_TOKEN}", "x-plain: seen", "x-mine: m1ne"],
        body: '{"text":"hi","password":"pa55","pin":1234}',
        redact: ["pin", "X-Mine"],
      },
    );
    delete process.env["ECHO_TOKEN"];
    expect(server.requests[0]?.headers.authorization).toBe("Bearer t0k3n-from-the-environment");
    expect(server.requests[0]?.body).toContain("pa55");
    expect(result.text + result.shown.join()).not.toMatch(/t0k3n|c00kie|pa55|m1ne|1234/);
    expect(result.text).toContain('"x-plain":"seen"');
  });

  it("refuses what --redact names and the request has not, before the call", async () => {
    const misspelled = { body: '{"user":{"pin":"zz5"}}', redact: ["user.pin"] };
    await expect(recorded("misspelled", () => {}, misspelled)).rejects.toThrow("Did you mean pin?");
    expect(server.requests).toEqual([]);
    await server.close();
    const from = write("head.sse", `HTTP/1.1 200 OK\nx-mine: m1ne\n\n${WORD}${END}`);
    await expect(recorded("of-transcript", () => {}, { from, redact: ["pin"] })).rejects.toThrow("matches nothing");
    await server.close();
    expect((await recorded("head", () => {}, { from, redact: ["x-mine"] })).text).not.toContain("m1ne");
  });

  it("takes what curl has printed", async () => {
    const from = write("printed.sse", `HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\n${WORD}${END}`);
    const result = await recorded("printed", () => {}, { from });
    expect(server.requests).toEqual([]);
    expect(result.shown).toEqual([
      "N ms  200 text/event-stream",
      'N ms  word {"type":"word","text":"hello "}',
      'N ms  end {"type":"end","words":1}',
      "N ms  closed by the server",
    ]);
    expect(result.text).toBe(
      `${JSON.stringify({ request: { operationId: "echo", method: "POST", url: "/echo", headers: {} } })}
{"response":{"status":200,"headers":{"content-type":"text/event-stream"}},"ms":0}
${JSON.stringify({ chunk: WORD, ms: 0 })}
${JSON.stringify({ chunk: END, ms: 0 })}
{"end":"closed","ms":0}
`,
    );
  });

  it("warns of a transcript without an event", async () => {
    const from = write("empty.sse", "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\n");
    const result = await recorded("empty", () => {}, { from, isDescribed: false });
    expect(result).toMatchObject({
      passed: true,
      notes: [],
      warnings: ["warning: The stream of echo holds no event."],
    });
  });
});

it("openapi-stream record: Ctrl-C ends the call, and keeps what came", async () => {
  server = await serve((response) => begin(response, WORD));
  const folder = dirname(api("by-hand/spec", true));
  const flags = ["--server", server.baseUrl, "--body", '{"text":"hi"}', "--header", "x-a: ${ECHO_A}"];
  const child = start(folder, ["record", "echo", ...flags], { ECHO_A: "from-the-environment" });
  let stdout = "";
  child.stdout?.on("data", (data) => (stdout += data));
  await until(() => stdout.includes("hello"), 20_000);
  child.kill("SIGINT");
  const code = await new Promise((done) => child.on("close", done));
  expect(code).toBe(1);
  expect(stdout).toMatch(/spec\/recordings\/echo-1\.jsonl: 1 event, failed \(stopped\): stopped by hand\n$/);
  const text = readFileSync(join(folder, "spec/recordings/echo-1.jsonl"), "utf8");
  expect(parseRecording("a", text!).end).toMatchObject({ end: "failed", error: { kind: "stopped" } });
  expect(server.requests[0]?.headers["x-a"]).toBe("from-the-environment");
  expect(text).not.toContain("from-the-environment");
});
