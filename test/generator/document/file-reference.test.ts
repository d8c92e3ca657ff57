import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { resolveFileReference } from "../../../generator/document/file-reference.js";

let root: string;
let document: string;
beforeAll(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), "openapi-stream-")));
  for (const folder of ["api/schemas", "api/a folder.json", "apis"]) mkdirSync(join(root, folder), { recursive: true });
  for (const file of ["secret.yaml", "apis/other.yaml", "api/openapi.yaml", "api/schemas/a#b.yaml", "api/a.json"]) {
    writeFileSync(join(root, file), "{}");
  }
  symlinkSync(join(root, "secret.yaml"), join(root, "api/link.yaml"));
  symlinkSync(root, join(root, "api/up"));
  symlinkSync(join(root, "api/a.json"), join(root, "api/inner.yaml"));
  document = join(root, "api/openapi.yaml");
});
afterAll(() => rmSync(root, { recursive: true }));

describe("a reference", () => {
  it.each([
    ["a.json", "api/a.json", ""],
    ["./a.json#/components/schemas/A", "api/a.json", "/components/schemas/A"],
    ["schemas/../a.json#", "api/a.json", ""],
    ["schemas/a%23b.yaml#/x", "api/schemas/a#b.yaml", "/x"],
    ["inner.yaml", "api/a.json", ""],
    ["openapi.yaml#/x", "api/openapi.yaml", "/x"],
    [String.raw`schemas\..\a.json`, "api/a.json", ""],
  ])("%s leads to a file below the document's folder", (reference, file, fragment) => {
    expect(resolveFileReference(reference, document, document)).toEqual({ file: join(root, file), fragment });
  });

  it("is relative to the file that it stands in", () => {
    const from = join(root, "api/schemas/a#b.yaml");
    expect(resolveFileReference("../a.json", from, document)).toMatchObject({ file: join(root, "api/a.json") });
    expect(resolveFileReference("a.json", from, document)).toHaveProperty("message");
  });

  it("of an Overlay in another folder is bound by that folder", () => {
    const overlay = join(root, "apis/a.overlay.yaml");
    expect(resolveFileReference("other.yaml", overlay, document)).toMatchObject({
      file: join(root, "apis/other.yaml"),
    });
    expect(resolveFileReference("../api/a.json", overlay, document)).toHaveProperty("message");
  });

  it.each([
    ["https://example.com/a.yaml", "the network"],
    ["HTTP://user:secret@example.com/a.yaml#/x", "the network"],
    ["//example.com/a.yaml", "the network"],
    [String.raw`\\server\share\a.yaml`, "the network"],
    ["data:application/json,{}", "the network"],
    ["file:///etc/passwd", "a file: URL"],
    ["f%69le:///etc/passwd", "a file: URL"],
    ["/etc/hosts.yaml", "is an absolute path"],
    ["%2Fetc/hosts.yaml", "is an absolute path"],
    [String.raw`C:\a.yaml`, "is an absolute path"],
    ["c:/a.yaml", "is an absolute path"],
    ["../secret.yaml", "out of the document's folder"],
    ["%2e%2e/secret.yaml", "out of the document's folder"],
    [String.raw`..\secret.yaml`, "out of the document's folder"],
    ["../apis/other.yaml", "out of the document's folder"],
    ["link.yaml", "out of the document's folder"],
    ["up/secret.yaml", "out of the document's folder"],
    ["gone.yaml", "There is no file"],
    ["a folder.json", "There is no file"],
    ["a.json/b.yaml", "There is no file"],
    [".env", "neither YAML nor JSON"],
    ["Token", "neither YAML nor JSON"],
    ["a.json\0", "neither YAML nor JSON"],
    ["\0.json", "There is no file"],
    ["", "neither YAML nor JSON"],
  ])("%j is refused: %s", (reference, reason) => {
    const refused = resolveFileReference(reference, document, document);
    expect(refused).toHaveProperty("hint");
    expect("message" in refused && refused.message).toContain(reason);
  });
});
