import fc from "fast-check";
import { query } from "json-p3";
import { expect, it } from "vitest";
import { toJsonPath, toSegments } from "../../../generator/document/json-path.js";
import { pathsOf } from "../documents.js";
import { jsonObject } from "../json.js";

it.each<[readonly (string | number)[], string]>([
  [[], ""],
  [["paths", "/chat/{id}", "get"], ".paths['/chat/{id}'].get"],
  [["a", 0, "b"], ".a[0].b"],
  [["x-y", "it's", "a\\b", ""], "['x-y']['it\\'s']['a\\\\b']['']"],
  [["a\nb", "\u2028"], String.raw`['a\nb']['\u2028']`],
])("the segments of %j are %s", (path, expected) => {
  expect(toSegments(path)).toBe(expected);
  expect(toJsonPath(path)).toBe(`$${expected}`);
});

it("a name of characters that have an escape of their own is found by it", () => {
  const name = "\b\t\n\f\r'\\\u007f\u2029";
  expect(query(toJsonPath([name]), { [name]: 1 }).values()).toEqual([1]);
});

it("a path selects what it was made for", () => {
  fc.assert(
    fc.property(jsonObject, (value) => {
      for (const path of pathsOf(value)) {
        const [found, ...others] = [...query(toJsonPath(path), value as never)];
        expect([found?.location, others]).toEqual([path, []]);
      }
    }),
    { numRuns: 50 },
  );
});
