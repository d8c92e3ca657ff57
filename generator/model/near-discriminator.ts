import type { Diagnostic } from "../diagnostics/diagnostics.js";
import { follow, type Node } from "../document/reference.js";
import { branchesOf, componentOf, propertiesOf } from "../document/schema.js";
import type { Document } from "../document/source.js";
import { overlayAction, toYaml } from "../overlay/overlay-snippets.js";
import { areDistinct, listedIn } from "./discriminator.js";
import { sourcePath } from "./source-path.js";

/** What keeps a property from telling the branches of a union apart, where all of them but one have constants of their own. */
export interface NearMiss {
  /** A sentence, less its full stop. */
  readonly words: string;
  readonly at: Node;
  /** The Overlay action that would mend it. */
  readonly action: string;
  /** Whether the property is there, and only its constant is not. A branch without it may well have no name. */
  readonly isTelling: boolean;
}

/** One kind of event where several were meant is told: unknown ones are not skipped then, nor can a name end the stream. */
export function warnOfNameless(document: Document, schemas: readonly Node[]): readonly Diagnostic[] {
  const near = nearDiscriminator(document, schemas);
  if (near === undefined || !near.isTelling) return [];
  return [
    {
      severity: "warning",
      message: `Nothing names the events of this stream: ${near.words}`,
      hint: `They are read as one kind of event. If the server sends a constant there, say so in an Overlay:\n${near.action}`,
      location: document.locate(near.at.path),
    },
  ];
}

/** The one fault, if any, for which no property is inferred to name the branches of a union: one schema, or what is left. */
export function nearDiscriminator(document: Document, schemas: readonly Node[]): NearMiss | undefined {
  const branches = schemas.flatMap((schema) => branchesOf(document, schema) ?? [schema]);
  const fields = branches.map((branch) => propertiesOf(document, branch));
  // What is missing from one branch alone is in one of any two.
  const names = new Set(fields.slice(0, 2).flatMap((properties) => [...properties.keys()]));
  for (const name of names) {
    const lists = listedIn(document, fields, name);
    const odd = firstOdd(lists);
    const others = lists.filter((_, index) => index !== odd);
    if (odd === -1 || others.length === 0 || !areDistinct(others)) {
      continue;
    }
    const branch = branches[odd] as Node;
    const property = fields[odd]?.get(name)?.schema;
    const resolved = follow(document, branch) ?? branch;
    const update = `properties:\n  ${toYaml(name)}:\n    const: the-events-name`;
    return {
      words: `"${name}" would tell them apart, but in ${titleOf(branch)} it ${faultOf(branches, lists, odd)}`,
      at: property ?? resolved,
      // In the branch, for the property may be that of a base that others have, too.
      action: overlayAction(sourcePath(document, resolved.path), update),
      isTelling: property !== undefined,
    };
  }
  return undefined;
}

/** The first list that is none, or has what an earlier one has. */
function firstOdd(lists: readonly (readonly string[] | undefined)[]): number {
  const known = new Set<string>();
  return lists.findIndex((values) => {
    const isOdd = values === undefined || values.some((value) => known.has(value));
    values?.forEach((value) => known.add(value));
    return isOdd;
  });
}

function faultOf(branches: readonly Node[], lists: readonly (readonly string[] | undefined)[], odd: number): string {
  const shared = lists[odd]?.find((value) => lists.findIndex((values) => values?.includes(value)) < odd);
  const twin = branches[lists.findIndex((values) => shared !== undefined && values?.includes(shared))];
  return twin === undefined ? "has no constant of its own" : `is ${JSON.stringify(shared)}, which ${titleOf(twin)} is`;
}

function titleOf(branch: Node): string {
  return componentOf(branch) ?? "one alternative";
}
