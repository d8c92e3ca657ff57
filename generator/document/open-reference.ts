import { realpathSync } from "node:fs";
import { basename, extname } from "node:path";
import { collect, suggest, type Diagnostic } from "../diagnostics/diagnostics.js";
import { resolveFileReference, type RefusedReference } from "./file-reference.js";
import { childAt, children, keyOf, rootOf, type Node } from "./reference.js";
import { isObject, parsePointer, readDocument, toPointer, type Document, type Path } from "./source.js";

/** The files that were read, by their absolute path, and what is wrong with those that could not be. */
export type OpenFiles = Map<string, Document | readonly Diagnostic[]>;

/** An object, or a schema that is `true` or `false`, of this document or of another file. */
export interface ReferenceTarget {
  readonly document: Document;
  readonly path: Path;
}

/**
 * Opens what a reference to another file stands for.
 *
 * @param from The file that the reference stands in.
 * @param root The document that is bundled. A reference back into its file is one into it.
 */
export function openReference(
  reference: string,
  from: string,
  root: Document,
  files: OpenFiles,
): ReferenceTarget | RefusedReference | { readonly problems: readonly Diagnostic[] } {
  const found = resolveFileReference(reference, from, root.file);
  if ("message" in found) {
    return found;
  }
  const document = found.file === realpathSync(root.file) ? root : open(found.file, files);
  if (!("value" in document)) {
    return { problems: document };
  }
  const steps = parsePointer(`#${found.fragment}`);
  if (steps === undefined) {
    return {
      message: `The reference names an anchor, and no place by a JSON Pointer: ${reference}`,
      hint: "Write the way to the schema, such as events.yaml#/components/schemas/Token.",
    };
  }
  return walk(document, steps, reference);
}

function open(file: string, files: OpenFiles): Document | readonly Diagnostic[] {
  const known = files.get(file);
  if (known !== undefined) {
    return known;
  }
  const problems: Diagnostic[] = [];
  const document = collect(problems, () => readDocument(file));
  // What is wrong is said once: who asks for the file again is told nothing new.
  files.set(file, document ?? []);
  return document ?? problems;
}

function walk(document: Document, steps: readonly string[], reference: string): ReferenceTarget | RefusedReference {
  let node: Node = rootOf(document);
  for (const step of steps) {
    const next = childAt(node, step);
    if (next === undefined) {
      const near = suggest(step, children(node).map(keyOf));
      const hint = near ? `Did you mean "${near}" for "${step}"?` : `Its file has no "${step}" there.`;
      return { message: `The reference leads nowhere: ${reference}`, hint };
    }
    node = next;
  }
  return isObject(node.value) || typeof node.value === "boolean"
    ? { document, path: node.path }
    : {
        message: `The reference leads to no object: ${reference}`,
        hint: "Refer to a schema, a path item or the like.",
      };
}

/** What two references have in common that lead to the same. */
export function identityOf({ document, path }: ReferenceTarget): string {
  return `${document.file}${toPointer(path)}`;
}

/** A name for a schema among others: its own in its file, else that of the file; both where the name is taken. */
export function nameFor({ document, path }: ReferenceTarget, taken: readonly string[]): string {
  const stem = basename(document.file, extname(document.file));
  const own = path.length === 0 ? stem : String(path.at(-1));
  const names = new Set(taken);
  let name = names.has(own) ? `${stem}_${own}` : own;
  for (let count = 2; names.has(name); count += 1) name = `${stem}_${own}_${count}`;
  return name;
}
