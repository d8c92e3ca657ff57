import { toMarkdownCode } from "../document/escape.js";
import { child, children, follow, followChild, keyOf, objectOf, type Node } from "../document/reference.js";
import type { Document } from "../document/source.js";
import { parametersOf, type OperationParameter } from "../model/parameters.js";
import { compareSchemas } from "./compare-schemas.js";
import { bothOf, type Both } from "./finding.js";
import type { Operation } from "./revision.js";
import { findingOf, requiredText, type Outcome, type Schemas, type Walk } from "./walk.js";

/** Compares what callers send: parameters and body. */
export function* compareRequests(walk: Walk, operations: Both<Operation>): Iterable<Outcome> {
  const { base, head } = walk.readers;
  const before = parametersByKey(base.document, operations.base);
  const after = parametersByKey(head.document, operations.head);
  for (const [, both] of bothOf(before, after)) yield* compareParameter(walk, both);
  const bodies = {
    base: followChild(base.document, operations.base.node, "requestBody"),
    head: followChild(head.document, operations.head.node, "requestBody"),
  };
  yield* comparePresence(walk, "init.body", bodies, { base: isRequired(bodies.base), head: isRequired(bodies.head) });
  if (bodies.base !== undefined && bodies.head !== undefined) {
    yield* compareBodies(walk, { base: bodies.base, head: bodies.head });
  }
}

function parametersByKey(document: Document, { node }: Operation): ReadonlyMap<string, OperationParameter> {
  const parameters = parametersOf(document, node);
  return new Map(
    parameters.map((one) => [`${one.in} ${one.in === "header" ? one.name.toLowerCase() : one.name}`, one]),
  );
}

function* compareParameter(walk: Walk, { base, head }: Both<OperationParameter | undefined>): Iterable<Outcome> {
  const { in: place, name } = (head ?? base) as OperationParameter;
  const label = `init.params.${place}.${name}`;
  const nodes = { base: base?.at, head: head?.at };
  yield* comparePresence(walk, label, nodes, { base: base?.required === true, head: head?.required === true });
  if (base === undefined || head === undefined) return;
  const [from, to] = [serializationOf(base), serializationOf(head)];
  if (from !== to) {
    const what = `is sent in another form: ${toMarkdownCode(from)} became ${toMarkdownCode(to)}`;
    yield findingOf(walk, "request-serialized", label, what, { base: base.at, head: head.at });
  }
  yield* compareSchemas(walk, label, { base: schemasOf(base.at), head: schemasOf(head.at) });
}

/** Whether something may be sent, and whether it must be. */
function* comparePresence(
  walk: Walk,
  label: string,
  { base, head }: Both<Node | undefined>,
  required: Both<boolean>,
): Iterable<Outcome> {
  if (base !== undefined && head === undefined) {
    yield findingOf(walk, "request-removed", label, "is gone", { base });
  } else if (base === undefined && head !== undefined) {
    const [rule, what] = required.head
      ? (["request-added-required", "is new, and required"] as const)
      : (["request-added", "is new"] as const);
    yield findingOf(walk, rule, label, what, { head });
  } else if (base !== undefined && head !== undefined && required.base !== required.head) {
    const rule = required.head ? "request-became-required" : "request-became-optional";
    const what = requiredText("request", required.head);
    const at = ({ path }: Node): Node => ({ value: null, path: [...path, "required"] });
    yield findingOf(walk, rule, label, what, { base: at(base), head: at(head) });
  }
}

/** OpenAPI, Parameter Object: how the value becomes text, defaults written out. */
function serializationOf({ in: place, at }: OperationParameter): string {
  const { content, style = place === "query" || place === "cookie" ? "form" : "simple", ...other } = objectOf(at);
  if (content !== undefined) return `content: ${children(child(at, "content")).map(keyOf).join(", ")}`;
  const explode = other["explode"] ?? (style === "form" || style === "cookie");
  return `style: ${String(style)}, explode: ${String(explode)}${other["allowReserved"] === true ? ", allowReserved" : ""}`;
}

/** The schema of a parameter or a header: its own, or that of its one media type. */
export function schemasOf(parameter: Node): Schemas {
  const [mediaType] = children(child(parameter, "content"));
  const schema = child(parameter, "schema") ?? child(mediaType, "schema");
  return schema === undefined ? [] : [schema];
}

function isRequired(body: Node | undefined): boolean {
  return objectOf(body)["required"] === true;
}

function* compareBodies(walk: Walk, bodies: Both<Node>): Iterable<Outcome> {
  const base = membersByName(walk.readers.base.document, bodies.base, "content");
  const head = membersByName(walk.readers.head.document, bodies.head, "content");
  const isOnly = base.size === 1 && head.size === 1;
  for (const [name, { base: before, head: after }] of bothOf(base, head)) {
    const label = isOnly && before && after ? "init.body" : `init.body(${name})`;
    if (before === undefined && after !== undefined) {
      yield findingOf(walk, "request-media-type-added", label, "is new", { head: after }, "key");
    } else if (before !== undefined && after === undefined) {
      yield findingOf(walk, "request-media-type-removed", label, "is gone", { base: before }, "key");
    } else if (before !== undefined && after !== undefined) {
      yield* compareSchemas(walk, label, { base: schemaOf(before), head: schemaOf(after) });
    }
  }
}

/** The media types of a body, or the headers of a response, by their names, which have no case. */
export function membersByName(document: Document, node: Node, key: "content" | "headers"): ReadonlyMap<string, Node> {
  const entries = children(child(node, key));
  return new Map(entries.map((entry) => [keyOf(entry).toLowerCase(), follow(document, entry) ?? entry]));
}

function schemaOf(mediaType: Node): Schemas {
  const schema = child(mediaType, "schema");
  return schema === undefined ? [] : [schema];
}
