import axe from "axe-core";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startMock } from "../generator/mock/start.js";
import type { MockServer } from "../generator/mock/mock.js";
import { SPEC } from "./generator/mock/served.js";
import { findChromium, openPage, type OpenPage } from "./support/chromium.js";

/** A page that axe's own source was run in. */
interface AxePage {
  readonly axe: typeof axe;
}

const chromium = findChromium();
if ("missing" in chromium) console.warn(`test/mock-page.test.ts is skipped: ${chromium.missing}`);

describe.skipIf("missing" in chromium)("the page of the mock, in Chromium", () => {
  let server: MockServer;
  let opened: OpenPage;
  let page: Page;
  const requested: string[] = [];
  const said: string[] = [];

  beforeAll(async () => {
    const options = { port: 0, ui: true, seed: 1, speed: 20, fault: undefined, log: () => {} };
    server = (await startMock({ spec: SPEC }, options)).server;
    opened = await openPage((chromium as { path: string }).path, "about:blank");
    page = opened.page;
    page.on("request", (request) => requested.push(request.url()));
    page.on("console", (message) => said.push(message.text()));
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"], { origin: server.url });
  });

  afterAll(async () => {
    await opened?.[Symbol.asyncDispose]();
    await server?.close();
  });

  async function open(operation = "named"): Promise<void> {
    await page.goto(`${server.url}/_ui/`);
    await page.getByLabel("Operation").selectOption(operation);
  }

  /** Calls, and waits for the end. */
  async function callToEnd(): Promise<string> {
    await page.getByRole("button", { name: "Call" }).click();
    await page.getByText(/^(Complete|Failed|Stopped): /).waitFor();
    return (await page.locator("#status").textContent()) ?? "";
  }

  /** The names and the values of the fields of the error that is shown. */
  async function failure(): Promise<Readonly<Record<string, string>>> {
    const alert = page.getByRole("alert");
    const [names, values] = await Promise.all([
      alert.locator("dt").allTextContents(),
      alert.locator("dd").allTextContents(),
    ]);
    const fields = Object.fromEntries(names.map((name, index) => [name, values[index] ?? ""]));
    return { name: (await alert.locator("h3").textContent()) ?? "", ...fields };
  }

  test("is found at the root of the server, and loads nothing from elsewhere", async () => {
    requested.length = 0;
    said.length = 0;
    await page.goto(server.url);
    await page.getByRole("heading", { level: 1, name: "Streams in every shape" }).waitFor();
    expect(page.url()).toBe(`${server.url}/_ui/`);
    await callToEnd();
    expect(requested.filter((url) => !url.startsWith(`${server.url}/`) && !url.startsWith("data:"))).toEqual([]);
    expect(said).toEqual([]);
  });

  test("is called by the keyboard alone, and the focus stays where it is", async () => {
    await open();
    await page.getByLabel("Operation").focus();
    for (let step = 0; step < 12; step++) {
      await page.keyboard.press("Tab");
      if (await page.getByRole("button", { name: "Call" }).evaluate((button) => button === document.activeElement))
        break;
    }
    await page.keyboard.press("Enter");
    await page.getByText(/^Complete: \d+ events in /).waitFor();
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("call");
    await page.getByLabel("idleTimeout").focus();
    await page.keyboard.press("Control+Enter");
    await page.getByText(/^Complete: /).waitFor();
  });

  test("shows tokens and typed events as they come, with their times", async () => {
    await open();
    expect(await callToEnd()).toMatch(/^Complete: \d+ events in \d+\.\d\d s\.$/);
    const rows = page.locator("#events li");
    const names = await rows.locator(".name").allTextContents();
    expect([names[0], names.at(-1)]).toEqual(["word", "end"]);
    expect(await page.getByRole("heading", { name: `Events (${names.length})` }).count()).toBe(1);
    const words = (await rows.locator("code").allTextContents()).map(
      (json) => (JSON.parse(json) as { text?: string }).text ?? "",
    );
    expect(await page.locator("#text").textContent()).toBe(words.join(""));
    const times = (await rows.locator("time").allTextContents()).map((time) => parseInt(time));
    expect(times).toEqual(times.toSorted((a, b) => a - b));
  });

  test("reads a stream in each of the client's ways", async () => {
    await open();
    await page.getByLabel("Read by").selectOption("text()");
    await callToEnd();
    expect(await page.locator("#text").textContent()).toMatch(/\S+ \S+/);
    await page.getByLabel("Read by").selectOption("collect()");
    expect(await callToEnd()).toMatch(/^Complete: \d\d events/);
    await open("bare");
    expect(await page.getByLabel("Read by").locator("option").allTextContents()).toEqual(["for await", "collect()"]);
  });

  test.each([
    ["cut", { name: "StreamError", kind: '"truncated"', partial: expect.stringMatching(/^"\S/) as string }],
    ["reset", { name: "StreamError", kind: '"network"' }],
    ["stall", { name: "StreamError", kind: '"timeout"' }],
    ["malformed", { name: "StreamError", kind: '"decode"', cause: expect.stringContaining("SyntaxError") as string }],
    ["error", { name: "StreamError", kind: '"event"', event: expect.stringContaining('"type": "error"') as string }],
    ["html", { name: "StreamError", kind: '"content-type"' }],
    ["429", { name: "ApiError", status: "429", body: expect.stringContaining("Too Many Requests") as string }],
  ])("shows the fault %s as its caller would see it", async (fault, expected) => {
    await open();
    await page.getByLabel("Read by").selectOption("text()");
    await page.getByLabel("Fault").selectOption(fault);
    await page.getByLabel("idleTimeout").fill("500");
    expect(await callToEnd()).toMatch(/^Failed: /);
    expect(await failure()).toMatchObject(expected);
  });

  test("shows an event that the document does not know", async () => {
    await open();
    await page.getByLabel("Fault").selectOption("unknown");
    await expect(page.getByText("The server sends an event in the middle").textContent()).resolves.toContain(
      "onUnknownEvent",
    );
    expect(await callToEnd()).toMatch(/^Complete: /);
    expect(await page.locator("#events li", { hasText: "mock.unknown" }).locator(".name").textContent()).toBe(
      "unknown",
    );
  });

  test("stops a stream, by its button and by Escape", async () => {
    await open();
    await page.getByLabel("Fault").selectOption("stall");
    for (const stop of [
      () => page.getByRole("button", { name: "Stop" }).click(),
      () => page.keyboard.press("Escape"),
    ]) {
      await page.getByRole("button", { name: "Call" }).click();
      await page.locator("#events li").first().waitFor();
      await stop();
      await page.getByText(/^Stopped: \d+ events? /).waitFor();
      expect(await page.getByRole("alert").isVisible()).toBe(false);
    }
  });

  test("asks for parameters and body, and tells beside a field what is wrong with it", async () => {
    await open("note");
    expect(await page.getByRole("textbox", { name: "id path required" }).inputValue()).toMatch(/^\d+$/);
    await page.getByRole("textbox", { name: "id path required" }).fill("seven");
    await page.getByRole("button", { name: "Call" }).click();
    const wrong = page.getByRole("textbox", { name: "id path required" });
    expect(await wrong.getAttribute("aria-invalid")).toBe("true");
    expect(await page.getByText("This is not a number").isVisible()).toBe(true);
    expect(await wrong.evaluate((input) => input === document.activeElement)).toBe(true);

    await open("either");
    await page.getByLabel("Body").fill('{"n": }');
    await page.getByRole("button", { name: "Call" }).click();
    expect(await page.getByText(/^This is not JSON: /).isVisible()).toBe(true);
    await page.getByLabel("Body").fill('{"n": "x"}');
    expect(await callToEnd()).toMatch(/^Failed: /);
    expect((await failure())["body"]).toContain("must be integer");
  });

  test("calls an operation that is no stream", async () => {
    await open("note");
    expect(await callToEnd()).toMatch(/^Complete: /);
    expect(JSON.parse((await page.locator("#events code").textContent()) ?? "")).toEqual({
      n: expect.any(Number) as number,
    });
  });

  test("has the code of the call to copy", async () => {
    await open("either");
    await page.getByLabel("Body").fill('{"n": 3, "a b": [1]}');
    await page.getByLabel("Fault").selectOption("cut");
    await page.getByRole("button", { name: "Copy" }).click();
    await page.getByText("The code was copied.").waitFor({ state: "attached" });
    expect(await page.evaluate(() => navigator.clipboard.readText()))
      .toBe(`import { createClient } from "streams-in-every-shape";

const client = createClient({ baseUrl: "${server.url}" });

const stream = await client.stream.either({
  body: {
    n: 3,
    "a b": [
      1
    ]
  },
  headers: {
    "x-mock-fault": "cut"
  }
});
for await (const event of stream) {
  console.log(event);
}`);
    await page.getByLabel("Operation").selectOption("note");
    await page.getByRole("textbox", { name: "id path required" }).fill("4");
    expect(await page.locator("#code").textContent())
      .toContain(`const { data, error } = await client.GET("/notes/{id}", {
  params: {
    path: {
      id: 4
    }
  }
});`);
  });

  test.each(["light", "dark"] as const)(
    "axe finds nothing wrong with it, %s, before and after a call, wide and narrow",
    async (colorScheme) => {
      await page.emulateMedia({ colorScheme });
      for (const width of [1280, 390]) {
        await page.setViewportSize({ width, height: 844 });
        for (const fault of ["", "error"]) {
          await open();
          await page.getByLabel("Fault").selectOption(fault);
          if (fault !== "") await callToEnd();
          await page.evaluate(axe.source);
          const { violations } = await page.evaluate(() => (globalThis as unknown as AxePage).axe.run());
          expect(violations.map(({ id, nodes }) => [id, ...nodes.map(({ html }) => html)])).toEqual([]);
          expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
        }
      }
    },
  );

  test("leaves no error that nobody caught", () => {
    expect(opened.uncaught).toEqual([]);
  });
});
