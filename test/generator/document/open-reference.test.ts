import { describe, expect, it } from "vitest";
import { identityOf, nameFor, openReference, type OpenFiles } from "../../../generator/document/open-reference.js";
import { useFolder } from "../documents.js";

const { read, write } = useFolder();

function open(reference: string, files: OpenFiles = new Map()) {
  const root = read("openapi.yaml", "a: {b: 1, c: {}}\n");
  write("other.yaml", "list: [{x: true}]\nname: text\na/b: {}\n");
  write("broken.yaml", "a: [\n");
  return openReference(reference, root.file, root, files);
}

describe("what a reference stands for", () => {
  it.each([
    ["other.yaml", []],
    ["other.yaml#/list/0", ["list", 0]],
    ["other.yaml#/list/0/x", ["list", 0, "x"]],
    ["other.yaml#/a~1b", ["a/b"]],
  ])("%s, in another file", (reference, path) => {
    expect(open(reference)).toMatchObject({ document: { file: "other.yaml" }, path });
  });

  it("the document's own file is the document", () => {
    expect(open("./openapi.yaml#/a/c")).toMatchObject({ document: { file: "openapi.yaml" }, path: ["a", "c"] });
  });

  it("a file is read once, and its faults are told once", () => {
    const files: OpenFiles = new Map();
    const [first, second] = [open("other.yaml", files), open("other.yaml#/list/0", files)];
    expect("document" in first && "document" in second && first.document === second.document).toBe(true);
    expect(open("broken.yaml", files)).toMatchObject({ problems: [{ location: { file: "broken.yaml" } }] });
    expect(open("broken.yaml", files)).toEqual({ problems: [] });
  });

  it.each([
    ["other.yaml#/lists/0", 'Did you mean "list" for "lists"?'],
    ["other.yaml#/__proto__", 'Its file has no "__proto__" there.'],
    ["other.yaml#anchor", "Write the way to the schema"],
    ["other.yaml#/name", "Refer to a schema"],
    ["https://example.com/a.yaml", "A document never makes a request"],
  ])("%s is refused", (reference, hint) => {
    const refused = open(reference);
    expect("hint" in refused && refused.hint).toContain(hint);
  });
});

it("a schema keeps its name, or takes that of its file, or both", () => {
  const document = read("schemas/events.yaml", "Token: {}\n");
  expect(nameFor({ document, path: ["Token"] }, [])).toBe("Token");
  expect(nameFor({ document, path: [] }, ["Token"])).toBe("events");
  expect(nameFor({ document, path: ["Token"] }, ["Token"])).toBe("events_Token");
  expect(nameFor({ document, path: ["Token"] }, ["Token", "events_Token", "events_Token_2"])).toBe("events_Token_3");
});

it("what leads to the same is the same", () => {
  const [one, other] = [read("a.yaml", "b: {}\n"), read("a#.yaml", "b: {}\n")];
  expect(identityOf({ document: one, path: ["b"] })).toBe(identityOf({ document: one, path: ["b"] }));
  expect(identityOf({ document: one, path: ["b"] })).not.toBe(identityOf({ document: other, path: ["b"] }));
});
