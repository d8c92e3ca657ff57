import { setTimeout as sleep } from "node:timers/promises";
import { Window } from "happy-dom";
import { act, createElement } from "react";
import { createRoot } from "react-dom/client";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { serve, type TestServer } from "./runtime/server.js";
import { answerPrompt, importRecipes } from "./support/recipes.js";

const recipes = await importRecipes();
let server: TestServer;

describe("use-answer.ts", () => {
  type Hook = ReturnType<typeof recipes.useAnswer>;
  const window = new Window();
  let unmount: (() => Promise<void>) | undefined;

  beforeAll(async () => {
    server = await serve(answerPrompt);
    vi.stubGlobal("window", window);
    vi.stubGlobal("document", window.document);
    vi.stubGlobal("IS_REACT_ACT_ENVIRONMENT", true);
  });

  afterEach(() => unmount?.());

  afterAll(async () => {
    await server.close();
    vi.unstubAllGlobals();
    await window.happyDOM.close();
  });

  async function mount(): Promise<() => Hook> {
    const client = recipes.createClient({ baseUrl: server.baseUrl });
    const root = createRoot(document.createElement("div"));
    let latest: Hook | undefined;
    function Probe(): null {
      latest = recipes.useAnswer(client, 1);
      return null;
    }
    await act(async () => root.render(createElement(Probe)));
    unmount = () => act(async () => root.unmount());
    return () => latest!;
  }

  /** Asks, and lets React render until the text is there. */
  async function askFor(hook: () => Hook, prompt: string, text: string): Promise<void> {
    await act(async () => void hook().ask(prompt));
    for (let waits = 0; hook().text !== text; waits++) {
      expect(waits, `The text is ${JSON.stringify(hook().text)}`).toBeLessThan(500);
      await act(() => sleep(5));
    }
  }

  test("shows the text as it comes, and the whole of it", async () => {
    const hook = await mount();
    expect(hook()).toMatchObject({ text: "", isStreaming: false });
    await askFor(hook, "hang", "Quantum ");
    expect(hook()).toMatchObject({ isStreaming: true });
    await act(() => hook().ask("hi"));
    expect(hook()).toMatchObject({ text: "Quantum bits.", isStreaming: false });
  });

  test("keeps the text of an answer that fails, and shows the error", async () => {
    const hook = await mount();
    await act(() => hook().ask("cut"));
    expect(hook()).toMatchObject({ text: "Quantum ", isStreaming: false, error: { kind: "truncated" } });
  });

  test("stop() and a new prompt abort the request, and are no errors", async () => {
    const hook = await mount();
    await askFor(hook, "hang", "Quantum ");
    await act(async () => hook().stop());
    await server.idle();
    expect(hook()).toMatchObject({ text: "Quantum ", isStreaming: false });
    expect(hook().error).toBeUndefined();
    await askFor(hook, "hang", "Quantum ");
    await act(async () => void hook().ask("hang"));
    // The request that was aborted does not write over the one that runs.
    expect(hook()).toMatchObject({ isStreaming: true });
    await act(() => hook().ask("hi"));
    await server.idle();
    expect(hook()).toMatchObject({ text: "Quantum bits.", isStreaming: false });
    expect(hook().error).toBeUndefined();
  });

  test("unmounting aborts the request", async () => {
    const hook = await mount();
    await askFor(hook, "hang", "Quantum ");
    expect(server.busy.size).toBe(1);
    await unmount!();
    await server.idle();
  });
});
