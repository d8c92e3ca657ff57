import { expect, it } from "vitest";

import type { Location } from "../../../generator/diagnostics/diagnostics.js";
import { toJson } from "../../../generator/diagnostics/json.js";

const at = (line: number): Location => ({ file: "spec/a.yaml", line, column: 3, text: "one\ntwo" });

it("has the place flat, and the text of no file", () => {
  const related = [{ message: "The first one", location: at(1) }];
  expect(toJson({ severity: "error", message: "Wrong", hint: "Mend it.", location: at(2), related })).toEqual({
    severity: "error",
    file: "spec/a.yaml",
    line: 2,
    column: 3,
    message: "Wrong",
    hint: "Mend it.",
    related: [{ file: "spec/a.yaml", line: 1, column: 3, message: "The first one" }],
  });
});

it("leaves out what is not there", () => {
  expect(Object.keys(toJson({ severity: "warning", message: "Odd" }))).toEqual(["severity", "message"]);
});

it("holds nothing that a terminal obeys, and no secret", () => {
  const bad = "\u001b[31m https://me:secret@example.com/ \u202e";
  const location = { ...at(1), file: bad };
  const text = JSON.stringify(
    toJson({ severity: "error", message: bad, hint: bad, location, related: [{ message: bad, location }] }),
  );
  expect(text.split("\\\\u001b[31m https://***@example.com/ \\\\u202e")).toHaveLength(6);
});
