import fc from "fast-check";
import { resolve } from "node:path";
import { expect, it } from "vitest";

import type { Location } from "../../../generator/diagnostics/diagnostics.js";
import { toWorkflowCommand } from "../../../generator/diagnostics/github.js";

const at = (file: string): Location => ({ file, line: 2, column: 3, text: "one\ntwo" });

it("names the file from the checkout, wherever the command runs", () => {
  const diagnostic = { severity: "warning", message: "Odd", location: at("spec/a.yaml") } as const;
  expect(toWorkflowCommand(diagnostic, process.cwd())).toBe("::warning file=spec/a.yaml,line=2,col=3::Odd.");
  expect(toWorkflowCommand(diagnostic, resolve(".."))).toMatch(/^::warning file=[^/]+\/spec\/a\.yaml,line=2,col=3::/);
});

it("keeps the lines of a hint, and does without a place", () => {
  const command = toWorkflowCommand({ severity: "error", message: "100% wrong", hint: "- a:\n  b" }, process.cwd());
  expect(command).toBe("::error::100%25 wrong.%0A- a:%0A  b");
});

it("is one command of one line, whatever a document puts into it", () => {
  const hostile = fc.oneof(fc.constantFrom("\n::error::x", "\r\n", "a,line=9", "a::b", "%0A"), fc.string());
  fc.assert(
    fc.property(hostile, hostile, hostile, (file, message, hint) => {
      const command = toWorkflowCommand({ severity: "error", message, hint, location: at(`a${file}`) }, process.cwd());
      expect(command).toMatch(/^::error file=[^:,\r\n]*,line=2,col=3::[^\r\n]*$/);
    }),
  );
});
