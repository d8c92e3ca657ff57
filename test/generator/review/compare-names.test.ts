import { describe, expect, it } from "vitest";
import { compareClients } from "../../../generator/review/compare-clients.js";
import { petchat, revisionOf, textOf, type Editable } from "./petchat.js";

function changes(base: Editable, head: Editable): readonly string[] {
  return compareClients({ base: revisionOf(petchat(), base), head: revisionOf(petchat(), head) }).changes.map(textOf);
}

const client = { name: "petchat", version: "1.0.0", license: "MIT", out: "../generated" };

describe("what client.yaml says of the package", () => {
  it("is its name, which every import has", () => {
    expect(changes(client, { ...client, name: "@pets/chat" })).toEqual([
      "package-renamed: petchat is called `@pets/chat` now",
    ]);
  });

  it("is what no code depends on", () => {
    expect(changes(client, { ...client, license: "ISC", keywords: ["pets"] })).toEqual([
      "package-described: license of the package changed",
      "package-described: keywords of the package changed",
    ]);
  });

  it("is not its version, which is judged, and not where it is written", () => {
    expect(changes(client, { ...client, version: "2.0.0", out: "elsewhere" })).toEqual([]);
  });
});

it("the name of a package that has no client.yaml is made of the title", () => {
  const head = { ...petchat(), info: { title: "Pet talk", version: "1.0.0" } };
  expect(compareClients({ base: revisionOf(petchat()), head: revisionOf(head) }).changes.map(textOf)).toEqual([
    "package-renamed: pet-chat is called `pet-talk` now",
    "package-described: description of the package changed",
    "documentation-changed: the document has other words in 2 places",
  ]);
});
