import { toPointer } from "../document/source.js";
import type { AllMemberNames } from "../model/member-names.js";
import { schemasOf, type Stream } from "../model/model.js";
import { isMutableObject, memberObject, objectAt, type Mutable, type MutableObject } from "./mutable.js";

/**
 * Writes what discriminators say into the members of their unions. An event is called by its stream's names as well: its
 * stream has left the document.
 *
 * openapi-typescript 7 does the like where it finds a discriminator, but overwrites constants with the components' names
 * where there is no mapping, repeats the discriminator in the comment of every member where there is one, and takes the
 * property out of any `allOf` around such a union, which leaves nothing of the union.
 */
export function writeMemberNames(root: MutableObject, members: AllMemberNames, streams: readonly Stream[]): void {
  for (const { member, property, names } of [...members.values()].flat()) {
    const events = streams.flatMap((stream) => (stream.discriminator === property ? stream.events : []));
    const pointer = toPointer(member);
    const ofStreams = events.filter(({ type }) =>
      schemasOf(type).some(({ component }) => toPointer(["components", "schemas", component]) === pointer),
    );
    writeNames(objectAt(root, member), property, new Set([...names, ...ofStreams.map(({ name }) => name)]));
  }
}

function writeNames(schema: MutableObject, property: string, names: ReadonlySet<string>): void {
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
