import { describe, expect, it } from "vitest";
import { compareClients, type Comparison } from "../../../generator/review/compare-clients.js";
import { petchat, revisionOf, textOf, type Editable } from "./petchat.js";

function compare(edit: (document: Editable) => void): Comparison {
  const head = petchat();
  edit(head);
  return compareClients({ base: revisionOf(petchat()), head: revisionOf(head) });
}

describe("what no rule judges", () => {
  it("is counted by keyword", () => {
    const { changes, others } = compare((document) => {
      document.servers = [{ url: "https://example.com" }];
      document.info.version = "2.0.0";
      document.paths["/chat"].post.tags = ["chat"];
      document.paths["/pets"].get.tags = ["pets"];
      document.components.schemas.Pet.properties.id.readOnly = true;
    });
    expect(changes).toEqual([]);
    expect(others).toEqual([
      { keyword: "tags", count: 2 },
      { keyword: "info.version", count: 1 },
      { keyword: "readOnly", count: 1 },
      { keyword: "servers", count: 1 },
    ]);
  });

  it("is not what was added or removed as a whole, nor data that looks like keywords", () => {
    const { others } = compare((document) => {
      document.paths["/new"] = { get: { tags: ["x"], responses: { "204": { description: "Nothing." } } } };
      document.components.schemas.Kind.enum.push("tags");
    });
    expect(others).toEqual([]);
  });
});

describe("other words", () => {
  it("are told once for each operation and component, in whatever they describe", () => {
    const { changes } = compare((document) => {
      const { get } = document.paths["/pets"];
      get.parameters[0].description = "How many.";
      get.parameters.reverse();
      get.responses["200"].description = "All pets.";
      document.components.schemas.Pet.properties.name.example = "Rex";
      document.info.description = "Other words.";
    });
    expect(changes.map((change) => [textOf(change), change.operations.length])).toEqual([
      ["package-described: description of the package changed", 0],
      ["documentation-changed: the document has another `description`", 0],
      ["documentation-changed: GET /pets has other words in 2 places", 1],
      ["documentation-changed: Pet has another `example`", 0],
    ]);
  });

  it("of an operation that moved are found where it is now", () => {
    const { changes } = compare((document) => {
      document.paths["/v2/pets"] = { get: { ...document.paths["/pets"].get, summary: "Pets." } };
      delete document.paths["/pets"].get;
    });
    expect(changes.map(textOf)).toEqual([
      "operation-moved: GET /pets is `GET /v2/pets` now",
      "documentation-changed: GET /v2/pets has another `summary`",
    ]);
  });
});
