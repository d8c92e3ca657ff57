import { follow, type Node } from "../document/reference.js";
import { branchesOf, componentOf, propertiesOf } from "../document/schema.js";
import type { Document } from "../document/source.js";
import { constantsOf } from "./discriminator.js";

/** What keeps a property from telling the branches of a union apart, where all of them but one have a constant of their own. */
export interface NearMiss {
  /** A sentence, less its full stop. */
  readonly words: string;
  readonly at: Node;
}

/** The one fault, if any, for which no property is inferred to name the branches of a union. */
export function nearDiscriminator(document: Document, union: Node): NearMiss | undefined {
  const branches = branchesOf(document, union) ?? [];
  const names = new Set(branches.flatMap((branch) => [...propertiesOf(document, branch).keys()]));
  for (const name of names) {
    const values = constantsOf(document, branches, name);
    const odd = values.findIndex((value, index) => value === undefined || values.indexOf(value) < index);
    const others = new Set(values.filter((value, index) => value !== undefined && index !== odd));
    if (odd === -1 || others.size === 0 || others.size < branches.length - 1) {
      continue;
    }
    const branch = branches[odd] as Node;
    const at = propertiesOf(document, branch).get(name)?.schema ?? follow(document, branch) ?? branch;
    const [title, twin] = [branch, branches[values.indexOf(values[odd])] as Node].map(titleOf);
    const fault =
      values[odd] === undefined ? "has no constant of its own" : `is ${JSON.stringify(values[odd])}, which ${twin} is`;
    return { words: `"${name}" would tell them apart, but in ${title} it ${fault}`, at };
  }
  return undefined;
}

function titleOf(branch: Node): string {
  return componentOf(branch) ?? "one alternative";
}
