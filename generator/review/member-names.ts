import type { Node } from "../document/reference.js";
import type { Path } from "../document/source.js";
import { memberNamesIn } from "../emit/lower.js";
import { groupBy } from "../group-by.js";
import type { StreamingModel } from "../model/model.js";
import { SchemaReader } from "./alternatives.js";
import { pointerOf } from "./references.js";
import type { Revision } from "./revision.js";

/** Reads the schemas of a revision as the types have them: with what discriminators say of the members of unions. */
export function readerOf({ document, model }: Pick<Revision, "document" | "model">): SchemaReader {
  const members = memberNamesIn(document, model).map(({ component, property, names, at }) => {
    const value = { required: [property], properties: { [property]: { type: "string", enum: [...names] } } };
    // Each member has a place of its own, inside of what names it.
    const node: Node = { value, path: [...writtenPath(model, at), component] };
    return { pointer: pointerOf(["components", "schemas", component]), node };
  });
  const byPointer = groupBy(members, ({ pointer }) => pointer);
  return new SchemaReader(
    document,
    new Map([...byPointer].map(([pointer, all]) => [pointer, all.map(({ node }) => node)])),
  );
}

/** Where a place stands that the types have in a component which was made of the schema of an event. */
function writtenPath({ eventTypes }: StreamingModel, path: Path): Path {
  const [, , name, ...rest] = path;
  const event = eventTypes.find(({ schema }) => schema?.component === name);
  return event?.schema === undefined ? path : [...event.schema.path, ...rest];
}
