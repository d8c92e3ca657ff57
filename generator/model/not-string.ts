import { objectOf, type Node } from "../document/reference.js";
import { listedValues } from "../document/schema-consts.js";
import { partsOf } from "../document/schema-parts.js";
import { branchesOf } from "../document/schema-unions.js";
import type { Document, Path } from "../document/source.js";

/** What a value may be that is no string, in words, and where the document says so. */
interface Other {
  readonly what: string;
  readonly path: Path;
}

/** What is not a string of that which schemas, which all hold, allow. */
export function notString(document: Document, schemas: readonly Node[]): Other | undefined {
  for (const part of schemas.flatMap((one) => partsOf(document, one))) {
    // Of alternatives one that is a string will do: of the others nothing comes that has a name.
    const alternatives = (branchesOf(document, part) ?? []).map((branch) => othersOf(document, branch));
    const other =
      otherOf(part) ?? (alternatives.every((others) => others.length > 0) ? alternatives[0]?.[0] : undefined);
    if (other !== undefined) return other;
  }
  return undefined;
}

function othersOf(document: Document, schema: Node): readonly Other[] {
  return partsOf(document, schema).flatMap((part) => otherOf(part) ?? []);
}

/** `null` beside a string is what does not come. Alone, it is no name. */
function otherOf(part: Node): Other | undefined {
  const values = listedValues(part) ?? [];
  const mayBeNull = values.some((value) => typeof value === "string");
  const value = values.find((one) => typeof one !== "string" && !(one === null && mayBeNull));
  if (value !== undefined) return { what: JSON.stringify(value), path: part.path };
  const { type = "string" } = objectOf(part);
  const types = [type].flat();
  return types.includes("string") ? undefined : { what: `its type is ${types.join(", ")}`, path: part.path };
}
