import { writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import fc from "fast-check";
import ts from "typescript";
import { expect, it } from "vitest";
import { emitTypes } from "../../../generator/emit/emit-types.js";
import { lowerDocument } from "../../../generator/emit/lower.js";
import { RULES, type RuleId } from "../../../generator/review/rules.js";
import { temporaryFolder } from "../../support/run.js";
import { changesBetween, revisionOf, textOf, type Editable } from "./petchat.js";
import { randomDocument } from "./random-documents.js";
import { BREAKING_EDITS, SAFE_EDITS } from "./random-edits.js";

const CASES = 40;

/** Edits of schemas: what they do to types is there to be compared at both ends. */
const EDITS = [...SAFE_EDITS, ...BREAKING_EDITS].filter(({ name }) => /\((Sent|Read)/.test(name));

interface Case {
  readonly base: Editable;
  readonly head: Editable;
  readonly names: readonly string[];
}

/** openapi-typescript loses a property called `__proto__`. */
const document = randomDocument.map(
  (value) => JSON.parse(JSON.stringify(value).replaceAll("__proto__", "e")) as Editable,
);

const cases: fc.Arbitrary<Case> = fc
  .tuple(document, fc.subarray(EDITS, { minLength: 1, maxLength: 3 }), fc.infiniteStream(fc.nat(1000)))
  .map(([base, edits, numbers]) => {
    const head = structuredClone(base);
    const done = edits.filter((edit) => edit.apply(head, (count) => (numbers.next().value as number) % count));
    return { base, head, names: done.map(({ name }) => name) };
  });

async function typesOf(value: Editable): Promise<string> {
  const revision = revisionOf(value);
  return emitTypes(revision.document, lowerDocument(revision.document, revision.model));
}

/** Old calls against the new types, and new answers against the old types. */
function checkOf(index: number): string {
  return `import type * as Old from "./base${index}.js";
import type * as New from "./head${index}.js";
type Sent<P extends Old.paths | New.paths> = [P["/call"]["post"]["requestBody"], P["/call"]["post"]["parameters"]["query"]];
type Read<P extends Old.paths | New.paths> = P["/call"]["post"]["responses"][200]["content"]["application/json"];
export const sent = (value: Sent<Old.paths>): Sent<New.paths> => value;
export const read = (value: Read<New.paths>): Read<Old.paths> => value;
`;
}

/** The exported functions that do not compile: `check0.ts sent`. */
function refusedIn(folder: string, checks: readonly string[]): ReadonlySet<string> {
  const options: ts.CompilerOptions = { strict: true, noEmit: true, module: ts.ModuleKind.NodeNext, types: [] };
  const program = ts.createProgram(
    checks.map((name) => join(folder, name)),
    options,
  );
  const found = ts.getPreEmitDiagnostics(program).map(({ file, start, messageText }) => {
    const line = file?.text.slice(0, start).split("\n").at(-1) ?? "";
    const what = /export const (\w+)/.exec(line)?.[1];
    if (file === undefined || what === undefined) throw new Error(ts.flattenDiagnosticMessageText(messageText, "\n"));
    return `${basename(file.fileName)} ${what}`;
  });
  return new Set(found);
}

/** Which sides TypeScript refuses after a change, and which sides the review calls broken. */
async function judged(changed: readonly Omit<Case, "names">[]) {
  await using folder = await temporaryFolder();
  const write = (name: string, text: string): Promise<void> => writeFile(join(folder.path, name), text);
  for (const [index, { base, head }] of changed.entries()) {
    await write(`base${index}.ts`, await typesOf(base));
    await write(`head${index}.ts`, await typesOf(head));
    await write(`check${index}.ts`, checkOf(index));
  }
  const refused = refusedIn(
    folder.path,
    changed.map((_, index) => `check${index}.ts`),
  );
  return changed.map(({ base, head }, index) => {
    const changes = changesBetween(base, head);
    // Of a name that is no longer there, the check says nothing, nor does TypeScript of one field more.
    const rules = changes.filter(({ rule }) => !UNSEEN.has(rule)).map(({ rule }) => RULES[rule]);
    const broken = new Set(rules.map((rule) => "breaks" in rule && rule.breaks));
    return {
      refused: SIDES.filter((side) => refused.has(`check${index}.ts ${side}`)),
      broken: SIDES.filter((side) => broken.has(side === "sent" ? "callers" : "readers")),
      found: changes.map(textOf),
    };
  });
}

const SIDES = ["sent", "read"] as const;
const UNSEEN: ReadonlySet<RuleId> = new Set(["component-removed", "request-removed"]);

it("what TypeScript refuses is found: no call and no reading that stops to compile is called safe", async () => {
  const sample = fc.sample(cases, CASES);
  const results = await judged(sample);
  const missed = results.flatMap(({ refused, broken, found }, index) => {
    const { base, names } = sample[index] as Case;
    const sides = refused.filter((side) => !broken.includes(side));
    return sides.map((side) => ({ side, names, found, base: JSON.stringify(base.components.schemas) }));
  });
  expect(missed).toEqual([]);
  // Were nothing refused, nothing would have been tried.
  expect(results.flatMap(({ refused }) => refused).length).toBeGreaterThan(3);
});

const refTo = (name: string): Editable => ({ $ref: `#/components/schemas/${name}` });

/** An API that takes and gives one of several pets. */
function pets(schemas: Editable): Editable {
  const content = { "application/json": { schema: refTo("Pet") } };
  const responses = { "200": { description: "The same.", content } };
  const post = { requestBody: { required: true, content }, responses };
  return {
    openapi: "3.2.0",
    info: { title: "Pets", version: "1.0.0" },
    paths: { "/call": { post } },
    components: { schemas },
  };
}

const pet = (tag: Editable, field: string): Editable => ({
  type: "object",
  required: ["kind"],
  properties: { kind: tag, sort: { type: "string" }, [field]: { type: "integer" } },
});

const union = (...names: readonly string[]): Editable => ({ oneOf: names.map(refTo) });
const members = (tags: Editable = { type: "string" }): Editable => ({
  Cat: pet(tags, "lives"),
  Dog: pet(tags, "barks"),
});
const mapped = (mapping?: Editable, propertyName = "kind"): Editable => ({
  discriminator: { propertyName, ...(mapping && { mapping }) },
});
const told = (mapping?: Editable, propertyName?: string, among = members()): Editable =>
  pets({ ...among, Pet: { ...union("Cat", "Dog"), ...mapped(mapping, propertyName) } });
const heirs = (discriminator: Editable, name = "Lion"): Editable =>
  pets({
    Animal: { ...pet({ type: "string" }, "age"), ...discriminator },
    [name]: { allOf: [refTo("Animal"), { properties: { mane: { type: "string" } } }] },
    Pet: { type: "object", properties: { first: refTo(name), all: { type: "array", items: refTo("Animal") } } },
  });

const NAMES = { cat: "Cat", dog: "#/components/schemas/Dog" };
const BARE = pets({ ...members(), Pet: union("Cat", "Dog") });
const { Cat, Dog } = members();

/** What is said of the same pets in two ways. */
const PETS: readonly [name: string, one: Editable, other: Editable][] = [
  ["no discriminator", told(NAMES), BARE],
  ["no discriminator, and no mapping before", told(), BARE],
  ["no mapping", told(NAMES), told()],
  ["another name", told(NAMES), told({ kitty: "Cat", dog: "Dog" })],
  ["one more name", told(NAMES), told({ ...NAMES, kitten: "Cat" })],
  ["another property", told(NAMES), told(NAMES, "sort")],
  [
    "another component, without a mapping",
    told(),
    pets({ Kitty: Cat, Dog, Pet: { ...union("Kitty", "Dog"), ...mapped() } }),
  ],
  [
    "another component of the same name",
    told(NAMES),
    pets({ Kitty: Cat, Dog, Pet: { ...union("Kitty", "Dog"), ...mapped({ ...NAMES, cat: "Kitty" }) } }),
  ],
  ["a property that no member declares", told(NAMES, "breed"), BARE],
  [
    "members that say their values",
    told(NAMES, "kind", members({ enum: ["a", "b"] })),
    told(NAMES, "sort", members({ enum: ["a", "b"] })),
  ],
  [
    "constants in the place of a mapping",
    told(NAMES),
    pets({ Cat: pet({ const: "cat" }, "lives"), Dog: pet({ const: "dog" }, "barks"), Pet: union("Cat", "Dog") }),
  ],
  ["heirs without a discriminator", heirs(mapped({ lion: "Lion" })), heirs({})],
  ["heirs of another name", heirs(mapped({ lion: "Lion" })), heirs(mapped({ Leo: "Lion" }))],
  ["heirs of another component", heirs(mapped()), heirs(mapped(), "Leo")],
];

const list = (items: Editable, ...prefixItems: readonly Editable[]): Editable =>
  pets({
    Pet: { type: "array", ...(prefixItems.length > 0 && { prefixItems }), ...(items !== undefined && { items }) },
  });
const number = { type: "number" };
const string = { type: "string" };
const counted = (type: string, ...values: readonly number[]): Editable => pets({ Pet: { type, enum: values } });

/** Lists of items that are told one by one, and numbers that are. */
const LISTS: readonly [name: string, one: Editable, other: Editable][] = [
  ["a list, or one item of it", list(number), list(false, number)],
  ["a list, or items of another type", list(string), list(false, number)],
  ["items more", list(false, number), list(false, number, string)],
  ["another item", list(false, number, string), list(false, number, number)],
  ["the same items", list(false, number, string), list(false, { ...number, description: "The first." }, string)],
  ["integers that are listed", counted("integer", 1, 2), counted("number", 1, 2)],
  ["numbers that are listed", counted("integer", 1, 2), counted("number", 1, 2.5)],
];

it.each([
  ["discriminators say", PETS],
  ["lists are", LISTS],
])("what %s is told where TypeScript minds, and only there", async (_, pairs) => {
  const both = pairs.flatMap(([name, base, head]) => [
    { name, base, head },
    { name: `${name}, the other way round`, base: head, head: base },
  ]);
  const results = await judged(both);
  const wrong = results.flatMap(({ refused, broken, found }, index) =>
    refused.join() === broken.join() ? [] : [{ name: both[index]?.name, refused, broken, found }],
  );
  expect(wrong).toEqual([]);
  expect(results.filter(({ refused }) => refused.length > 0).length).toBeGreaterThan(5);
});
