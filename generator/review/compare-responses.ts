import { isDeepStrictEqual } from "node:util";
import { toMarkdownCode } from "../document/escape.js";
import { child, children, follow, keyOf, objectOf, type Node } from "../document/reference.js";
import type { Document } from "../document/source.js";
import { declaredItemSchema } from "../model/item-schema.js";
import { successesOf } from "../model/find-streams.js";
import { isStreamMediaType } from "../model/stream-format.js";
import { entryNamed, membersByName, schemasOf } from "./compare-requests.js";
import { compareSchemas } from "./compare-schemas.js";
import { bothOf, type Both } from "./finding.js";
import type { Operation } from "./revision.js";
import { areAlike, findingOf, requiredText, type Outcome, type Schemas, type Walk } from "./walk.js";

/** A response of an operation, as a call without the stream has it. */
interface Response {
  /** `200`, `4XX`, `default`. */
  readonly status: string;
  readonly node: Node;
  /** What the operation has: it may be a reference. */
  readonly entry: Node;
  /** By media type, without streams: those that a method reads, and those that are left out of the client. */
  readonly bodies: ReadonlyMap<string, Node>;
  /** Whether all that it answers is the stream. */
  readonly streams: boolean;
}

/** Compares what readers of `data`, `error` and headers get. */
export function* compareResponses(walk: Walk, operations: Both<Operation>): Iterable<Outcome> {
  const base = responsesOf(walk.readers.base.document, operations.base);
  const head = responsesOf(walk.readers.head.document, operations.head);
  const isOnly = { base: successes(base).length === 1, head: successes(head).length === 1 };
  for (const [status, { base: before, head: after }] of bothOf(base, head)) {
    const isSame = before !== undefined && after !== undefined && isOnly.base && isOnly.head;
    const name = isSuccess(status) ? (isSame ? "data" : `data(${status})`) : `error(${status})`;
    if (before !== undefined && after !== undefined) {
      yield* compareBodies(walk, name, { base: before, head: after });
      yield* compareHeaders(walk, status, { base: before, head: after });
    } else if (before !== undefined && !before.streams) {
      const rule = isSuccess(status) ? "status-removed" : "failure-removed";
      yield findingOf(walk, rule, name, "is gone", { base: before.entry }, "key");
    } else if (after !== undefined && !after.streams) {
      const isKnown = successes(base).some((one) => isSameBody(one, after));
      const rule = isSuccess(status) ? (isKnown ? "status-added-alike" : "status-added") : "failure-added";
      yield findingOf(walk, rule, name, "is new", { head: after.entry }, "key");
    }
  }
}

function responsesOf(document: Document, { node, stream }: Operation): ReadonlyMap<string, Response> {
  const answers = new Set(successesOf(node).map(keyOf));
  const responses = children(child(node, "responses")).flatMap((entry): [string, Response][] => {
    const resolved = follow(document, entry);
    if (resolved === undefined) return [];
    const all = [...membersByName(document, resolved, "content")];
    const isRead = stream !== undefined && isDeepStrictEqual(stream.at.response, resolved.path);
    const bodies = all.filter(
      ([name]) => !(answers.has(keyOf(entry)) && isStreamMediaType(name)) && !(isRead && name === stream.contentKey),
    );
    const status = keyOf(entry).replace(/^(\d)xx$/i, "$1XX");
    const streams = bodies.length === 0 && all.length > 0;
    return [[status, { status, node: resolved, entry, bodies: new Map(bodies), streams }]];
  });
  return new Map(responses);
}

function successes(responses: ReadonlyMap<string, Response>): readonly Response[] {
  return [...responses.values()].filter(({ status }) => isSuccess(status));
}

function isSuccess(status: string): boolean {
  return status.startsWith("2");
}

function isSameBody(one: Response, other: Response): boolean {
  const contents = ({ bodies }: Response): unknown => [...bodies].map(([name, { value }]) => [name, value]);
  return isDeepStrictEqual(contents(one), contents(other));
}

function* compareBodies(walk: Walk, name: string, { base, head }: Both<Response>): Iterable<Outcome> {
  const isOnly = base.bodies.size <= 1 && head.bodies.size <= 1;
  for (const [mediaType, { base: before, head: after }] of bothOf(base.bodies, head.bodies)) {
    const what = toMarkdownCode(mediaType);
    if (before === undefined && after !== undefined) {
      const isSafe =
        base.bodies.size === 0 || [...base.bodies.values()].some((one) => areAlike(schemaOf(one), schemaOf(after)));
      const rule = isSafe ? "response-added" : "response-media-type-added";
      const at = { head: entryNamed(head.node, "content", mediaType) };
      yield findingOf(walk, rule, name, `can be ${what} now`, at, "key");
    } else if (before !== undefined && after === undefined) {
      const at = { base: entryNamed(base.node, "content", mediaType) };
      yield findingOf(walk, "response-media-type-removed", name, `is no longer ${what}`, at, "key");
    } else if (before !== undefined && after !== undefined) {
      const label = isOnly ? name : `${name.replace(/\)$/, "")}${name.endsWith(")") ? ", " : "("}${mediaType})`;
      yield* compareSchemas(walk, label, { base: schemaOf(before), head: schemaOf(after) });
    }
  }
}

/** A failure that is a stream has the type of its items. */
function schemaOf(mediaType: Node): Schemas {
  const schema = child(mediaType, "schema") ?? declaredItemSchema(mediaType);
  return schema === undefined ? [] : [schema];
}

function* compareHeaders(walk: Walk, status: string, responses: Both<Response>): Iterable<Outcome> {
  const [base, head] = [
    membersByName(walk.readers.base.document, responses.base.node, "headers"),
    membersByName(walk.readers.head.document, responses.head.node, "headers"),
  ];
  for (const [name, { base: before, head: after }] of bothOf(base, head)) {
    const label = `response(${status}).headers.${name}`;
    if (before === undefined && after !== undefined) {
      const at = { head: entryNamed(responses.head.node, "headers", name) };
      yield findingOf(walk, "response-added", label, "is new", at, "key");
    } else if (before !== undefined && after === undefined) {
      const at = { base: entryNamed(responses.base.node, "headers", name) };
      yield findingOf(walk, "response-removed", label, "is gone", at, "key");
    } else if (before !== undefined && after !== undefined) {
      const [wasRequired, isRequired] = [objectOf(before)["required"] === true, objectOf(after)["required"] === true];
      const nodes = { base: before, head: after };
      if (wasRequired && !isRequired) {
        yield findingOf(walk, "response-became-optional", label, requiredText("response", false), nodes);
      } else if (isRequired && !wasRequired) {
        yield findingOf(walk, "response-became-required", label, requiredText("response", true), nodes);
      }
      yield* compareSchemas(walk, label, { base: schemasOf(before), head: schemasOf(after) });
    }
  }
}
