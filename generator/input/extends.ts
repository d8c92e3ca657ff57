import { existsSync } from "node:fs";
import { dirname, resolve } from "node:path";
import type { Diagnostic } from "../diagnostics/diagnostics.js";
import { objectOf, rootOf } from "../document/reference.js";
import type { Document } from "../document/source.js";

/** What the `extends` of an Overlay says. */
interface Extension {
  readonly overlay: Document;
  /** As written: from where the Overlay stands. */
  readonly reference: string;
  readonly file: string;
}

/** The document that an Overlay says it is for, whether it is there or not (Overlay 1.x, section 4.4.1). */
export function extendedBy(overlay: Document): string | undefined {
  return extensionOf(overlay)?.file;
}

/** The document that the Overlays of one folder are for: where they name one, all of them must name the same. */
export function extendedFile(overlays: readonly Document[], problems: Diagnostic[]): string | undefined {
  const extended = overlays.flatMap((overlay) => extensionOf(overlay) ?? []);
  for (const { overlay, reference } of extended.filter((one) => /^[a-z][a-z0-9+.-]+:/i.test(one.reference))) {
    problems.push({
      severity: "error",
      message: `\`extends\` is a URL, and a file is wanted: ${reference}`,
      hint: "The published document is kept beside the Overlay, so that a change of it shows in review. Save it there, and name the file.",
      location: overlay.locate(["extends"]),
    });
  }
  const [first] = extended;
  if (problems.length === 0 && first !== undefined && !existsSync(first.file)) {
    problems.push({
      severity: "error",
      message: `\`extends\` names a file that is not there: ${first.reference}`,
      hint: "The path is relative to the Overlay. Save the published document there.",
      location: first.overlay.locate(["extends"]),
    });
  }
  for (const other of extended.filter(({ file }) => file !== first?.file)) {
    problems.push({
      severity: "error",
      message: "Two overlays of one folder extend different documents",
      hint: "One folder is one API. Move one of them to a folder of its own.",
      location: other.overlay.locate(["extends"]),
      related: [{ message: "The first of the two", location: (first as Extension).overlay.locate(["extends"]) }],
    });
  }
  return problems.length > 0 ? undefined : first?.file;
}

/**
 * The Overlays of a folder that are for a document. Those that say that they are for another are not, where some say that
 * they are for this one, or for more than one other; else it may be a new version of the one they extend. Where it was named
 * as one of several, those of the others are not either: whose document is not there may have the wrong name in it.
 */
export function overlaysFor(overlays: readonly Document[], spec: string, isNamed = false): readonly Document[] {
  const file = resolve(spec);
  const all = new Set(overlays.flatMap((overlay) => extendedBy(overlay) ?? []));
  if (!isNamed && !all.has(file) && all.size < 2) return overlays;
  const isOurs = (extended = file): boolean => extended === file || (isNamed && !existsSync(extended));
  return overlays.filter((overlay) => isOurs(extendedBy(overlay)));
}

/** A warning for an Overlay that is applied to another document than the one it says it is for. */
export function otherExtends(overlay: Document, spec: string): readonly Diagnostic[] {
  const extension = extensionOf(overlay);
  if (extension === undefined || extension.file === resolve(spec)) {
    return [];
  }
  const isThere = existsSync(extension.file);
  return [
    {
      severity: "warning",
      message: `This Overlay extends ${extension.reference}${isThere ? "" : ", a file that is not there"}, but is applied to ${spec}, as the command line says`,
      hint: isThere ? undefined : `Let \`extends\` name ${spec}, by its path from the Overlay.`,
      location: overlay.locate(["extends"]),
    },
  ];
}

function extensionOf(overlay: Document): Extension | undefined {
  const reference = objectOf(rootOf(overlay))["extends"];
  return typeof reference === "string"
    ? { overlay, reference, file: resolve(dirname(overlay.file), reference) }
    : undefined;
}
