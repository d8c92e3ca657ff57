import { child, children, objectOf, rootOf } from "../document/reference.js";
import type { Document, Path } from "../document/source.js";

/** Where an API is. */
export interface Server {
  /** With its variables at their defaults. One without a default, which it must have, stands as it is written. */
  readonly url: string;
  /** The names of the variables without a default. */
  readonly open: readonly string[];
  /** The way to the URL in the document. */
  readonly path: Path;
}

/** The servers of a document that have a URL, in its order (OpenAPI, "Server Object"). */
export function serversOf(document: Document): readonly Server[] {
  return children(child(rootOf(document), "servers")).flatMap((server): readonly Server[] => {
    const { url: template } = objectOf(server);
    if (typeof template !== "string") {
      return [];
    }
    const open: string[] = [];
    const url = template.replace(/\{([^{}]+)\}/g, (written, name: string) => {
      const { default: value } = objectOf(child(child(server, "variables"), name));
      // `default: 8443` is a number in YAML.
      if (typeof value === "string" || typeof value === "number") {
        return String(value);
      }
      open.push(name);
      return written;
    });
    return [{ url, open, path: [...server.path, "url"] }];
  });
}
