import { child, children, componentsOf, follow, type Node } from "../document/reference.js";
import { toPointer, type Document } from "../document/source.js";
import type { Fault } from "./fault.js";

/**
 * The members of `allOf`, `anyOf` and `oneOf` by which a schema is a part of itself, with no property and no array
 * between. No value is told by such a schema, and TypeScript refuses the type.
 */
export function selfContaining(document: Document): readonly Fault[] {
  const faults: Fault[] = [];
  const done = new Set<string>();
  const around = new Set<string>();
  const visit = (schema: Node): void => {
    const pointer = toPointer(schema.path);
    if (done.has(pointer)) return;
    around.add(pointer);
    for (const member of membersOf(schema)) {
      const whole = follow(document, member);
      if (whole === undefined) continue;
      if (around.has(toPointer(whole.path))) {
        const message = `The schema is a part of itself: ${toPointer(whole.path)}`;
        faults.push({ path: member.path, part: "value", message, isFatal: true });
      } else {
        visit(whole);
      }
    }
    around.delete(pointer);
    done.add(pointer);
  };
  componentsOf(document).forEach(visit);
  return faults;
}

function membersOf(schema: Node): readonly Node[] {
  return ["allOf", "anyOf", "oneOf"].flatMap((key) => children(child(schema, key)));
}
