import { toPascalCase } from "../document/escape.js";
import { target } from "../document/reference.js";
import { parsePointer, toPointer, type Document } from "../document/source.js";
import { isMutableObject, memberObject, visitObjects, type Mutable, type MutableObject } from "./mutable.js";

/**
 * Makes components of the schemas inside of others, and inside of operations, that are referred to. openapi-typescript
 * takes the way to them for one through its types, where there is no `items`, `oneOf` or `schema`.
 */
export function lowerReferences(document: Document, root: MutableObject): void {
  const pointers = new Map<string, string>();
  const hoist = (reference: string): string => {
    const known = pointers.get(reference);
    const found = known === undefined ? target(document, reference) : undefined;
    if (found === undefined || found.path.length === 0) {
      return known ?? reference;
    }
    const schemas = memberObject(memberObject(root, "components"), "schemas");
    const name = freeName(parsePointer(reference) ?? [], schemas);
    const pointer = toPointer(["components", "schemas", name]);
    pointers.set(reference, pointer);
    const copy = structuredClone(found.value) as Mutable;
    schemas[name] = copy;
    // A visit of its own: it may refer to itself.
    if (isMutableObject(copy)) visitObjects({ schema: copy }, redirect);
    return pointer;
  };
  const redirectMapping = (mapping: Mutable | undefined): void => {
    if (!isMutableObject(mapping)) return;
    for (const [name, mapped] of Object.entries(mapping)) {
      // Without a `#`, it is the name of a component.
      if (typeof mapped === "string" && mapped.startsWith("#") && !isComponent(mapped)) mapping[name] = hoist(mapped);
    }
  };
  const redirect = ({ object, isSchema }: { readonly object: MutableObject; readonly isSchema: boolean }): void => {
    const reference = object["$ref"];
    if (isSchema && typeof reference === "string" && !isComponent(reference)) {
      object["$ref"] = hoist(reference);
    }
    const { discriminator } = object;
    if (isSchema && isMutableObject(discriminator)) redirectMapping(discriminator["mapping"]);
  };
  visitObjects(root, redirect);
}

function isComponent(reference: string): boolean {
  const steps = parsePointer(reference) ?? [];
  return steps.length === 3 && steps[0] === "components";
}

/** `#/components/schemas/Chat/properties/events/items` -> `ChatEventsItems`. */
function freeName(steps: readonly string[], taken: MutableObject): string {
  const words = steps.filter((step) => !["components", "schemas", "properties", "paths", "content"].includes(step));
  const name = toPascalCase(words.join(" ")) || "Schema";
  let free = name;
  for (let count = 2; Object.hasOwn(taken, free); count += 1) free = `${name}${count}`;
  return free;
}
