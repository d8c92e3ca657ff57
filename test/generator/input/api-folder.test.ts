import { dirname, join } from "node:path";
import { expect, it } from "vitest";
import { apiFolderAt } from "../../../generator/input/api-folder.js";
import { useFolder } from "../documents.js";

const { write } = useFolder();

it("is a folder with a document, by its own path or the document's", () => {
  const document = write("openapi.json", "{}");
  const folder = dirname(document);
  expect([apiFolderAt(folder), apiFolderAt(document)]).toEqual([folder, folder]);
  expect(apiFolderAt(join(folder, "other.yaml"))).toBeUndefined();
  expect(apiFolderAt(join(folder, "none"))).toBeUndefined();
});
