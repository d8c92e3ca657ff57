import { expect, test } from "vitest";
import { serve } from "./runtime/server.js";
import { bundleClient } from "./support/bundle.js";
import { findChromium, openPage } from "./support/chromium.js";
import { describeClient } from "./support/client-elsewhere.js";

const HTML = '<!doctype html><link rel="icon" href="data:,"><script type="module" src="/client.js"></script>';

const chromium = findChromium();
if ("missing" in chromium) console.warn(`test/browser.test.ts is skipped: ${chromium.missing}`);

test("where a browser is required, a missing one is an error and no skip", () => {
  expect(() => findChromium({ CI_BROWSER: "required" }, () => false)).toThrow("no Chromium or Chrome is installed");
  expect(() => findChromium({ CI_BROWSER: "required", CHROMIUM_PATH: "/none" }, () => false)).toThrow("/none");
  expect(findChromium({}, () => false)).toHaveProperty("missing");
});

describeClient("the client in Chromium, on a page of another origin", "missing" in chromium, async (baseUrl) => {
  const { code } = await bundleClient('import "/test/support/studio.ts";', { minify: true });
  const site = await serve((response, { url }) => {
    const isScript = url === "/client.js";
    response.setHeader("content-type", isScript ? "text/javascript" : "text/html; charset=utf-8");
    response.end(isScript ? code : HTML);
  });
  const opened = await openPage((chromium as { path: string }).path, `${site.baseUrl}/?api=${baseUrl}`);
  return {
    run: (there) => opened.page.evaluate(there),
    uncaught: opened.uncaught,
    async [Symbol.asyncDispose]() {
      await opened[Symbol.asyncDispose]();
      await site.close();
    },
  };
});
