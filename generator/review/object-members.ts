import { child, children, keyOf, type Node } from "../document/reference.js";
import { isObject } from "../document/source.js";

/** A property of an object schema. */
export interface Member {
  /** All that the parts of the schema say of it; nothing where they only require it. */
  readonly schemas: readonly Node[];
  /** Where it is required, if it is. */
  readonly requirement: Node | undefined;
  /** Where it is declared or, if nowhere, required. */
  readonly at: Node;
}

/** The properties that the parts of an object schema name. */
export function membersOf(parts: readonly Node[]): ReadonlyMap<string, Member> {
  const requirements = parts.flatMap((part) => children(child(part, "required")));
  const required = new Map(requirements.map((at) => [String(at.value), at] as const));
  const members = new Map<string, Member>();
  for (const property of parts.flatMap((part) => children(child(part, "properties")))) {
    const name = keyOf(property);
    const known = members.get(name);
    members.set(name, {
      schemas: [...(known?.schemas ?? []), property],
      requirement: required.get(name),
      at: known?.at ?? property,
    });
  }
  for (const [name, at] of required) {
    if (!members.has(name)) members.set(name, { schemas: [], requirement: at, at });
  }
  return members;
}

/** The list of what the schema that declares a member requires. */
export function requiredList({ at }: Member): Node {
  return { value: null, path: [...at.path.slice(0, -2), "required"] };
}

/** What an object may hold beside the properties that it names. */
export interface AdditionalProperties {
  /** `typed`: they have a type, of whatever kind. `allowed`: nothing is said of them, and the client has no type for them. */
  readonly level: "refused" | "allowed" | "typed";
  readonly schemas: readonly Node[];
  readonly at: Node | undefined;
}

export function additionalIn(parts: readonly Node[]): AdditionalProperties {
  const said = parts.flatMap((part) => child(part, "additionalProperties") ?? []);
  const typed = said.filter(({ value }) => value === true || isObject(value));
  if (typed.length > 0) {
    return { level: "typed", schemas: typed.filter(({ value }) => isObject(value)), at: typed[0] };
  }
  return { level: said.length > 0 ? "refused" : "allowed", schemas: [], at: said[0] };
}
