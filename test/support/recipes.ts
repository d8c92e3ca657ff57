import type { ServerResponse } from "node:http";
import { join } from "node:path";
import { runnerImport } from "vite";
import type * as studio from "../../generated/index.js";
import type * as routeHandler from "../recipes/route-handler.js";
import type * as tokenRefresh from "../recipes/token-refresh.js";
import type * as useAnswer from "../recipes/use-answer.js";
import type { TestServer } from "../runtime/server.js";
import { CHAT_EVENTS } from "./chat-server.js";
import { ROOT } from "./run.js";

type Recipes = typeof studio & typeof routeHandler & typeof tokenRefresh & typeof useAnswer;

/** The folder of the recipes. */
export const RECIPES = join(ROOT, "test/recipes");
/** What the client's method is called with. */
export const INIT = { params: { path: { session_id: 1 } }, body: { prompt: "hi" } };

/** The recipes and the client that they were written for, which they find by its package's name. */
export async function importRecipes(): Promise<Recipes> {
  const names = ["route-handler", "token-refresh", "use-answer"].map((name) => `/test/recipes/${name}.ts`);
  const source = ["aisquare-studio", ...names].map((name) => `export * from ${JSON.stringify(name)};`).join("\n");
  const { module } = await runnerImport<Recipes>("virtual:recipes", {
    root: ROOT,
    configFile: false,
    logLevel: "error",
    resolve: { alias: { "aisquare-studio": join(ROOT, "generated/index.ts") } },
    plugins: [
      {
        name: "recipes",
        resolveId: (id) => (id === "virtual:recipes" ? id : undefined),
        load: (id) => (id === "virtual:recipes" ? source : undefined),
      },
    ],
  });
  return module;
}

/** The chat API. The prompts `fail`, `cut` and `hang` do as they say after two events. */
export function answerPrompt(response: ServerResponse, { url, body }: TestServer["requests"][number]): unknown {
  if (!url.includes("/chat-stream/1/")) {
    return response.writeHead(404, { "content-type": "application/json" }).end('{"detail":"Chat session not found"}');
  }
  const { prompt } = JSON.parse(body) as { prompt: string };
  const sent: readonly object[] = prompt === "hi" ? CHAT_EVENTS : CHAT_EVENTS.slice(0, 2);
  const events = prompt === "fail" ? [...sent, { type: "error", message: "out of tokens" }] : sent;
  response.writeHead(200, { "content-type": "text/event-stream" });
  response.write(events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join(""));
  return prompt === "hang" ? undefined : response.end();
}
