import { createHash } from "node:crypto";
import { expect, it } from "vitest";
import { withPage } from "../../../generator/mock/page.js";
import { readApi } from "../../../generator/mock/read-api.js";
import { useFolder } from "../documents.js";
import { SPEC } from "./served.js";

const { write } = useFolder();

const answered = new Response("from the API", { status: 418 });
const serve = await withPage(readApi({ spec: SPEC }).api, { spec: SPEC }, async () => answered.clone());

async function get(path: string, method = "GET"): Promise<Response> {
  return serve(new Request(`http://127.0.0.1:4010${path}`, { method }));
}

it("the page and its files are served below /_ui/, and all else by the API", async () => {
  expect((await get("/_ui/")).headers.get("content-type")).toBe("text/html; charset=utf-8");
  expect((await get("/_ui/page/main.js")).headers.get("content-type")).toBe("text/javascript; charset=utf-8");
  expect(await (await get("/_ui/data.json")).json()).toMatchObject({ title: "Streams in every shape" });
  for (const path of [
    "/notes/1",
    "/_ui/nothing",
    "/_ui/page/main.ts",
    "/_ui/../package.json",
    "/_ui/%2e%2e/package.json",
  ]) {
    expect([path, (await get(path)).status]).toEqual([path, 418]);
  }
  expect((await get("/_ui/", "POST")).status).toBe(418);
});

it("who comes to the root, or forgets the slash, is led to it", async () => {
  for (const path of ["/", "/_ui"]) {
    const { status, headers } = await get(path);
    expect([status, headers.get("location")]).toEqual([302, "/_ui/"]);
  }
});

it("an API that has a path / keeps it", async () => {
  const spec = write(
    "openapi.yaml",
    "openapi: 3.1.0\ninfo: {title: Root, version: '1'}\npaths: {/: {get: {responses: {}}}}\n",
  );
  const rooted = await withPage(readApi({ spec }).api, { spec }, async () => answered.clone());
  expect((await rooted(new Request("http://127.0.0.1/"))).status).toBe(418);
});

it("nothing may be loaded, run, framed or sent but what the page itself is made of", async () => {
  const response = await get("/_ui/");
  const [, map = ""] = /<script type="importmap">([^<]*)</.exec(await response.text()) ?? [];
  const hash = createHash("sha256").update(map).digest("base64");
  expect(response.headers.get("content-security-policy")?.split("; ")).toEqual([
    "default-src 'none'",
    `script-src 'self' 'sha256-${hash}'`,
    "style-src 'self'",
    "connect-src 'self'",
    "img-src data:",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
  ]);
  expect(response.headers.get("x-content-type-options")).toBe("nosniff");
  expect(response.headers.get("access-control-allow-origin")).toBeNull();
});
