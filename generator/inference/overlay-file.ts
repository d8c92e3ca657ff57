import { existsSync } from "node:fs";
import { dirname, extname, join, relative, resolve } from "node:path";
import { failure } from "../diagnostics/diagnostics.js";
import { displayName, toPosix } from "../document/display-name.js";
import { readText } from "../document/read-text.js";
import { parseDocument, type Document } from "../document/source.js";
import { folderOf, type Inputs, type InputRequest } from "../input/inputs.js";
import { titleOf } from "../model/title.js";
import { newOverlay } from "./overlay-text.js";

/** The Overlay that is added to, and those that come before and after it. */
export interface OverlayFile {
  /** As diagnostics name it, and as it can be opened. */
  readonly file: string;
  readonly text: string;
  /** All overlays of the API, with this one as it is at the moment. */
  withText(text: string): readonly Document[];
}

const NEW = "streaming.overlay.yaml";

/**
 * The Overlay to add to: the one that `out` names, else the last one, which knows what all others did; else a new one.
 *
 * @throws {DiagnosticsError} when nothing can be added to it.
 */
export function overlayToAddTo(request: InputRequest, { spec, overlays }: Inputs): OverlayFile {
  const isOut = ({ file }: Document): boolean => resolve(file) === resolve(request.out!);
  const index = request.out === undefined ? overlays.length - 1 : overlays.findIndex(isOut);
  const known = overlays[index];
  const path = known?.file ?? request.out ?? join(folderOf(request), NEW);
  if (extname(path) === ".json") {
    throw failure(`${path} is JSON, which has no comments`, "Name one that is YAML with --out.");
  }
  const file = known?.file ?? displayName(path);
  const written = known?.locate([]).text ?? (existsSync(path) ? readText(path, file) : "");
  // An empty file is what a shell makes before it writes there.
  const text = written === "" ? newOverlay(titleOf(spec) ?? "OpenAPI", way(path, spec.file)) : written;
  const before = known ? overlays.slice(0, index) : overlays;
  const after = known ? overlays.slice(index + 1) : [];
  return { file, text, withText: (changed) => [...before, parseDocument(file, changed), ...after] };
}

function way(overlay: string, spec: string): string {
  const path = toPosix(relative(dirname(resolve(overlay)), resolve(spec)));
  return path.startsWith("../") ? path : `./${path}`;
}
