import { jsonpath, JSONPathEnvironment, JSONPathError, JSONPathQuery } from "json-p3";

import { suggest } from "../diagnostics/diagnostics.js";
import { isObject, kindOf, type JsonValue, type Path } from "../document/source.js";

/** Why a JSONPath query gives no nodes. */
interface NoMatch {
  /** A sentence without its subject: `matches nothing: $.paths has no '/chat'`. */
  readonly reason: string;
  readonly hint: string;
  /** Where in the query the trouble is, in UTF-16 code units. */
  readonly index: number;
  /** The name that was looked for and not found, where it was a name. */
  readonly missing?: string;
}

// Deeper than any document that was read and then changed can be: the limit is there to end, not to bound.
const ENVIRONMENT = new JSONPathEnvironment({ maxRecursionDepth: 1500 });

const LISTED = 8;

const HINT = "Correct the query, or remove the action.";

/**
 * The places that an RFC 9535 query selects, each once, in the order of the query. A query selects a place twice where
 * it says so (`$.list[0,0]`), and an action is for each place.
 */
export function select(target: string, root: JsonValue): readonly Path[] | NoMatch {
  try {
    const query = ENVIRONMENT.compile(target);
    const places = new Map<string, Path>();
    for (const { location } of query.lazyQuery(root as never)) places.set(JSON.stringify(location), location);
    return places.size > 0 ? [...places.values()] : explain(query, target, root);
  } catch (error) {
    if (error instanceof JSONPathError) return invalid(error, target);
    // The library recurses into what a query nests, and over its steps.
    if (error instanceof RangeError) return { reason: "is nested too deeply to be a query", hint: HINT, index: 0 };
    throw error;
  }
}

function invalid(error: JSONPathError, target: string): NoMatch {
  const found = error.token.kind === jsonpath.TokenKind.ERROR ? error.token.value : error.message;
  // The library speaks of its tokens by constants, and cites the query, which is shown anyway.
  const words = found
    .replace(/ \('[^]*':\d+\)$/, "")
    .replace(/TOKEN_([A-Z_]+)/g, (_, name: string) => name.toLowerCase().replaceAll("_", " "))
    .replace("can't backup beyond start", "the path is not complete");
  const index = Math.min(error.token.index, target.length);
  return { reason: `is not a JSONPath query (RFC 9535): ${words}`, hint: syntaxHint(target, index), index };
}

function syntaxHint(target: string, index: number): string {
  if (!target.startsWith("$")) return "A query begins with `$`, the root of the document.";
  if (/[/{}]/.test(target[index] ?? "")) {
    return "Put a name with characters other than letters, digits and _ in brackets and quotes: `$.paths['/chat']`.";
  }
  return "Names in brackets stand in quotes, filters begin with `?`: `$.paths['/chat'].*[?@.deprecated == true]`.";
}

/** Follows the query as far as it does match. */
function explain(query: JSONPathQuery, target: string, root: JsonValue): NoMatch {
  let matched: readonly JsonValue[] = [root];
  for (const [length, segment] of query.segments.entries()) {
    const prefix = new JSONPathQuery(ENVIRONMENT, query.segments.slice(0, length + 1));
    const values = Array.from(prefix.lazyQuery(root as never), ({ value }) => value as JsonValue);
    if (values.length > 0) {
      matched = values;
      continue;
    }
    const from = segment.token.index;
    const before = target.slice(0, from).replace(/[.\s]+$/, "");
    const next = query.segments[length + 1]?.token.index;
    const written = target.slice(before.length, next).replace(/[.\s]+$/, "");
    const [selector, ...others] = segment.selectors;
    const named = selector instanceof jsonpath.selectors.NameSelector && others.length === 0;
    if (named && !written.startsWith("..")) return unnamed(before, selector.name, selector.token.index, matched);
    return {
      reason: `matches nothing: there is no ${written} at ${before}`,
      hint: written.startsWith("..") ? HINT : contents(matched),
      index: from,
    };
  }
  throw new Error(`A query that selects something does not need an explanation: ${target}`);
}

function unnamed(before: string, name: string, index: number, values: readonly JsonValue[]): NoMatch {
  const keys = new Set(values.filter(isObject).flatMap((value) => Object.keys(value)));
  const near = suggest(name, keys);
  const who = values.length === 1 ? before : `none of the ${values.length} values at ${before}`;
  const verb = values.length === 1 ? "has no" : "has";
  const only =
    values.length === 1 && !isObject(values[0]) ? `${before} is ${kindOf(values[0]!)}, and has no names` : "";
  return {
    reason: `matches nothing: ${only === "" ? `${who} ${verb} '${name}'` : only}`,
    hint: near === undefined ? contents(values) : `Did you mean '${near}'?`,
    index,
    missing: name,
  };
}

function contents(values: readonly JsonValue[]): string {
  const keys = [...new Set(values.filter(isObject).flatMap((value) => Object.keys(value)))];
  if (keys.length === 0) return HINT;
  const rest = keys.length > LISTED ? ` and ${keys.length - LISTED} more` : "";
  const listed = keys.slice(0, LISTED).map((key) => `'${key}'`);
  return `There is ${listed.join(", ")}${rest}. ${HINT}`;
}
