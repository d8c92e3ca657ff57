import { expect, it } from "vitest";
import { fill, slotsOf, type Slot } from "../../../generator/emit/slots.js";

const TEMPLATE = `// A banner.

import { a } from "./a.js";
import type { b } from "./b.js";

/** Names {a} type. */
type Is<T> = T;

/** An event. */
export interface Event extends Is<b> {}

export interface Events {
  one: Event;
}

export const table = {
  one: { a },
} as const satisfies Record<string, object>;
`;

function textOf({ start, end }: Slot): string {
  return TEMPLATE.slice(start, end);
}

it("finds what is declared, with its comment, and none of the banner", () => {
  const slots = slotsOf(TEMPLATE);
  expect(textOf(slots.importOf("./a.js"))).toBe(`import { a } from "./a.js";\n`);
  expect(textOf(slots.declarationOf("Is"))).toBe("/** Names {a} type. */\ntype Is<T> = T;\n");
  expect(slots.extending.map(textOf)).toEqual(["/** An event. */\nexport interface Event extends Is<b> {}\n"]);
  expect(textOf(slots.membersOf("Events"))).toBe("\n  one: Event;\n");
  expect(textOf(slots.membersOf("table"))).toBe("\n  one: { a },\n");
});

it("stops at a template that has lost a slot", () => {
  const slots = slotsOf(TEMPLATE);
  expect(() => slots.importOf("./c.js")).toThrow("The template has no import of ./c.js");
  expect(() => slots.declarationOf("Events")).toThrow("The template has no type Events");
  expect(() => slots.membersOf("Is")).toThrow("The template has no Is");
});

it("fills slots in any order, with any text", () => {
  const slots = slotsOf(TEMPLATE);
  const filled = fill(TEMPLATE, [
    [slots.membersOf("table"), " two: '$&' "],
    [slots.importOf("./a.js"), ""],
    [slots.membersOf("Events"), ""],
  ]);
  expect(filled).toContain("export const table = { two: '$&' } as const");
  expect(filled).toContain("export interface Events {}");
  expect(filled).toContain(`// A banner.\n\nimport type { b }`);
});
