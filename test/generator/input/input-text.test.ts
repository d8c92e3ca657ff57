import { expect, it } from "vitest";
import { inputText } from "../../../generator/input/input-text.js";

it.each([
  [{}, true, ""],
  [{ folder: "apis/one" }, true, " apis/one"],
  [{ spec: "petchat.yaml" }, true, " petchat.yaml"],
  [{ spec: "petchat.yaml" }, false, " --spec petchat.yaml"],
  [{ folder: "apis/one" }, false, ""],
  [
    { spec: "a b.yaml", overlays: ["x.yaml", "it's.yaml"] },
    false,
    ` --spec 'a b.yaml' --overlay x.yaml 'it'\\''s.yaml'`,
  ],
])("the files of %j, where folders are taken: %s, are named by %j", (request, takesFolders, text) => {
  expect(inputText(request, takesFolders)).toBe(text);
});
