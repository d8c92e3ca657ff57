import { child, children, follow, nodeAt, objectOf, type Node } from "../document/reference.js";
import type { Document } from "../document/source.js";

/** A parameter of an operation, its path item's included. */
export interface OperationParameter {
  readonly in: string;
  readonly name: string;
  readonly required: boolean;
  readonly schema: Node | undefined;
  readonly description: string | undefined;
  /** The Parameter Object, with its reference followed. */
  readonly at: Node;
  /** What the list has: it may be a reference. */
  readonly entry: Node;
}

/** The styles of parameters that say none, by their places: those to which the client can send one. */
const STYLES: Readonly<Record<string, string>> = { path: "simple", query: "form", header: "simple", cookie: "form" };
export const PLACES = Object.keys(STYLES);

/** The parameters of an operation; one of its own replaces its path item's of the same name and place. */
export function parametersOf(document: Document, operation: Node): readonly OperationParameter[] {
  const pathItem = nodeAt(document, operation.path.slice(0, -1));
  const parameters = new Map<string, OperationParameter>();
  for (const entry of [...children(child(pathItem, "parameters")), ...children(child(operation, "parameters"))]) {
    const parameter = follow(document, entry);
    const { in: place, name, required, description } = objectOf(parameter);
    if (parameter !== undefined && typeof place === "string" && PLACES.includes(place) && typeof name === "string") {
      parameters.set(`${place} ${name}`, {
        in: place,
        name,
        required: required === true || place === "path",
        schema: child(parameter, "schema"),
        description: typeof description === "string" ? description : undefined,
        at: parameter,
        entry,
      });
    }
  }
  return [...parameters.values()];
}

/** How a value with a schema becomes text. */
export interface Serialization {
  readonly style: string;
  readonly explode: boolean;
}

/** OpenAPI 3.2, "Parameter Object": `style` and `explode`, their defaults written out. */
export function serializationOf({ in: place, at }: OperationParameter): Serialization {
  const { style = STYLES[place], explode } = objectOf(at);
  const isExploded = style === "form" || style === "cookie";
  return { style: String(style), explode: typeof explode === "boolean" ? explode : isExploded };
}

/** Header parameters whose definitions are ignored: OpenAPI leaves them to HTTP ("Parameter Object"). */
const OF_HTTP: ReadonlySet<string> = new Set(["accept", "content-type", "authorization"]);

export function isOfHttp(parameter: OperationParameter): boolean {
  return parameter.in === "header" && OF_HTTP.has(parameter.name.toLowerCase());
}
