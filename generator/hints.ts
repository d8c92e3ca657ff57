import type { Path } from "./source.js";

/** An RFC 9535 JSONPath that selects the value at `path`, as an Overlay action's target. */
export function toJsonPath(path: Path): string {
  return `$${path.map((key) => toSegment(key)).join("")}`;
}

function toSegment(key: string | number): string {
  if (typeof key === "number") {
    return `[${key}]`;
  }
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(key) ? `.${key}` : `['${key.replace(/[\\']/g, "\\$&")}']`;
}

/** An Overlay action to paste: the `target` of `path`, and the lines of its `update`. */
export function overlayAction(path: Path, update: string): string {
  const target = toJsonPath(path);
  const plain = /^\$[\w.$[\]'/{}()-]*$/.test(target) ? target : JSON.stringify(target);
  return [`- target: ${plain}`, "  update:", ...update.split("\n").map((line) => `    ${line}`)].join("\n");
}
