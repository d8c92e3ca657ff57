import { closeSync, openSync, readSync } from "node:fs";
import { join } from "node:path";
import type { Diagnostic } from "../diagnostics/diagnostics.js";
import { locateFile } from "../document/display-name.js";

const START_BYTES = 4096;

/** Warns of what stands in the folder of an API and is not read, for its name is another. */
export function warnOfMisnamed(folder: string, names: readonly string[]): readonly Diagnostic[] {
  return names.flatMap((name): readonly Diagnostic[] => {
    const file = join(folder, name);
    if (/^client\.(yml|json)$/.test(name) && !names.includes("client.yaml")) {
      return [unread(file, `${name} is not read: it has to be called client.yaml`)];
    }
    if (!/\.(ya?ml|json)$/.test(name) || /\.overlay\./.test(name) || !isOverlay(startOf(file))) return [];
    const [stem, extension] = name.split(/\.(?=[^.]+$)/) as [string, string];
    return [
      unread(file, `${name} is an Overlay that is not applied: it has to be called ${stem}.overlay.${extension}`),
    ];
  });
}

function unread(file: string, message: string): Diagnostic {
  return { severity: "warning", message, location: locateFile(file) };
}

/** By its first key, behind comments: that of most Overlays. */
function isOverlay(start: string): boolean {
  const first = start.split(/\r?\n/).find((line) => !/^\s*(#|---|%|$)/.test(line)) ?? "";
  return /^overlay\s*:/.test(first) || /^\s*\{\s*"overlay"\s*:/.test(start);
}

/** The file may be one of megabytes, or a folder. */
function startOf(file: string): string {
  try {
    const descriptor = openSync(file, "r");
    try {
      const bytes = Buffer.alloc(START_BYTES);
      return bytes.toString("utf8", 0, readSync(descriptor, bytes)).replace(/^\uFEFF/, "");
    } finally {
      closeSync(descriptor);
    }
  } catch {
    return "";
  }
}
