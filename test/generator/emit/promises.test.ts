import { describe, expect, it } from "vitest";
import { LIMITS, PROMISES } from "../../../generator/emit/promises.js";
import type { StreamErrorKind } from "../../../templates/index.js";

/** Each promise is kept in test/runtime/promises.test.ts, under its own words. */
describe("a promise", () => {
  it("is made once", () => {
    expect(new Set(PROMISES.map(([what]) => what)).size).toBe(PROMISES.length);
  });

  it("and a limit fit on a line, and into a cell of a table", () => {
    const texts = [...PROMISES.flat(), ...LIMITS];
    expect(texts.filter((text) => text === "" || text !== text.trim() || /[|\n]/.test(text))).toEqual([]);
    expect(texts.filter((text) => text.split("`").length % 2 === 0)).toEqual([]);
  });

  it("is made of every kind of failure that a stream has", () => {
    const kinds: Readonly<Record<StreamErrorKind, true>> = {
      event: true,
      truncated: true,
      decode: true,
      network: true,
      timeout: true,
      "content-type": true,
      overflow: true,
    };
    const promised = PROMISES.flatMap(([, sees]) => /kind `(.*?)`/.exec(sees)?.[1] ?? []);
    expect(promised.sort()).toEqual(Object.keys(kinds).sort());
  });
});
