import type { Location } from "../diagnostics/diagnostics.js";
import { child, children, findAt, objectOf, rootOf, type Node } from "../document/reference.js";
import type { Document, Path } from "../document/source.js";
import type { Inputs } from "../input/inputs.js";
import { select } from "../overlay/overlay-target.js";

/** The action of an Overlay that removed what stands at a path of the document as published; `undefined` if none did. */
export function removingAction({ spec, overlays }: Inputs, path: Path): Location | undefined {
  if (findAt(spec, path) === undefined) return undefined;
  for (const overlay of overlays) {
    const actions = children(child(rootOf(overlay), "actions"));
    const found = actions.find((action) => removes(action, spec, path));
    if (found !== undefined) return overlay.locate([...found.path, "target"]);
  }
  return undefined;
}

function removes(action: Node, spec: Document, path: Path): boolean {
  const { target, remove } = objectOf(action);
  if (remove !== true || typeof target !== "string") return false;
  const found = select(target, spec.value);
  return !("reason" in found) && found.some((removed) => removed.every((step, index) => step === path[index]));
}
