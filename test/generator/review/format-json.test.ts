import { expect, it } from "vitest";
import { formatJson } from "../../../generator/review/format-json.js";
import { aChange, aReview } from "./reviews.js";

it("a change has all that is known of it, and places without the text of their files", () => {
  const { changes } = formatJson(aReview([aChange({})])) as { readonly changes: readonly object[] };
  expect(changes).toEqual([
    {
      rule: "response-removed",
      verdict: "major",
      breaks: "readers",
      operations: [{ route: "GET /pets", operationId: "listPets" }],
      subject: "Pet.name",
      what: "is gone",
      why: "code that reads it no longer compiles",
      mend: "stop reading it",
      location: { file: "openapi.yaml", line: 6, column: 5 },
      was: { file: "main:openapi.yaml", line: 7, column: 3 },
    },
  ]);
});

it("what a review does not have is left out of the JSON", () => {
  const review = aReview([aChange({ was: undefined, breaks: undefined, mend: undefined })]);
  const text = JSON.stringify(formatJson(review));
  expect(["version", "was", "breaks", "mend"].filter((key) => text.includes(`"${key}"`))).toEqual([]);
});

it("the version has what is needed, and whether it is missing", () => {
  const location = { file: "client.yaml", line: 2, column: 10, text: "version: 1.0.0" };
  const version = { base: "1.0.0", head: "1.0.0", needed: "2.0.0", isMissing: true, location };
  expect(formatJson({ ...aReview([]), version })).toEqual({
    name: "pets",
    base: "main",
    verdict: "none",
    version: {
      base: "1.0.0",
      head: "1.0.0",
      needed: "2.0.0",
      missing: true,
      location: { file: "client.yaml", line: 2, column: 10 },
    },
    changes: [],
    others: [],
  });
});
