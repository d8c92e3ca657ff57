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

/** The parameters of an operation; one of its own replaces its path item's of the same name and place. */
export function parametersOf(document: Document, operation: Node): readonly OperationParameter[] {
  const pathItem = nodeAt(document, operation.path.slice(0, -1));
  const parameters = new Map<string, OperationParameter>();
  for (const entry of [...children(child(pathItem, "parameters")), ...children(child(operation, "parameters"))]) {
    const parameter = follow(document, entry);
    const { in: place, name, required, description } = objectOf(parameter);
    if (parameter !== undefined && typeof place === "string" && typeof name === "string") {
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
