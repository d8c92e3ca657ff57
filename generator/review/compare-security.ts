import { toMarkdownCode } from "../document/escape.js";
import { child, children, follow, keyOf, objectOf, target, type Node } from "../document/reference.js";
import { isObject, type Document, type JsonObject, type JsonValue } from "../document/source.js";
import { placesOf, type Both, type Finding } from "./finding.js";
import type { Operation } from "./revision.js";
import { findingOf, type Outcome, type Walk } from "./walk.js";

/** Compares the credentials that an operation asks for. */
export function* compareSecurity(walk: Walk, operations: Both<Operation>): Iterable<Outcome> {
  const base = securityOf(walk.readers.base.document, operations.base.node);
  const head = securityOf(walk.readers.head.document, operations.head.node);
  const [before, after] = [requirementsOf(base), requirementsOf(head)];
  const isMet = (requirement: JsonObject, by: readonly JsonObject[]): boolean =>
    by.some((other) => isPartOf(other, requirement));
  const isTightened = !before.every((requirement) => isMet(requirement, after));
  if (!isTightened && after.every((requirement) => isMet(requirement, before))) return;
  const rule = isTightened ? "security-tightened" : "security-loosened";
  yield findingOf(walk, rule, "credentials", `were ${show(before)}, and are ${show(after)}`, { base, head });
}

/** Compares the schemes that stand behind the names: how the credentials are sent. */
export function compareSecuritySchemes(documents: Both<Document>): readonly Finding[] {
  const schemes = (document: Document): readonly Node[] => children(target(document, "#/components/securitySchemes"));
  const before = new Map(schemes(documents.base).map((node) => [keyOf(node), node]));
  return schemes(documents.head).flatMap((head): readonly Finding[] => {
    const base = before.get(keyOf(head));
    const from = base && formOf(documents.base, base);
    const to = formOf(documents.head, head);
    if (from === undefined || from === to) return [];
    const what = `${toMarkdownCode(from)} became ${toMarkdownCode(to)}`;
    const at = placesOf(documents, { base, head });
    return [{ rule: "security-tightened", subject: `the credentials ${keyOf(head)}`, what, at }];
  });
}

/**
 * OpenAPI, Security Scheme Object: what is sent, and where. How a token is come by is no business of the client. The
 * names of schemes and of headers have no case (RFC 9110, sections 11.1 and 5.1).
 */
function formOf(document: Document, scheme: Node): string {
  const { type, scheme: name, in: place, name: key } = objectOf(follow(document, scheme));
  const parts = [type, withoutCase(name), place, place === "header" ? withoutCase(key) : key];
  return parts.filter((part) => typeof part === "string").join(" ");
}

function withoutCase(name: JsonValue | undefined): JsonValue | undefined {
  return typeof name === "string" ? name.toLowerCase() : name;
}

/** OpenAPI: those of the operation take the place of those of the document. */
function securityOf(document: Document, operation: Node): Node | undefined {
  return child(operation, "security") ?? target(document, "#/security");
}

/** Security Requirement Objects, one of which is enough. An empty list asks for nothing. */
function requirementsOf(security: Node | undefined): readonly JsonObject[] {
  const requirements = children(security).map(({ value }) => value);
  return requirements.length === 0 ? [{}] : requirements.filter(isObject);
}

/** Whether who meets the second requirement meets the first as well. */
function isPartOf(one: JsonObject, other: JsonObject): boolean {
  return Object.entries(one).every(([scheme, scopes]) => {
    const given = other[scheme];
    return Array.isArray(given) && (!Array.isArray(scopes) || scopes.every((scope) => given.includes(scope)));
  });
}

function show(requirements: readonly JsonObject[]): string {
  const texts = requirements.map((requirement) => {
    const schemes = Object.entries(requirement).map(([scheme, scopes]) =>
      Array.isArray(scopes) && scopes.length > 0 ? `${scheme} (${scopes.join(", ")})` : scheme,
    );
    return schemes.length === 0 ? "none" : toMarkdownCode(schemes.join(" + "));
  });
  return texts.join(" or ");
}
