import { basename, resolve } from "node:path";
import { DiagnosticsError, type Diagnostic } from "../diagnostics/diagnostics.js";
import {
  childOf,
  finish,
  graftFrom,
  madeObjectIn,
  objectIn,
  put,
  startEditing,
  type Graft,
} from "./edited-document.js";
import { identityOf, nameFor, openReference, type OpenFiles, type ReferenceTarget } from "./open-reference.js";
import { isReferenceOnly, referenceOf } from "./reference.js";
import { copiedReference, schemaReference, spotOf, under, type Spot } from "./reference-spot.js";
import { mayBeReference } from "./schema-unions.js";
import { isObject, toPointer, valueAt, type Document, type JsonObject, type JsonValue } from "./source.js";

/**
 * Takes in what a document refers to in other files, so that it is one document: a schema becomes a component, anything
 * else is copied to where it is referred to. Every value knows the file that it was written in.
 *
 * A reference that cannot be followed stays as it is: an Overlay may replace it, and if none does, `checkDocument` says
 * what is wrong with it.
 *
 * @throws {DiagnosticsError} with what is wrong with the YAML or JSON of a file that is referred to.
 */
export function bundle(document: Document): Document {
  return leadsOut(document.value) ? new Bundler(document).run() : document;
}

/**
 * The files that a document takes in, by their absolute paths.
 *
 * @throws {DiagnosticsError} as `bundle` does.
 */
export function bundledFiles(document: Document): readonly string[] {
  const bundler = new Bundler(document);
  bundler.run();
  return [...bundler.files.keys()];
}

/** A quick look, at what is no reference too. */
function leadsOut(value: JsonValue): boolean {
  if (typeof value !== "object" || value === null) {
    return false;
  }
  const { mapping } = value as JsonObject;
  const references = [referenceOf(value) ?? "#", ...(isObject(mapping) ? Object.values(mapping) : [])];
  const isOut = (one: JsonValue): boolean => typeof one === "string" && !one.startsWith("#") && mayBeReference(one);
  return references.some(isOut) || Object.values(value).some(leadsOut);
}

/** How many values may be copied. Copies that refer to copies can make of a small file what no machine holds. */
const MAX_COPIED = 500_000;

class Bundler {
  readonly files: OpenFiles = new Map();
  readonly #document: Document;
  readonly #root: Graft;
  /** What references were found to stand for. */
  readonly #targets = new Map<string, ReferenceTarget>();
  /** The pointers to the components that schemas of other files have become. */
  readonly #components = new Map<string, string>();
  readonly #problems: Diagnostic[] = [];
  #copies = 0;

  constructor(document: Document) {
    this.#document = document;
    this.#root = startEditing(document).root;
  }

  run(): Document {
    this.#adoptComponents();
    this.#visit(spotOf(this.#root));
    if (this.#problems.length > 0) {
      throw new DiagnosticsError(this.#problems);
    }
    return finish({ file: this.#document.file, root: this.#root });
  }

  /** A component that only refers to a schema of another file is that schema, and keeps its name. */
  #adoptComponents(): void {
    const components = objectIn(this.#root, "components");
    if (components === undefined || objectIn(components, "schemas") === undefined) {
      return;
    }
    const schemas = this.#copied(under(spotOf(components), "schemas"), components, "schemas");
    const spots = Object.keys(schemas.graft.value as object).map((name) => this.#adopted(schemas, name));
    spots.filter(({ home }) => home !== undefined).forEach((spot) => this.#visit(spot));
  }

  #adopted(schemas: Spot, name: string): Spot {
    const spot = under(schemas, name);
    const pointer = toPointer(["components", "schemas", name]);
    if (schemas.home !== undefined) {
      this.#components.set(identityOf(spot.graft.origin.value), pointer);
    }
    const found = isReferenceOnly(spot.graft.value) ? this.#openSchema(spot, "$ref") : undefined;
    if (found === undefined || found.document === this.#document || this.#components.has(identityOf(found))) {
      return spot;
    }
    const graft = graftFrom(found.document, found.path);
    this.#components.set(identityOf(found), pointer);
    put(schemas.graft, name, graft);
    return { ...spot, graft, home: found.document };
  }

  #visit(spot: Spot): void {
    const { graft, keys } = spot;
    const { value } = graft;
    if (keys === "data" || typeof value !== "object" || value === null) {
      return;
    }
    if (keys === "keyword" && isObject(value) && spot.isSchema) {
      this.#redirect(spot, "$ref");
      const discriminator = objectIn(graft, "discriminator");
      if (discriminator) this.#redirect({ ...spot, graft: discriminator }, "defaultMapping");
      const mapping = discriminator && objectIn(discriminator, "mapping");
      Object.keys(mapping?.value ?? {}).forEach((name) => this.#redirect({ ...spot, graft: mapping as Graft }, name));
    }
    for (const key of Array.isArray(value) ? value.keys() : Object.keys(value)) {
      this.#visit(this.#copied(under(spot, key), graft, key));
    }
  }

  /** Makes the reference under a key, where it leads to a schema of another file, one to its component. */
  #redirect(spot: Spot, key: string): void {
    const found = this.#openSchema(spot, key);
    if (found !== undefined) {
      put(spot.graft, key, { value: this.#pointerTo(found), origin: childOf(spot.graft, key).origin });
    }
  }

  /** The schema that the reference under a key stands for, through references that say nothing but where to look. */
  #openSchema(spot: Spot, key: string): ReferenceTarget | undefined {
    const seen = new Set<string>();
    let found: ReferenceTarget | undefined;
    for (let at = spot, name = key; ; name = "$ref") {
      const reference = schemaReference(at, name, this.#document);
      const next = reference === undefined ? undefined : this.#open(at, name, reference);
      if (next === undefined || seen.has(identityOf(next))) return found;
      found = next;
      seen.add(identityOf(next));
      const graft = graftFrom(next.document, next.path);
      if (next.document === this.#document || !isReferenceOnly(graft.value)) return found;
      at = { ...spot, graft, home: next.document };
    }
  }

  /** The copy that takes the place of a reference to what is no schema. */
  #copied(spot: Spot, parent: Graft, key: string | number): Spot {
    const { graft, inside } = spot;
    const reference = copiedReference(spot);
    const found = reference === undefined ? undefined : this.#open(spot, "$ref", reference);
    if (found === undefined) {
      return spot;
    }
    const { document, path } = found;
    if (document === this.#document) {
      put(graft, "$ref", { value: toPointer(path), origin: childOf(graft, "$ref").origin });
      return spot;
    }
    const identity = identityOf(found);
    if (inside.includes(identity) || this.#isTooMuch(found, graft)) {
      return spot;
    }
    const copy = graftFrom(document, path);
    for (const sibling of Object.keys(graft.value as object).filter((name) => name !== "$ref")) {
      // What stands beside the reference, such as a description, is said of this use of it.
      put(copy, sibling, childOf(graft, sibling));
    }
    put(parent, key, copy);
    return this.#copied({ ...spot, graft: copy, home: document, inside: [...inside, identity] }, parent, key);
  }

  #isTooMuch({ document, path }: ReferenceTarget, reference: Graft): boolean {
    const before = this.#copies;
    this.#copies += before > MAX_COPIED ? 0 : sizeOf(valueAt(document.value, path));
    if (before <= MAX_COPIED && this.#copies > MAX_COPIED) {
      const { document: file, path: at } = reference.origin.value;
      this.#problems.push({
        severity: "error",
        message: "The references of this document copy too much of other files",
        hint: "Refer to schemas, which are not copied, or bundle the document first.",
        location: file.locate(at),
      });
    }
    return this.#copies > MAX_COPIED;
  }

  /** What a reference stands for, where that is not already what it says. */
  #open({ home, graft }: Spot, key: string, reference: string): ReferenceTarget | undefined {
    if (home === undefined && reference.startsWith("#")) {
      return undefined;
    }
    const { document, path } = childOf(graft, key).origin.value;
    // An Overlay's reference is relative to the Overlay.
    const from = home?.file ?? document.locate(path).file;
    const full = reference.startsWith("#") ? `${encodeURIComponent(basename(from))}${reference}` : reference;
    const found =
      this.#targets.get(`${from} ${full}`) ?? openReference(full, resolve(from), this.#document, this.files);
    if ("problems" in found) {
      this.#problems.push(...found.problems);
    }
    if ("path" in found) {
      this.#targets.set(`${from} ${full}`, found);
      return found;
    }
    // It is not to be taken for a reference into this document.
    put(graft, key, { value: full, origin: childOf(graft, key).origin });
    return undefined;
  }

  #pointerTo(found: ReferenceTarget): string {
    const { document, path } = found;
    if (document === this.#document) {
      return toPointer(path);
    }
    const identity = identityOf(found);
    const known = this.#components.get(identity);
    if (known !== undefined) {
      return known;
    }
    const schemas = madeObjectIn(madeObjectIn(this.#root, "components"), "schemas");
    const name = nameFor(found, Object.keys(schemas.value as object));
    const pointer = toPointer(["components", "schemas", name]);
    const graft = graftFrom(document, path);
    this.#components.set(identity, pointer);
    put(schemas, name, graft);
    this.#visit(spotOf(graft, { isSchema: true, home: document }));
    return pointer;
  }
}

function sizeOf(value: JsonValue): number {
  return typeof value === "object" && value !== null
    ? Object.values(value).reduce((size: number, child: JsonValue) => size + sizeOf(child), 1)
    : 1;
}
