import { createHash } from "node:crypto";
import { generate } from "../generate.js";
import type { InputRequest } from "../input/inputs.js";
import { createValidator } from "../json-schema/validator.js";
import type { Api } from "./answer.js";
import { pageData } from "./page-data.js";
import { pageFiles, type PageFile } from "./page-files.js";
import type { Responder } from "./respond.js";
import { createSampler } from "./sampler.js";

/** Where the page stands. No path template begins like this. */
export const PAGE_PATH = "/_ui/";

/**
 * Serves a page to call the API by hand, through the client that is generated for it, and all else by the responder.
 *
 * @throws {DiagnosticsError} with what keeps the client from being generated.
 */
export async function withPage(api: Api, inputs: InputRequest, respond: Responder): Promise<Responder> {
  const { files: client } = await generate(inputs);
  const { name } = JSON.parse(client.find(({ path }) => path === "package.json")?.text ?? "{}") as { name: string };
  const sampler = createSampler(api.document, createValidator(api.document, "request"), "request");
  const data = JSON.stringify(pageData(api, sampler, name));
  const files = new Map([...pageFiles(client), ["data.json", { contentType: "application/json", text: data }]]);
  const policy = policyOf(files.get("") as PageFile);
  const isRouted = (url: URL): boolean => api.routes.some(({ matches }) => matches(url) !== undefined);
  return async (request) => {
    const url = new URL(request.url);
    const { pathname } = url;
    const isNear = pathname === PAGE_PATH.slice(0, -1) || (pathname === "/" && !isRouted(url));
    if (isNear && request.method === "GET") {
      return new Response(null, { status: 302, headers: { location: PAGE_PATH } });
    }
    const file = pathname.startsWith(PAGE_PATH) ? files.get(pathname.slice(PAGE_PATH.length)) : undefined;
    if (file === undefined || request.method !== "GET") {
      return respond(request);
    }
    return new Response(file.text, {
      headers: {
        "content-type": file.contentType,
        "content-security-policy": policy,
        "x-content-type-options": "nosniff",
        "referrer-policy": "no-referrer",
        "cache-control": "no-store",
      },
    });
  };
}

/** Nothing but what the page itself is made of: no other origin, no inline script but its own map of modules. */
function policyOf({ text }: PageFile): string {
  const inline = [...text.matchAll(/<script type="importmap">([\s\S]*?)<\/script>/g)].map(
    ([, script]) => script as string,
  );
  const hashes = inline.map((script) => `'sha256-${createHash("sha256").update(script).digest("base64")}'`);
  return [
    "default-src 'none'",
    `script-src 'self' ${hashes.join(" ")}`,
    "style-src 'self'",
    "connect-src 'self'",
    "img-src data:",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
  ].join("; ");
}
