import { stripVTControlCharacters } from "node:util";

import fc from "fast-check";
import { describe, expect, it } from "vitest";

import {
  DiagnosticsError,
  didYouMean,
  formatDiagnostic,
  suggest,
  type Diagnostic,
} from "../../../generator/diagnostics/diagnostics.js";

const location = { file: "spec/openapi.yaml", line: 3, column: 5, text: "a: 1\nb: 2\nc: {d: 3}\ne: 4\nf: 5\ng: 6\n" };

describe("formatDiagnostic", () => {
  it("shows the place, the frame, the hint and related places", () => {
    const diagnostic: Diagnostic = {
      severity: "error",
      message: "d is not wanted here",
      hint: "Write this instead:\n- target: $.c\n\n  remove: true",
      location,
      related: [{ message: "declared here", location: { ...location, file: "other.yaml", line: 1, column: 1 } }],
    };
    expect(`\n${formatDiagnostic(diagnostic)}\n`).toBe(`
spec/openapi.yaml:3:5 - error: d is not wanted here.

  1 | a: 1
  2 | b: 2
> 3 | c: {d: 3}
    |     ^
  4 | e: 4
  5 | f: 5

  Write this instead:
  - target: $.c

    remove: true

  other.yaml:1:1 - declared here.

  > 1 | a: 1
      | ^
    2 | b: 2
    3 | c: {d: 3}
`);
  });

  it("holds no command for a workflow's runner, whatever stands in the document", () => {
    const evil = fc.constantFrom(
      "::error::x",
      "\n::stop-commands::x",
      "\n \u00a0::add-mask::y",
      "##[error]z",
      "\u2028::e::",
    );
    const texts = fc.array(fc.oneof(evil, fc.string({ unit: "binary" }))).map((pieces) => pieces.join(""));
    fc.assert(
      fc.property(texts, texts, texts, (message, hint, text) => {
        const place = { ...location, file: message, text, line: 1, column: 1 };
        const related = [{ message: hint, location: place }];
        const printed = formatDiagnostic({ severity: "error", message, hint, location: place, related });
        expect(printed.split("\n").filter((line) => line.trim().startsWith("::") || line.includes("##["))).toEqual([]);
      }),
    );
  });

  it("does without a place and a hint", () => {
    expect(formatDiagnostic({ severity: "warning", message: "no stream was found" })).toBe(
      "warning: no stream was found.",
    );
  });

  it("colours on demand only, and colour changes nothing else", () => {
    const diagnostic: Diagnostic = { severity: "error", message: "wrong", hint: "Mend it.", location };
    const coloured = formatDiagnostic(diagnostic, true);
    expect(coloured).toContain("\u001b[31m");
    expect(stripVTControlCharacters(coloured)).toBe(formatDiagnostic(diagnostic));
    expect(formatDiagnostic(diagnostic)).not.toContain("\u001b");
  });

  it("lets no document write to the terminal, nor show its secrets, in any part", () => {
    const evil = "\u001b[31m \u202e https://user:pa:ss@example.com/ \u0007";
    const at = { file: `${evil}.yaml`, line: 1, column: 1, text: evil };
    const shown = formatDiagnostic({
      severity: "error",
      message: evil,
      hint: evil,
      location: at,
      related: [{ message: evil, location: at }],
    });
    expect(shown).not.toMatch(/[^\n\P{Cc}]|\u202e|pa:ss|user/u);
    expect(shown.split("\\u001b[31m \\u202e https://***@example.com/ \\u0007")).toHaveLength(8);
  });
});

describe("DiagnosticsError", () => {
  it("holds all diagnostics, and their text as its message", () => {
    const diagnostics = [
      { severity: "error", message: "one" },
      { severity: "error", message: "two" },
    ] as const;
    const error = new DiagnosticsError(diagnostics);
    expect(error).toBeInstanceOf(Error);
    expect(error.name).toBe("DiagnosticsError");
    expect(error.diagnostics).toBe(diagnostics);
    expect(error.message).toBe("error: one.\n\nerror: two.");
  });
});

describe("suggest", () => {
  it.each([
    ["updat", ["target", "update", "remove"], "update"],
    ["udpate", ["update"], "update"],
    ["Target", ["target"], "target"],
    ["/chta", ["/chat", "/chats"], "/chat"],
    ["/api/v1/chat/{session_id}", ["/api/v1/chat/{session_id}/", "/api/v2/chat"], "/api/v1/chat/{session_id}/"],
    ["ab", ["cd", "AB"], "AB"],
    ["x", ["y", "xy"], undefined],
    ["target", ["update", "remove"], undefined],
    ["", ["a"], undefined],
    ["a", [], undefined],
    ["b".repeat(1000), ["b".repeat(1001)], undefined],
  ])("%s among %j: %s", (word, candidates, expected) => {
    expect(suggest(word, candidates)).toBe(expected);
  });

  it("prefers the nearest, and the first of two that are equally near", () => {
    expect(suggest("stream", ["strxxm", "strem", "sream"])).toBe("strem");
    expect(didYouMean("stream", ["strem"])).toBe('Did you mean "strem"?');
    expect(didYouMean("stream", ["other"])).toBeUndefined();
  });
});
