import { child, children, componentOf, follow, referenceOf, target, type Node } from "../document/reference.js";
import { propertiesOf } from "../document/schema-properties.js";
import { heirsOf, unionListOf } from "../document/schema-unions.js";
import type { Document, JsonValue, Path } from "../document/source.js";
import { groupBy } from "../group-by.js";
import { namesGiven, propertyNameOf, readMapping } from "../model/discriminator-object.js";
import { schemasOf, type Stream } from "../model/model.js";
import { isMutableObject, memberObject, type Mutable, type MutableObject } from "./mutable.js";

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
 * Writes what the discriminators of a document say into the members: a property that is one of the names that the mapping
 * gives the member, or else of the component's. A member that says so itself stays as it is.
 *
 * openapi-typescript 7 does the like, but overwrites constants with the components' names where there is no mapping,
 * repeats the discriminator in the comment of every member where there is one, and takes the property out of any `allOf`
 * around such a union, which leaves nothing of the union.
 */
export class DiscriminatorLowering {
  readonly #document: Document;
  readonly #taken: MemberNames[] = [];
  /** What other components inherit from by `allOf`: those that do would have to contradict it. */
  readonly #bases: ReadonlySet<JsonValue | undefined>;

  constructor(document: Document) {
    this.#document = document;
    const parts = children(target(document, "#/components/schemas")).flatMap((heir) => children(child(heir, "allOf")));
    const references = parts.filter(({ value }) => referenceOf(value) !== undefined);
    this.#bases = new Set(references.map((part) => follow(document, part)?.value));
  }

  /** Takes note of what the discriminator of a schema says, if it has one. */
  take(schema: Node): void {
    const discriminator = child(schema, "discriminator");
    const property = propertyNameOf(discriminator);
    if (discriminator === undefined || property === undefined) return;
    const mapping = readMapping(this.#document, discriminator);
    for (const member of this.#membersOf(schema, property, new Set()) ?? heirsOf(this.#document, schema) ?? []) {
      const component = this.#bearerOf(member);
      const names = component === undefined ? [] : namesGiven(this.#document, discriminator, mapping, member);
      if (component !== undefined && names.length > 0) {
        const [first, second] = mapping(member);
        const place = first === undefined ? ["propertyName"] : second === undefined ? ["mapping", first] : ["mapping"];
        this.#taken.push({ component, property, names, at: [...discriminator.path, ...place] });
      }
    }
  }

  /** The members of a union, and those of a member that leaves its name to them. */
  #membersOf(schema: Node, property: string, seen: Set<JsonValue>): readonly Node[] | undefined {
    const union = [schema, follow(this.#document, schema)].find(unionListOf);
    if (union === undefined || seen.has(union.value)) return undefined;
    seen.add(union.value);
    return children(unionListOf(union)).flatMap((member) => {
      const isNamed = propertiesOf(this.#document, member).has(property);
      return (isNamed ? undefined : this.#membersOf(member, property, seen)) ?? [member];
    });
  }

  /** The component into which the names of a member can be written: none that others inherit from. */
  #bearerOf(member: Node): string | undefined {
    const isReference = referenceOf(member.value) !== undefined;
    return isReference && !this.#bases.has(follow(this.#document, member)?.value) ? componentOf(member) : undefined;
  }

  /**
   * Writes into the components what was noted, and says what that was. An event is called by its stream's names as well:
   * its stream has left the document.
   */
  write(root: MutableObject, streams: readonly Stream[]): readonly MemberNames[] {
    const schemas = memberObject(memberObject(root, "components"), "schemas");
    const byProperty = groupBy(this.#taken, ({ component, property }) => JSON.stringify([component, property]));
    return [...byProperty.values()].flatMap((all): readonly MemberNames[] => {
      const [{ component, property, at }] = all;
      const events = streams.flatMap((stream) => (stream.discriminator === property ? stream.events : []));
      const ofStreams = events.filter(({ type }) => schemasOf(type).some((schema) => schema.component === component));
      const names = [...new Set([...all.flatMap((one) => one.names), ...ofStreams.map(({ name }) => name)])];
      const schema = schemas[component];
      if (!isMutableObject(schema)) return [];
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
  if (schema["$ref"] !== undefined) {
    schema["allOf"] = [{ $ref: schema["$ref"] }];
    delete schema["$ref"];
  }
  if (declared === undefined && Array.isArray(schema["allOf"])) {
    schema["allOf"].push({ type: "object", required, properties: { [property]: named } });
    return;
  }
  memberObject(schema, "properties")[property] = named;
  const others = Array.isArray(schema["required"]) ? schema["required"] : [];
  schema["required"] = others.includes(property) ? others : [...others, ...required];
}
