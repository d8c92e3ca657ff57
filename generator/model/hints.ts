import type { Path } from "../document/source.js";

/** An RFC 9535 JSONPath that selects the value at `path`, as an Overlay action's target. */
export function toJsonPath(path: Path): string {
  return `$${path.map((key) => toSegment(key)).join("")}`;
}

function toSegment(key: string | number): string {
  if (typeof key === "number") {
    return `[${key}]`;
  }
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(key) ? `.${key}` : `['${escapeName(key)}']`;
}

/** RFC 9535, section 2.3.1.1: what a name between single quotes cannot hold as it is. */
function escapeName(name: string): string {
  return name.replace(/[\\']/g, "\\$&").replace(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/gu, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
}

/** A name in the YAML of a hint, as it is where YAML takes it for a text. */
export function toYaml(name: string): string {
  return /^[A-Za-z_][\w.-]*$/.test(name) && !/^(true|false|null|y|n|yes|no|on|off)$/i.test(name)
    ? name
    : JSON.stringify(name);
}

/** An Overlay action to paste: the `target` of `path`, and the lines of its `update`. */
export function overlayAction(path: Path, update: string): string {
  return [targetLine(path), "  update:", ...update.split("\n").map((line) => `    ${line}`)].join("\n");
}

/** An Overlay action to paste that removes the value at `path`. */
export function removeAction(path: Path): string {
  return [targetLine(path), "  remove: true"].join("\n");
}

function targetLine(path: Path): string {
  const target = toJsonPath(path);
  const plain = /^\$[\w.$[\]'/{}()-]*$/.test(target) ? target : JSON.stringify(target);
  return `- target: ${plain}`;
}
