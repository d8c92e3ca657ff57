import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import type { GeneratedFile } from "../../../generator/emit/generated-file.js";
import { names } from "./corpus/names.js";
import { overlays } from "./corpus/overlays.js";
import { references } from "./corpus/references.js";
import { sizes } from "./corpus/sizes.js";
import { texts } from "./corpus/texts.js";
import { yamls } from "./corpus/yaml.js";
import { dangersIn, outcomeOf } from "./safety.js";
import { typeErrorsOf } from "./type-check.js";

let root: string;
beforeAll(() => (root = mkdtempSync(join(tmpdir(), "openapi-stream-"))));
afterAll(() => rmSync(root, { recursive: true }));

/** What was generated from the documents so far. */
const packages = new Map<string, readonly GeneratedFile[]>();

const rooms = { names, texts, references, yamls, sizes, overlays };

describe.each(Object.entries(rooms))("%s", (room, corpus) => {
  it.each(corpus.map((one, index) => [one.name, index, one] as const))(
    "%s",
    async (name, index, { files, outcome }) => {
      const folder = join(root, room, String(index));
      for (const [path, content] of Object.entries(files)) {
        mkdirSync(dirname(join(folder, path)), { recursive: true });
        writeFileSync(join(folder, path), content);
      }
      const result = await outcomeOf({ folder });
      const messages = result.diagnostics
        .filter(({ severity }) => severity === "error")
        .map(({ message, hint }) => `${message} ${hint}`);
      expect(dangersIn(result)).toEqual([]);
      if (outcome === "generated") expect(messages).toEqual([]);
      else expect(messages.join("\n")).toMatch(outcome);
      expect("polluted" in {}).toBe(false);
      if (result.generated !== undefined) packages.set(`${room}, ${name}`, result.generated.files);
    },
  );
});

it("what is generated from them has no type error", () => {
  expect(packages.size).toBeGreaterThan(100);
  expect(typeErrorsOf(packages)).toEqual([]);
});
