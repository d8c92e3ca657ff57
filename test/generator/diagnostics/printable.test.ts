import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { printable, printableLine, printableStart, printableUnits } from "../../../generator/diagnostics/printable.js";

describe("printable", () => {
  it.each([
    ["plain text, ü and 🙂", "plain text, ü and 🙂"],
    ["two\nlines", "two\nlines"],
    ["a\r\tb\u0000\u001b[2J\u009b", "a\\u000d\\u0009b\\u0000\\u001b[2J\\u009b"],
    ["\u202eabc\u2066\u200f\u061c\ufeff\u2028", "\\u202eabc\\u2066\\u200f\\u061c\\ufeff\\u2028"],
    ["half \ud83d of a pair", "half \\ud83d of a pair"],
    ["https://user:pass@example.com/a", "https://***@example.com/a"],
    ["https://token@example.com", "https://***@example.com"],
    ["ftp://a:b@c and wss://d:e@f", "ftp://***@c and wss://***@f"],
    ['{"url":"https:\\/\\/user:pass@example.com"}', '{"url":"https:\\/\\/***@example.com"}'],
    ["https://user:p@ss@example.com", "https://***@example.com"],
    ["https://example.com/@scope/name?mail=a@b.c", "https://example.com/@scope/name?mail=a@b.c"],
    ["write to a@b.c", "write to a@b.c"],
    ["::error::x\n \u00a0::add-mask::y\na::b", "\\u003a:error::x\n \u00a0\\u003a:add-mask::y\na::b"],
    ["a ##[stop-commands]x and #[b]", "a ##\\u005bstop-commands]x and #[b]"],
  ])("%j becomes %j", (text, expected) => {
    expect(printable(text)).toBe(expected);
  });
});

it("a line has no line breaks, and so no beginning but its own", () => {
  expect(printableLine("a\n::error::b")).toBe("a\\u000a::error::b");
  expect(printableLine("::error::b")).toBe("\\u003a:error::b");
});

describe("printableUnits", () => {
  it("has one entry for each code unit, and prints what printable prints", () => {
    const piece = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.constantFrom("https://u:p@h/", "\u202e", "\ud800", "\t", "🙂", "##["),
    );
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const line = pieces.join("").replaceAll("\n", "");
        const units = printableUnits(line, 0, line.length);
        expect(units.join("").replaceAll("\t", "\\u0009")).toBe(printable(`|${line}`).slice(1));
        expect(units).toHaveLength(line.length);
      }),
    );
  });

  it("hides credentials that begin before the piece or end after it", () => {
    const line = "https://user:secret@example.com";
    expect(printableUnits(line, 15, 25).join("")).toBe("***@examp");
    expect(printableUnits(line, 0, 15).join("")).toBe("https://***");
  });
});

describe("printableStart", () => {
  it("is the whole text where that is short enough, and else its start, cut between characters", () => {
    const text = fc.string({ unit: fc.constantFrom("a", "😀", "\u001b", "\ud800", "https://u:p@h/"), maxLength: 20 });
    fc.assert(
      fc.property(text, fc.nat(60), (shown, length) => {
        const whole = printable(shown);
        const start = printableStart(shown, length);
        if (whole.length <= length) {
          expect(start).toBe(whole);
          return;
        }
        expect(start).toMatch(/^\P{Cs}*…$/u);
        expect(whole.startsWith(start.slice(0, -1))).toBe(true);
        expect([length, length - 1]).toContain(start.length - 1);
      }),
    );
  });

  it("hides the user of a URL whose host is cut off", () => {
    expect(printableStart("https://user:password@api.example/", 12)).toBe("https://***@…");
  });
});
