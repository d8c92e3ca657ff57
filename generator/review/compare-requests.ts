import { toMarkdownCode } from "../document/escape.js";
import { child, children, follow, keyOf, objectOf, type Node } from "../document/reference.js";
import type { Document } from "../document/source.js";
import { parametersOf, serializationOf, type OperationParameter } from "../model/parameters.js";
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
  const bodies = { base: bodyOf(base.document, operations.base), head: bodyOf(head.document, operations.head) };
  yield* comparePresence(walk, "init.body", bodies);
  if (bodies.base !== undefined && bodies.head !== undefined) {
    yield* compareBodies(walk, { base: bodies.base.at, head: bodies.head.at });
  }
}

/** What may be sent, or must be. */
interface Sent {
  readonly required: boolean;
  readonly at: Node;
  /** What the operation has: it may be a reference. */
  readonly entry: Node;
}

function bodyOf(document: Document, { node }: Operation): Sent | undefined {
  const entry = child(node, "requestBody");
  const at = follow(document, entry);
  return entry && at && { required: objectOf(at)["required"] === true, at, entry };
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
  yield* comparePresence(walk, label, { base, head });
  if (base === undefined || head === undefined) return;
  const [from, to] = [formOf(base), formOf(head)];
  if (from !== to) {
    const what = `is sent in another form: ${toMarkdownCode(from)} became ${toMarkdownCode(to)}`;
    yield findingOf(walk, "request-serialized", label, what, { base: base.at, head: head.at });
  }
  yield* compareSchemas(walk, label, { base: schemasOf(base.at), head: schemasOf(head.at) });
}

/** Whether something may be sent, and whether it must be. */
function* comparePresence(walk: Walk, label: string, { base, head }: Both<Sent | undefined>): Iterable<Outcome> {
  if (base !== undefined && head === undefined) {
    yield findingOf(walk, "request-removed", label, "is gone", { base: base.entry });
  } else if (base === undefined && head !== undefined) {
    const [rule, what] = head.required
      ? (["request-added-required", "is new, and required"] as const)
      : (["request-added", "is new"] as const);
    yield findingOf(walk, rule, label, what, { head: head.entry });
  } else if (base !== undefined && head !== undefined && base.required !== head.required) {
    const rule = head.required ? "request-became-required" : "request-became-optional";
    const what = requiredText("request", head.required);
    const at = ({ at: { path } }: Sent): Node => ({ value: null, path: [...path, "required"] });
    yield findingOf(walk, rule, label, what, { base: at(base), head: at(head) });
  }
}

/** How the value of a parameter becomes text. */
function formOf(parameter: OperationParameter): string {
  const { content, allowReserved } = objectOf(parameter.at);
  if (content !== undefined) return `content: ${children(child(parameter.at, "content")).map(keyOf).join(", ")}`;
  const { style, explode } = serializationOf(parameter);
  return `style: ${style}, explode: ${explode}${allowReserved === true ? ", allowReserved" : ""}`;
}

/** The schema of a parameter or a header: its own, or that of its one media type. */
export function schemasOf(parameter: Node): Schemas {
  const [mediaType] = children(child(parameter, "content"));
  const schema = child(parameter, "schema") ?? child(mediaType, "schema");
  return schema === undefined ? [] : [schema];
}

function* compareBodies(walk: Walk, bodies: Both<Node>): Iterable<Outcome> {
  const base = membersByName(walk.readers.base.document, bodies.base, "content");
  const head = membersByName(walk.readers.head.document, bodies.head, "content");
  const isOnly = base.size === 1 && head.size === 1;
  for (const [name, { base: before, head: after }] of bothOf(base, head)) {
    const label = isOnly && before && after ? "init.body" : `init.body(${name})`;
    if (before === undefined && after !== undefined) {
      const at = { head: entryNamed(bodies.head, "content", name) };
      yield findingOf(walk, "request-media-type-added", label, "is new", at, "key");
    } else if (before !== undefined && after === undefined) {
      const at = { base: entryNamed(bodies.base, "content", name) };
      yield findingOf(walk, "request-media-type-removed", label, "is gone", at, "key");
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

/** Where one of them stands under its name: it may be a reference. */
export function entryNamed(node: Node, key: "content" | "headers", name: string): Node | undefined {
  return children(child(node, key)).find((entry) => keyOf(entry).toLowerCase() === name);
}

function schemaOf(mediaType: Node): Schemas {
  const schema = child(mediaType, "schema");
  return schema === undefined ? [] : [schema];
}
