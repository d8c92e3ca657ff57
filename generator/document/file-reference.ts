import { realpathSync, statSync } from "node:fs";
import { dirname, isAbsolute, relative, resolve, sep } from "node:path";
import { decodePercent } from "./source.js";

/** A file that a reference leads to, and the fragment of the reference. */
export interface FileReference {
  /** Absolute, links resolved. */
  readonly file: string;
  /** What follows the `#`, undecoded; `""` for the whole file. */
  readonly fragment: string;
}

/** Why a reference is not followed, and what to do about it. */
export interface RefusedReference {
  readonly message: string;
  readonly hint: string;
}

/** A scheme (RFC 3986, section 3.1), two letters at least: `C:` is a drive. Or a network path, without one. */
const URI = /^(?:[A-Za-z][A-Za-z0-9+.-]+:|[/\\]{2})/;

const READ_NAMES = /\.(?:ya?ml|json)$/i;

/**
 * The file that a reference to another file leads to. Only YAML and JSON files in the folder of the document and below it
 * are ever read, wherever links lead; nothing is asked of a network.
 *
 * @param from The file that the reference stands in.
 * @param document The file of the document, whose folder bounds what is read. (For an Overlay elsewhere, its own does.)
 */
export function resolveFileReference(
  reference: string,
  from: string,
  document: string,
): FileReference | RefusedReference {
  const [encoded, fragment = ""] = split(reference);
  const path = decodePercent(encoded);
  if (URI.test(path)) {
    const isFile = /^file:/i.test(path);
    return {
      message: `The reference leads to ${isFile ? "a file: URL" : "the network"}: ${reference}`,
      hint: isFile
        ? "Write the path of the file, relative to the one that refers to it."
        : "A document never makes a request. Save what it refers to in its folder, and refer to that by a relative path.",
    };
  }
  if (isAbsolute(path) || /^(?:[A-Za-z]:|[/\\])/.test(path)) {
    return {
      message: `The reference is an absolute path: ${reference}`,
      hint: "Write the path relative to the file that refers to it.",
    };
  }
  const named = resolve(dirname(resolve(from)), path.replace(/\\/g, "/"));
  if (!READ_NAMES.test(path)) {
    return {
      message: `The reference leads to a file that is neither YAML nor JSON by its name: ${reference}`,
      hint: "References are read from .yaml, .yml and .json files. A JSON Pointer into this document begins with #/.",
    };
  }
  // Only an Overlay can stand elsewhere, and it refers to what is beside it.
  const isBeside = isInside(resolve(from), dirname(resolve(document)));
  return findInside(named, fragment, dirname(resolve(isBeside ? document : from)), reference);
}

function findInside(
  named: string,
  fragment: string,
  folder: string,
  reference: string,
): FileReference | RefusedReference {
  const outside: RefusedReference = {
    message: `The reference leads out of the document's folder: ${reference}`,
    hint: "Files are read from the folder of the document and below it. Copy the file there, or bundle the document first.",
  };
  if (!isInside(named, folder)) {
    return outside;
  }
  const file = realPath(named);
  if (file === undefined || !statSync(file).isFile()) {
    return {
      message: `There is no file at the reference ${reference}`,
      hint: "Save it there, relative to the file that refers to it, or replace the reference in an Overlay.",
    };
  }
  return isInside(file, realPath(folder) ?? folder) ? { file, fragment } : outside;
}

function isInside(file: string, folder: string): boolean {
  const way = relative(folder, file);
  return way !== "" && !isAbsolute(way) && way.split(sep)[0] !== "..";
}

function realPath(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}

function split(reference: string): readonly [string, string?] {
  const at = reference.indexOf("#");
  return at === -1 ? [reference] : [reference.slice(0, at), reference.slice(at + 1)];
}
