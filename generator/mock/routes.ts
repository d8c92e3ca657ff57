import { suggest } from "../diagnostics/diagnostics.js";
import type { Node } from "../document/reference.js";
import type { Document } from "../document/source.js";
import { findOperations, operationName } from "../model/find-streams.js";
import type { HttpMethod, Stream, StreamingModel } from "../model/model.js";
import { serversOf } from "../model/servers.js";
import { Problem } from "./problem.js";

/** An operation, and the requests that are for it. */
export interface Route {
  readonly method: HttpMethod;
  /** The path template, as the document has it. */
  readonly path: string;
  readonly operation: Node;
  /** As in the document; without one, the method and the path. */
  readonly operationId: string;
  readonly stream: Stream | undefined;
  /** The keys of a query that stands in the path template, which OpenAPI does not know, though documents do. */
  readonly query: readonly string[];
  readonly matches: Matcher;
}

/** The parameters in a path, still encoded; `undefined` where the path is another. */
type Matcher = (url: URL) => ReadonlyMap<string, string> | undefined;

/** The route of a request. */
export interface Found {
  readonly route: Route;
  /** The parameters in its path, still encoded. */
  readonly parameters: ReadonlyMap<string, string>;
}

/** Every operation of the document. A path that says more comes before one that leaves more open (OpenAPI, "Paths Object"). */
export function routesOf(document: Document, { streams }: StreamingModel): readonly Route[] {
  const prefixes = prefixesOf(document);
  const routes = findOperations(document).map((found): Route => {
    const { method, path } = found;
    return {
      ...found,
      operationId: operationName(found),
      stream: streams.find((stream) => stream.method === method && stream.path === path),
      query: [...new URLSearchParams(queryOf(path)).keys()],
      matches: createMatcher(path, prefixes),
    };
  });
  return routes.toSorted((a, b) => opennessOf(a.path) - opennessOf(b.path) || b.path.length - a.path.length);
}

/**
 * The operation that a request is for.
 *
 * @throws {Problem} 404 where there is no such path, 405 where it has no such method.
 */
export function findRoute(routes: readonly Route[], method: string, url: URL): Found {
  const found = routes.flatMap((route): readonly Found[] => {
    const parameters = route.matches(url);
    return parameters === undefined ? [] : [{ route, parameters }];
  });
  const wanted = found.find(({ route }) => route.method === method.toLowerCase());
  if (wanted !== undefined) {
    return wanted;
  }
  if (found.length > 0) {
    const allowed = [...new Set(found.map(({ route }) => route.method.toUpperCase()))].join(", ");
    throw new Problem(405, `${found[0]?.route.path} has no ${method} operation: ${allowed} only`, [], {
      allow: allowed,
    });
  }
  const near = almost(url).map((other) => routes.find(({ matches }) => matches(other) !== undefined)?.path);
  const filled = new Map(routes.map(({ path }) => [filledIn(path, url.pathname), path]));
  const meant = near.find((path) => path !== undefined) ?? filled.get(suggest(url.pathname, filled.keys()) ?? "");
  const hint = meant === undefined ? "" : `: did you mean ${meant}?`;
  throw new Problem(404, `The document has no path ${url.pathname}${hint}`);
}

/** The URL with a slash at its end or without, and less what may be the path of a server. */
function almost(url: URL): readonly URL[] {
  const { pathname, search } = url;
  const segments = pathname.split("/").slice(1);
  const shorter = segments.slice(1).map((_, index) => `/${segments.slice(index + 1).join("/")}`);
  const others = [pathname.endsWith("/") ? pathname.slice(0, -1) : `${pathname}/`, ...shorter];
  return others.map((path) => new URL(`http://a/${path.replace(/^\/+/, "")}${search}`));
}

/** A path template with the segments of a path where its own are open, so that the two can be compared. */
function filledIn(template: string, path: string): string {
  const segments = path.split("/");
  const filled = template
    .split("/")
    .map((segment, index) => (segment.includes("{") ? (segments[index] ?? segment) : segment));
  return filled.join("/");
}

/** How much of a path is left open. A query or a fragment in a template, which OpenAPI does not know, tells paths apart. */
function opennessOf(path: string): number {
  return (path.match(/\{[^}]*\}/g) ?? []).length - (path.includes("?") ? 0.5 : 0);
}

function createMatcher(path: string, prefixes: readonly string[]): Matcher {
  const template = path.replace(/[?#].*/s, "");
  const names: string[] = [];
  const pattern = template
    .split(/(\{[^}]*\})/)
    .map((part, index) => {
      if (index % 2 === 0) {
        return literal(part);
      }
      names.push(part.slice(1, -1));
      return "([^/]+)";
    })
    .join("");
  const regExp = new RegExp(`^(?:${prefixes.map(literal).join("|")})${pattern}$`);
  const wanted = [...new URLSearchParams(queryOf(path))];
  return ({ pathname, searchParams }) => {
    const [whole, ...values] = regExp.exec(pathname) ?? [];
    const isMatch = whole !== undefined && wanted.every(([name, value]) => searchParams.getAll(name).includes(value));
    return isMatch ? new Map(names.map((name, index) => [name, values[index] as string])) : undefined;
  };
}

function queryOf(path: string): string {
  return /\?([^#]*)/.exec(path)?.[1] ?? "";
}

/** The text in a regular expression, as a URL has it and as the document may. */
function literal(text: string): string {
  const encoded = new URL(`http://a${text.startsWith("/") ? "" : "/"}${text}`).pathname;
  const path = text.startsWith("/") ? encoded : encoded.slice(1);
  return path.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

/** The paths of the document's servers: a client may be given the server's URL with it, or without. */
function prefixesOf(document: Document): readonly string[] {
  const prefixes = serversOf(document).flatMap(({ url }) =>
    URL.canParse(url, "http://a") ? [new URL(url, "http://a").pathname.replace(/\/+$/, "")] : [],
  );
  return [...new Set([...prefixes, ""])];
}
