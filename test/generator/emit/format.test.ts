import { format } from "prettier";
import { expect, it } from "vitest";
import { formatTypeScript } from "../../../generator/emit/format.js";

it("formats as prettier does with TypeScript's own parser", async () => {
  const text = `export const a = {\n b: 1, 'c-d': <const T,>(x: T) => x } as const satisfies Record<string, unknown>
export type E = | "a" | ("b" & {}); export interface F<in out T> extends Is<T> {}\n`;
  expect(await formatTypeScript(text)).toBe(await format(text, { parser: "typescript", printWidth: 120 }));
});
