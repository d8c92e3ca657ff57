import { createHash } from "node:crypto";
import { stringify } from "yaml";
import type { RuleId } from "../../../generator/review/rules.js";
import { petchat } from "./petchat.js";
import type { RuleExample } from "./rule-examples.js";

/** The two documents of an example, as texts. */
export function textsOf({ edit, both, reversed }: RuleExample): { readonly base: string; readonly head: string } {
  const [base, head] = [petchat(), petchat()];
  both?.(base);
  both?.(head);
  edit(reversed ? base : head);
  return { base: stringify(base), head: stringify(head) };
}

/** What an example is recorded under: another document is another example. */
export function keyOf(example: RuleExample): string {
  const { base, head } = textsOf(example);
  return `${example.found[0]} (${createHash("sha256").update(base).update(head).digest("hex").slice(0, 8)})`;
}

/** Why we judge otherwise than Redocly's `diff`, by rule. */
export const DIFFERENCES: Partial<Readonly<Record<RuleId, string>>> = {
  "type-removed": "it judges the API, and knows no names of types",
  "component-removed": "it judges the API, and knows no names of types",
  "request-removed": "the API ignores the field; code that sends it no longer compiles",
  "response-narrowed": "it takes any change of `const` for a break, a value more or less",
  "response-additional-removed": "the API sends what it sent; code that reads it no longer compiles",
  "response-media-type-added": "`data` gets another type, and code that reads it no longer compiles",
  "status-added": "`data` gets another type, and code that reads it no longer compiles",
  "status-added-alike": "it takes the new status for another name of an old one",
  "stream-request-changed": "it knows nothing of `x-event-stream`",
  "stream-format-changed": "the client asks for the format and reads it, and nobody sees which it is",
  "discriminator-changed": "the fields are both there; code that narrows by the old one no longer compiles",
  "end-changed": "it knows nothing of `x-event-stream`",
  "error-changed": "it knows nothing of `x-event-stream`",
  "text-removed": "it knows nothing of `x-event-stream`",
  "text-changed": "it knows nothing of `x-event-stream`",
  "event-added": "it does not know that clients skip an event that they do not know",
  "end-added": "it does not know that clients skip an event that they do not know",
  "event-removed": "a union that loses a branch is safe where no code waits for it",
};
