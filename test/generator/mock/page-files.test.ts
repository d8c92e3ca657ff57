import ts from "typescript";
import { expect, it } from "vitest";
import { generate } from "../../../generator/generate.js";
import { pageFiles } from "../../../generator/mock/page-files.js";

const { files: client } = await generate({ folder: "spec" });
const files = pageFiles(client);

/** Where a module of the page looks for what it imports, as the page's map says. */
function resolved(path: string, name: string): string {
  if (name === "generated-client") return "client/index.js";
  if (name === "openapi-fetch") return "openapi-fetch.js";
  return new URL(name, `http://a/${path}`).pathname.slice(1);
}

it("the page finds each module that it imports, the generated client's and openapi-fetch among them", () => {
  const scripts = [...files].filter(([, { contentType }]) => contentType.startsWith("text/javascript"));
  const imports = scripts.flatMap(([path, { text }]) =>
    ts.preProcessFile(text).importedFiles.map(({ fileName }) => resolved(path, fileName)),
  );
  expect(imports).toContain("client/runtime/read-stream.js");
  expect([...new Set(imports)].filter((path) => !files.has(path))).toEqual([]);
});

it("the map that the page has is the one that is spoken of here", () => {
  const [, map = ""] = /<script type="importmap">([^<]*)</.exec(files.get("")?.text ?? "") ?? [];
  expect(JSON.parse(map)).toEqual({
    imports: { "generated-client": "./client/index.js", "openapi-fetch": "./openapi-fetch.js" },
  });
});

it("types are gone from it, and nothing else", () => {
  expect(files.get("client/operations.js")?.text).toContain('operationId: "chat-stream-create"');
  expect(files.get("client/operations.js")?.text).not.toContain("interface");
  expect(files.has("client/types.js")).toBe(false);
});
