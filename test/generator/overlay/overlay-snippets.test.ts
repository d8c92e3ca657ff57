import fc from "fast-check";
import { query } from "json-p3";
import { expect, it } from "vitest";
import { parse } from "yaml";
import { overlayAction, toYaml } from "../../../generator/overlay/overlay-snippets.js";
import { jsonObject } from "../json.js";
import { pathsOf } from "../documents.js";

it.each([
  [[], "$"],
  [["paths", "/chat/{id}", "post", "responses", "200"], "$.paths['/chat/{id}'].post.responses['200']"],
  [["a", 0, "b"], "$.a[0].b"],
  [["it's"], "\"$['it\\\\'s']\""],
  [["a\nb", "\u2028"], String.raw`"$['a\\nb']['\\u2028']"`],
])("the target of %j is %s", (path, expected) => {
  expect(overlayAction(path, "a: 1")).toBe(`- target: ${expected}\n  update:\n    a: 1`);
});

it("a path selects what it was made for, and survives the YAML of the action", () => {
  fc.assert(
    fc.property(jsonObject, (value) => {
      for (const path of pathsOf(value)) {
        const [action] = parse(overlayAction(path, "a: 1")) as { target: string; update: unknown }[];
        const [found, ...others] = [...query(action?.target ?? "", value as never)];
        expect([found?.location, others]).toEqual([path, []]);
      }
    }),
    { numRuns: 50 },
  );
});

it("an action is ready to paste", () => {
  expect(overlayAction(["paths", "/chat", "post"], "operationId: chat\nsummary: Chat")).toBe(
    "- target: $.paths['/chat'].post\n  update:\n    operationId: chat\n    summary: Chat",
  );
});

it.each(["type", "a.b", "null", "yes", "1", "a: b", "- a", "", "#", "ü"])("toYaml(%j) is read back", (name) => {
  expect(parse(`[${toYaml(name)}]`)).toEqual([name]);
});
