import fc from "fast-check";
import { expect, it } from "vitest";

import { jsonPositions } from "../../../generator/document/json-positions.js";
import type { JsonValue } from "../../../generator/document/source.js";
import { parseYaml } from "../../../generator/document/parse-yaml.js";
import { pathsOf } from "../documents.js";
import { json } from "../json.js";

/** White space of every kind between the signs of a JSON text, and strings in every spelling. */
function print(value: JsonValue, blank: () => string): string {
  const around = (text: string): string => `${blank()}${text}${blank()}`;
  const escape = (text: string): string => JSON.stringify(text).replaceAll("a", "\\u0061").replaceAll("/", "\\/");
  if (typeof value === "string") return around(escape(value));
  if (Array.isArray(value)) return around(`[${value.map((item) => print(item, blank)).join()}${blank()}]`);
  if (typeof value !== "object" || value === null) return around(JSON.stringify(value));
  const members = Object.entries(value).map(([key, member]) => `${around(escape(key))}:${print(member, blank)}`);
  return around(`{${members.join()}${blank()}}`);
}

it("are those that the YAML reader finds, for every value and key of any JSON", () => {
  const blanks = fc.array(fc.constantFrom("", " ", "\n", "\r\n", "  \n "), { minLength: 1, maxLength: 7 });
  fc.assert(
    fc.property(json, blanks, (value, spaces) => {
      let count = 0;
      const text = print(value, () => spaces[(count += 1) % spaces.length] as string);
      const [mine, yaml] = [jsonPositions(text), parseYaml(text)];
      for (const path of pathsOf(value)) {
        for (const part of ["key", "value"] as const) {
          const offset = mine.find(path, part);
          expect([path, part, offset]).toEqual([path, part, yaml.find(path, part)]);
          expect(mine.position(offset)).toEqual(yaml.position(offset));
        }
        expect(mine.find([...path, "nowhere", 3], "key")).toBe(yaml.find([...path, "nowhere", 3], "key"));
      }
    }),
  );
});

it("go as deep as documents may, and stay on the last line", () => {
  const text = `\n${"[".repeat(500)}${"]".repeat(500)}\n`;
  const positions = jsonPositions(text);
  expect(positions.position(positions.find(Array<number>(499).fill(0), "value"))).toEqual({ line: 2, column: 500 });
  expect(positions.position(text.length)).toEqual({ line: 3, column: 1 });
});
