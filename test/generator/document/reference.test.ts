import { expect, it } from "vitest";
import {
  child,
  children,
  componentNamed,
  componentOf,
  endOf,
  findAt,
  follow,
  followChild,
  isReferenceOnly,
  keyOf,
  MAX_CHAIN,
  nodeAt,
  objectOf,
  referenceOf,
  referringNodes,
  rootOf,
  target,
} from "../../../generator/document/reference.js";
import type { JsonValue } from "../../../generator/document/source.js";
import { documentOf } from "../streams.js";
import { own, ref, schema } from "./schemas.js";

const document = documentOf({
  list: ["a", { b: 1 }],
  "x/y~z": { $ref: "#/list/1" },
  chain: { $ref: "#/x~1y~0z" },
  percent: { $ref: "#/x~1y~0z%" },
  circle: { $ref: "#/round" },
  round: { $ref: "#/circle" },
  text: "t",
});
const root = rootOf(document);

it.each([
  ["list", "list"],
  ["nothing", undefined],
  ["constructor", undefined],
  [0, undefined],
])("child %j of an object stands at %j", (key, expected) => {
  expect(child(root, key)?.path).toEqual(expected && [expected]);
});

it("child of an array is found by its index, of a scalar never", () => {
  const list = nodeAt(document, ["list"]);
  expect([child(list, 1), child(list, 2), child(list, "length"), child(nodeAt(document, ["text"]), "length")]).toEqual([
    { value: { b: 1 }, path: ["list", 1] },
    undefined,
    undefined,
    undefined,
  ]);
});

it("children are in order, each with its path", () => {
  expect(children(nodeAt(document, ["list"]))).toEqual([
    { value: "a", path: ["list", 0] },
    { value: { b: 1 }, path: ["list", 1] },
  ]);
  expect(children(root).map(keyOf)).toEqual(["list", "x/y~z", "chain", "percent", "circle", "round", "text"]);
  expect([children(undefined), children(nodeAt(document, ["text"]))]).toEqual([[], []]);
});

it.each([
  ["#/list/1/b", ["list", 1, "b"]],
  ["#/x~1y~0z", ["x/y~z"]],
  ["#/x%2Fy~0z", undefined],
  ["#/x~1y%7E0z", ["x/y~z"]],
  ["#/list/01", ["list", 1]],
  ["#/list/2", undefined],
  ["#/list/length", undefined],
  ["#", []],
  ["#list", undefined],
  ["list", undefined],
  ["other.yaml#/list", undefined],
  ["#/text/0", undefined],
])("target %s stands at %j", (reference, path) => {
  expect(target(document, reference)?.path).toEqual(path);
});

it("follow goes along a chain, and not round in a circle", () => {
  expect(follow(document, nodeAt(document, ["chain"]))).toEqual({ value: { b: 1 }, path: ["list", 1] });
  expect(follow(document, nodeAt(document, ["circle"]))).toBeUndefined();
  expect(follow(document, nodeAt(document, ["percent"]))).toBeUndefined();
  expect(follow(document, root)).toBe(root);
});

it.each([
  [0, {}, "{}"],
  [MAX_CHAIN - 1, {}, "{}"],
  [MAX_CHAIN, {}, '"on and on"'],
  [MAX_CHAIN * 50, {}, '"on and on"'],
  [3, { $ref: "#/R1" }, '"in a circle"'],
  [3, { $ref: "#/nowhere" }, '"nowhere"'],
  [3, { $ref: "other.yaml" }, '"nowhere"'],
])("a reference over %i others to %j ends at %s", (length, last, expected) => {
  const chain = Array.from({ length }, (_, index) => [`R${index}`, { $ref: `#/R${index + 1}` }] as const);
  const chained = documentOf(Object.fromEntries([...chain, [`R${length}`, last]]));
  const end = endOf(chained, { value: { $ref: "#/R0" }, path: [] });
  expect(JSON.stringify(typeof end === "string" ? end : end.value)).toBe(expected);
});

it("child and follow do without a node", () => {
  expect([child(undefined, "list"), follow(document, undefined)]).toEqual([undefined, undefined]);
});

it("a path leads to a node, or nowhere", () => {
  expect([findAt(document, ["list", 1, "b"]), findAt(document, ["list", 2, "b"])]).toEqual([
    { value: 1, path: ["list", 1, "b"] },
    undefined,
  ]);
  expect(componentNamed(documentOf({ components: { schemas: { A: true } } }), "A")?.value).toBe(true);
});

it("references are found where they are references, and where they are not left out", () => {
  const reference = { $ref: "#/a" };
  const whole = rootOf(
    documentOf({ a: [reference], example: reference, links: { b: reference }, properties: { $ref: {} } }),
  );
  const pathsOf = (leftOut?: ReadonlySet<string>) => referringNodes(whole, leftOut).map(({ path }) => path.join("/"));
  expect(pathsOf()).toEqual(["a/0", "links/b"]);
  expect(pathsOf(new Set(["links"]))).toEqual(["a/0"]);
  expect([isReferenceOnly(reference), isReferenceOnly({ ...reference, type: "string" })]).toEqual([true, false]);
});

it("followChild does without a node", () => {
  expect(followChild(document, root, "chain")?.path).toEqual(["list", 1]);
  expect([followChild(document, undefined, "chain"), followChild(document, root, "nothing")]).toEqual([
    undefined,
    undefined,
  ]);
});

it("referenceOf and objectOf take anything", () => {
  expect([referenceOf({ $ref: "#/a" }), referenceOf({ $ref: 1 }), referenceOf(null), referenceOf("#/a")]).toEqual([
    "#/a",
    undefined,
    undefined,
    undefined,
  ]);
  expect([objectOf(undefined), objectOf({ value: [1], path: [] }), objectOf({ value: { a: 1 }, path: [] })]).toEqual([
    {},
    {},
    { a: 1 },
  ]);
});

it.each<[JsonValue, string | undefined]>([
  [ref("A"), "A"],
  [ref("a~1b~0c"), "a/b~c"],
  [ref("%41"), "A"],
  [ref("50%"), "50%"],
  [ref("A/properties/type"), undefined],
  [{}, undefined],
])("the component of %j is %s", (value, name) => {
  expect(componentOf(own(value))).toBe(name);
});

it("a component is its own", () => {
  expect([componentOf(schema("A")), componentOf(schema("A/properties/type"))]).toEqual(["A", undefined]);
});
