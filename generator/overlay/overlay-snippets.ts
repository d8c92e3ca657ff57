import { toJsonPath } from "../document/json-path.js";
import type { Path } from "../document/source.js";

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
