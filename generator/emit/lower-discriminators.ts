import {
  child,
  children,
  componentOf,
  follow,
  objectOf,
  referenceOf,
  target,
  type Node,
} from "../document/reference.js";
import { constsOf } from "../document/schema-consts.js";
import { declarationsOf } from "../document/schema-properties.js";
import { branchesOf, heirsOf, unionListOf } from "../document/schema-unions.js";
import type { Document, JsonObject, JsonValue, Path } from "../document/source.js";
import { groupBy } from "../group-by.js";
import { isDefault, readMapping } from "../model/discriminator-object.js";
import { isMutableObject, memberObject, type Mutable, type MutableObject, type Visited } from "./mutable.js";

/** What a component is called as a member of unions. */
export interface MemberNames {
  readonly component: string;
  /** The property that holds the name. */
  readonly property: string;
  readonly names: readonly string[];
  /** What says so, in the lowered document: the entry of a mapping, the mapping, or the name of the property. */
  readonly at: Path;
}

/**
 * Takes the discriminators out of a document, and writes what they say into the members: a property that is one of the
 * names that the mapping gives the member, or else of the component's. A member that says so itself stays as it is.
 *
 * openapi-typescript 7 does the like, but overwrites constants with the components' names where there is no mapping,
 * repeats the discriminator in the comment of every member where there is one, and takes the property out of any `allOf`
 * around such a union, which leaves nothing of the union.
 */
export class DiscriminatorLowering {
  readonly #document: Document;
  readonly #taken: MemberNames[] = [];
  /** What other components inherit from by `allOf`. */
  readonly #bases: ReadonlySet<JsonValue | undefined>;

  constructor(document: Document) {
    this.#document = document;
    const parts = children(target(document, "#/components/schemas")).flatMap((heir) => children(child(heir, "allOf")));
    const references = parts.filter(({ value }) => referenceOf(value) !== undefined);
    this.#bases = new Set(references.map((part) => follow(document, part)?.value));
  }

  /** Takes a discriminator out of a schema, if it has one. */
  take({ object, path }: Pick<Visited, "object" | "path">): void {
    const discriminator = object["discriminator"];
    delete object["discriminator"];
    if (!isMutableObject(discriminator) || typeof discriminator["propertyName"] !== "string") {
      return;
    }
    const name = discriminator["propertyName"];
    const schema: Node = { value: { ...object, discriminator } as JsonObject, path };
    const at: Node = { value: discriminator as JsonObject, path };
    const mapping = readMapping(this.#document, at);
    const branches = children(unionListOf(schema));
    for (const member of branches.length > 0 ? branches : (heirsOf(this.#document, schema) ?? [])) {
      const component = referenceOf(member.value) === undefined ? undefined : componentOf(member);
      if (component !== undefined && !this.#says(member, name)) {
        const mapped = mapping(member);
        // None for what any other name stands for.
        const own = isDefault(at, member) ? [] : [component];
        const [first, second] = mapped;
        const place = first === undefined ? ["propertyName"] : second === undefined ? ["mapping", first] : ["mapping"];
        const names = mapped.length > 0 ? mapped : own;
        this.#taken.push({ component, property: name, names, at: [...path, "discriminator", ...place] });
      }
    }
  }

  /**
   * Whether a member tells its names itself, or leaves that to members of its own, or those that inherit from it would
   * have to contradict it.
   */
  #says(member: Node, name: string): boolean {
    const declarations = declarationsOf(this.#document, member, name);
    const isSaid = declarations.some((declaration) => {
      const { const: constant } = objectOf(follow(this.#document, declaration));
      return constant !== undefined || constsOf(this.#document, declaration) !== undefined;
    });
    return (
      isSaid ||
      branchesOf(this.#document, member) !== undefined ||
      this.#bases.has(follow(this.#document, member)?.value)
    );
  }

  /** Writes into the components what was taken, and says what that was. */
  write(root: MutableObject): readonly MemberNames[] {
    const schemas = memberObject(memberObject(root, "components"), "schemas");
    const byProperty = groupBy(this.#taken, ({ component, property }) => JSON.stringify([component, property]));
    return [...byProperty.values()].flatMap((all): readonly MemberNames[] => {
      const names = [...new Set(all.flatMap((one) => one.names))];
      const [{ component, property, at }] = all;
      const schema = schemas[component];
      if (!isMutableObject(schema) || schema["$ref"] !== undefined || names.length === 0) return [];
      writeNames(schema, property, names);
      return [{ component, property, names, at }];
    });
  }
}

function writeNames(schema: MutableObject, property: string, names: readonly string[]): void {
  const declared = isMutableObject(schema["properties"]) ? schema["properties"][property] : undefined;
  const { description } = isMutableObject(declared) ? declared : {};
  const named: MutableObject = { ...(description !== undefined && { description }), type: "string", enum: [...names] };
  const required: Mutable = [property];
  if (declared === undefined && Array.isArray(schema["allOf"])) {
    schema["allOf"].push({ type: "object", required, properties: { [property]: named } });
    return;
  }
  memberObject(schema, "properties")[property] = named;
  const others = Array.isArray(schema["required"]) ? schema["required"] : [];
  schema["required"] = others.includes(property) ? others : [...others, ...required];
}
