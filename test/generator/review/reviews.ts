import { VERDICTS, type JudgedChange, type Review } from "../../../generator/review/judgement.js";

/** A change that breaks readers of one operation, where a test says nothing else. */
export function aChange(change: {
  readonly [key in keyof JudgedChange]?: JudgedChange[key] | undefined;
}): JudgedChange {
  const was = { file: "main:openapi.yaml", line: 7, column: 3, text: "name: {type: string}" };
  return {
    rule: "response-removed",
    verdict: "major",
    breaks: "readers",
    why: "code that reads it no longer compiles",
    mend: "stop reading it",
    subject: "Pet.name",
    what: "is gone",
    operations: [{ route: "GET /pets", operationId: "listPets" }],
    location: { file: "openapi.yaml", line: 6, column: 5, text: "properties: {}" },
    was,
    shown: was,
    ...change,
  } as JudgedChange;
}

/** A review of changes, the worst first. */
export function aReview(changes: readonly JudgedChange[]): Review {
  const verdict = VERDICTS.findLast((one) => changes.some((change) => change.verdict === one)) ?? "none";
  return { name: "pets", base: "main", verdict, changes, others: [], version: undefined };
}
