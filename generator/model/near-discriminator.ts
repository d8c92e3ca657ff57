import type { Diagnostic } from "../diagnostics/diagnostics.js";
import { componentOf, follow, type Node } from "../document/reference.js";
import { propertiesOf } from "../document/schema-properties.js";
import { branchesOf } from "../document/schema-unions.js";
import type { Document } from "../document/source.js";
import { overlayAction, toYaml } from "../overlay/overlay-snippets.js";
import { areDistinct, constantText, listedIn } from "./discriminator.js";
import type { ItemShape } from "./items.js";
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
export function warnOfNameless(document: Document, shape: ItemShape): readonly Diagnostic[] {
  const near = nearDiscriminator(document, shape);
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

/** The one fault, if any, for which no property is inferred to name the events of a stream. */
export function nearDiscriminator(document: Document, { events }: ItemShape): NearMiss | undefined {
  const branches = events.flatMap(({ schemas }) =>
    schemas.flatMap((schema) => branchesOf(document, schema) ?? [schema]),
  );
  const fields = branches.map((branch) => propertiesOf(document, branch));
  // What is missing from one branch alone is in one of any two.
  const names = new Set(fields.slice(0, 2).flatMap((properties) => [...properties.keys()]));
  for (const name of names) {
    const lists = listedIn(document, fields, name);
    const odd = firstOdd(lists);
    const others = lists.filter((_, index) => index !== odd?.index);
    if (odd === undefined || others.length === 0 || !areDistinct(others)) {
      continue;
    }
    const { index, shared, twin } = odd;
    const branch = branches[index] as Node;
    const property = fields[index]?.get(name)?.schema;
    const resolved = follow(document, branch) ?? branch;
    const fault =
      twin === undefined
        ? "has no constant of its own"
        : `is ${JSON.stringify(shared)}, which ${branchName(branches[twin] as Node)} is`;
    // An `enum` would not take the place of the name that it shares: an Overlay adds to a list.
    const constant = twin === undefined ? constantText(document) : "const: the-events-name";
    const update = `properties:\n  ${toYaml(name)}:\n    ${constant}`;
    return {
      words: `"${name}" would tell them apart, but in ${branchName(branch)} it ${fault}`,
      at: property ?? resolved,
      // In the branch, for the property may be that of a base that others have, too.
      action: overlayAction(sourcePath(document, resolved.path), update),
      isTelling: property !== undefined,
    };
  }
  return undefined;
}

interface Odd {
  readonly index: number;
  /** What an earlier list has, too, and which. */
  readonly shared?: string;
  readonly twin?: number | undefined;
}

/** The first list that is none, or has what an earlier one has. */
function firstOdd(lists: readonly (readonly string[] | undefined)[]): Odd | undefined {
  const owners = new Map<string, number>();
  for (const [index, values] of lists.entries()) {
    if (values === undefined) return { index };
    const shared = values.find((value) => owners.has(value));
    if (shared !== undefined) return { index, shared, twin: owners.get(shared) };
    values.forEach((value) => owners.set(value, index));
  }
  return undefined;
}

function branchName(branch: Node): string {
  return componentOf(branch) ?? "one alternative";
}
