import { isDeepStrictEqual } from "node:util";
import { toMarkdownCode } from "../document/escape.js";
import { child, type Node } from "../document/reference.js";
import { isObject, type JsonValue } from "../document/source.js";
import type { Both } from "./finding.js";

/** What became of one constraint: fewer values are allowed, more are, or others. */
export interface ConstraintChange {
  readonly effect: "tightened" | "loosened" | "changed";
  /** What became of it, in Markdown. */
  readonly what: string;
  /** The schemas that have it. */
  readonly at: Partial<Both<Node | undefined>>;
}

const LOWER = new Map([
  ["minLength", "exclusive"],
  ["minItems", "exclusive"],
  ["minProperties", "exclusive"],
  ["minContains", "exclusive"],
  ["minimum", "exclusiveMinimum"],
]);
const UPPER = new Map([
  ["maxLength", "exclusive"],
  ["maxItems", "exclusive"],
  ["maxProperties", "exclusive"],
  ["maxContains", "exclusive"],
  ["maximum", "exclusiveMaximum"],
]);

/** Keywords whose value is a constraint as a whole: with another value, other things are allowed. */
const WHOLE = `pattern format multipleOf uniqueItems contentEncoding contentMediaType contentSchema
  x-jsonschema-contentSchema additionalItems contains not if then else propertyNames patternProperties
  dependentRequired dependentSchemas dependencies unevaluatedItems unevaluatedProperties`.split(/\s+/);

/** Values that say what holds without them. */
const NOTHING: ReadonlyMap<string, JsonValue> = new Map<string, JsonValue>([
  ["uniqueItems", false],
  ["unevaluatedItems", true],
  ["unevaluatedProperties", true],
  ["additionalItems", true],
]);

/** The values of keywords that are compared as a whole, and may refer to what is not in them. */
export function wholeConstraints(parts: readonly Node[]): readonly Node[] {
  return parts.flatMap((part) => WHOLE.flatMap((keyword) => child(part, keyword) ?? []));
}

/** Compares what the parts of a schema constrain. */
export function compareConstraints(parts: Both<readonly Node[]>): readonly ConstraintChange[] {
  return [
    ...[...LOWER].flatMap(([keyword, exclusive]) => compareBounds(parts, keyword, exclusive, 1)),
    ...[...UPPER].flatMap(([keyword, exclusive]) => compareBounds(parts, keyword, exclusive, -1)),
    ...WHOLE.flatMap((keyword) => compareWhole(parts, keyword)),
  ];
}

interface Bound {
  readonly value: number;
  readonly exclusive: boolean;
  readonly at: Node;
}

function compareBounds(
  parts: Both<readonly Node[]>,
  keyword: string,
  exclusiveKeyword: string,
  sign: 1 | -1,
): readonly ConstraintChange[] {
  const [base, head] = [parts.base, parts.head].map((nodes) => tightest(nodes, keyword, exclusiveKeyword, sign));
  const order = compareTightness(head, base, sign);
  if (order === 0) return [];
  const show = (bound: Bound): string =>
    toMarkdownCode(`${bound.exclusive ? exclusiveKeyword : keyword}: ${bound.value}`);
  return [
    {
      effect: order > 0 ? "tightened" : "loosened",
      what: became(base && show(base), head && show(head)),
      at: { base: base?.at, head: head?.at },
    },
  ];
}

/** JSON Schema 2020-12 has the exclusive bound as a number; OpenAPI 3.0 as a flag beside the bound. */
function tightest(nodes: readonly Node[], keyword: string, exclusiveKeyword: string, sign: 1 | -1): Bound | undefined {
  const bounds = nodes.flatMap((at): Bound[] => {
    if (!isObject(at.value)) return [];
    const inclusive = at.value[keyword];
    const exclusive = at.value[exclusiveKeyword];
    return [
      ...(typeof inclusive === "number" ? [{ value: inclusive, exclusive: exclusive === true, at }] : []),
      ...(typeof exclusive === "number" ? [{ value: exclusive, exclusive: true, at }] : []),
    ];
  });
  const said = bounds.filter(({ value }) => sign < 0 || keyword === "minimum" || value > 0);
  return said.sort((a, b) => compareTightness(b, a, sign))[0];
}

/** Above 0 where the first allows less than the second. */
function compareTightness(first: Bound | undefined, second: Bound | undefined, sign: 1 | -1): number {
  if (first === undefined || second === undefined) return Number(first !== undefined) - Number(second !== undefined);
  return first.value === second.value
    ? Number(first.exclusive) - Number(second.exclusive)
    : (first.value - second.value) * sign;
}

function compareWhole(parts: Both<readonly Node[]>, keyword: string): readonly ConstraintChange[] {
  const base = saying(parts.base, keyword);
  const head = saying(parts.head, keyword);
  const isIn = (others: readonly Said[], one: Said): boolean =>
    others.some(({ value }) => isDeepStrictEqual(value, one.value));
  const from = base.find((one) => !isIn(head, one));
  const to = head.find((one) => !isIn(base, one));
  if (from === undefined && to === undefined) return [];
  const show = ({ value }: Said): string =>
    toMarkdownCode(typeof value === "object" ? keyword : `${keyword}: ${value}`);
  return [
    {
      effect: from === undefined ? "tightened" : to === undefined ? "loosened" : "changed",
      what: became(from && show(from), to && show(to)),
      at: { base: (from ?? base[0])?.at, head: (to ?? head[0])?.at },
    },
  ];
}

interface Said {
  readonly value: JsonValue;
  readonly at: Node;
}

function saying(nodes: readonly Node[], keyword: string): readonly Said[] {
  return nodes.flatMap((at) => {
    const said = child(at, keyword);
    return said === undefined || said.value === NOTHING.get(keyword) ? [] : [{ value: said.value, at }];
  });
}

function became(from: string | undefined, to: string | undefined): string {
  if (from === undefined) return `has ${to} now`;
  if (to === undefined) return `no longer has ${from}`;
  return from === to ? `has another ${to}` : `${from} became ${to}`;
}
