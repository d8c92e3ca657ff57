import { toMarkdownCode } from "../document/escape.js";
import { child, objectOf } from "../document/reference.js";
import { routeOf } from "../model/find-streams.js";
import type { SchemaReader } from "./alternatives.js";
import { compareRequests } from "./compare-requests.js";
import { compareResponses } from "./compare-responses.js";
import { compareSecurity } from "./compare-security.js";
import { compareStreams } from "./compare-streams.js";
import type { Both } from "./finding.js";
import type { Operation } from "./revision.js";
import { findingOf, type Direction, type Outcome, type Walk } from "./walk.js";

/** Compares an operation that is there at both ends: how it is called, what is sent, what is read. */
export function* compareOperation(readers: Both<SchemaReader>, operations: Both<Operation>): Iterable<Outcome> {
  const walk = (direction: Direction): Walk => ({ readers, direction, met: new Set() });
  yield* compareCalls(walk("request"), operations);
  yield* compareSecurity(walk("request"), operations);
  yield* compareRequests(walk("request"), operations);
  yield* compareResponses(walk("response"), operations);
  const { stream: before } = operations.base;
  const { stream: after } = operations.head;
  if (before !== undefined && after !== undefined) {
    yield* compareStreams(walk("response"), { base: before, head: after });
  }
}

/** An operation that is at one end only. */
export function* compareLoneOperation(
  readers: Both<SchemaReader>,
  operation: Operation,
  end: "base" | "head",
): Iterable<Outcome> {
  const walk: Walk = { readers, direction: "request", met: new Set() };
  const [rule, what] =
    end === "head" ? (["operation-added", "is new"] as const) : (["operation-removed", "is gone"] as const);
  yield findingOf(walk, rule, callOf(operation), what, { [end]: operation.node }, "key");
}

/** How an operation is called in code. */
function callOf({ method, path, stream }: Operation): string {
  return stream === undefined ? `client.${method.toUpperCase()}(${JSON.stringify(path)})` : methodOf(stream);
}

function methodOf({ name }: { readonly name: string }): string {
  return `client.stream.${name}`;
}

function* compareCalls(walk: Walk, { base, head }: Both<Operation>): Iterable<Outcome> {
  const nodes = { base: base.node, head: head.node };
  if (routeOf(base) !== routeOf(head)) {
    const what = `is ${toMarkdownCode(routeOf(head))} now`;
    yield findingOf(walk, "operation-moved", routeOf(base), what, nodes, "key");
  }
  yield* compareIds(walk, { base, head });
  if (base.stream === undefined && head.stream !== undefined) {
    const at = { head: { value: null, path: head.stream.at.mediaType } };
    yield findingOf(walk, "stream-added", methodOf(head.stream), "is new", at, "key");
  } else if (base.stream !== undefined && head.stream === undefined) {
    const at = { base: { value: null, path: base.stream.at.mediaType } };
    yield findingOf(walk, "stream-removed", methodOf(base.stream), "is gone", at, "key");
  }
  if (objectOf(head.node)["deprecated"] === true && objectOf(base.node)["deprecated"] !== true) {
    const at = { base: base.node, head: child(head.node, "deprecated") ?? head.node };
    yield findingOf(walk, "operation-deprecated", callOf(head), "is deprecated now", at, "key");
  }
}

/** The method of a stream, and the type of every operation that has an id, are named after it. */
function* compareIds(walk: Walk, { base, head }: Both<Operation>): Iterable<Outcome> {
  const at = {
    base: child(base.node, "operationId") ?? base.node,
    head: child(head.node, "operationId") ?? head.node,
  };
  if (base.stream !== undefined && head.stream !== undefined && base.stream.name !== head.stream.name) {
    const what = `is ${toMarkdownCode(methodOf(head.stream))} now`;
    yield findingOf(walk, "operation-renamed", methodOf(base.stream), what, at);
  } else if (base.operationId !== undefined && base.operationId !== head.operationId) {
    const name = (id: string): string => `operations[${JSON.stringify(id)}]`;
    const what = head.operationId === undefined ? "is gone" : `is ${toMarkdownCode(name(head.operationId))} now`;
    yield findingOf(walk, "operation-renamed", name(base.operationId), what, at);
  }
}
