import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseDocument, type Path } from "../../../generator/document/source.js";
import { Remark } from "../../../generator/inference/draft.js";
import { addToOverlay, newOverlay, type Addition } from "../../../generator/inference/overlay-text.js";
import { jsonObject } from "../json.js";
import { problemsOf } from "../documents.js";

const FILE = "events.overlay.yaml";

/** Adds to the object or array at a path of the overlay itself. */
function add(text: string, path: Path, added: Addition["added"]): string {
  const at = parseDocument(FILE, text).locate(path);
  return addToOverlay(FILE, text, [{ path: ["components", "schemas", "A"], at, added }], []);
}

const ACTIONS =
  "actions:\n  - target: $.a # why\n    update:\n      b: 1 # b\n\n      # about c\n      c:\n        - x\n        - y";

describe("addToOverlay", () => {
  it("adds to a mapping and to a list where they stand, whatever stands behind", () => {
    expect(add(ACTIONS, ["actions", 0, "update"], { d: new Remark("z", "1 of 1") })).toBe(
      `${ACTIONS}\n      d: z # 1 of 1\n`,
    );
    expect(add(`${ACTIONS}\n`, ["actions", 0, "update", "c"], [{ $ref: "#/z" }])).toBe(
      `${ACTIONS}\n        - $ref: '#/z'\n`,
    );
    expect(add(`${ACTIONS}\n# end\n`, ["actions", 0], { d: "z" })).toBe(`${ACTIONS}\n    d: z\n# end\n`);
    const literal = "actions:\n  - update:\n      d: |\n        text\n\n    target: $";
    expect(add(literal, ["actions", 0, "update"], { e: 1 })).toBe(
      literal
        .replace("\n\n", "\n\n      e: 1\n")
        .replace("text\n\n      e", "text\n      e")
        .replace("e: 1\n", "e: 1\n\n"),
    );
  });

  it("adds an action where the place is on one line, or in another file", () => {
    const flow = "actions:\n  - target: $.a\n    update: {b: {c: 1}, d: [1]}\n";
    const action = "\n  - target: $.components.schemas.A\n    update:\n      e: 1\n";
    expect(add(flow, ["actions", 0, "update", "b"], { e: 1 })).toBe(flow + action);
    const at = { file: "openapi.yaml", line: 1, column: 1, text: "" };
    expect(addToOverlay(FILE, flow, [{ path: ["components", "schemas", "A"], at, added: { e: 1 } }], [])).toBe(
      flow + action,
    );
    const list = { path: ["components", "schemas", "A", "oneOf"], at, added: [{ $ref: "#/b" }] };
    expect(addToOverlay(FILE, flow, [list], [])).toBe(
      `${flow}\n  - target: $.components.schemas.A\n    update:\n      oneOf:\n        - $ref: '#/b'\n`,
    );
  });

  it("adds actions after the last, or as the first, as deep as they stand", () => {
    const actions = [
      { path: ["paths", "/a", "get", "x'y"], comment: "Why." },
      { path: [], update: { a: 1 } },
    ];
    const lines = [
      "# Why.",
      String.raw`- target: $.paths['/a'].get['x\'y']`,
      "  remove: true",
      "",
      "- target: $",
      "  update:",
      "    a: 1",
      "",
    ];
    expect(addToOverlay(FILE, "actions:\n- target: $.z\n  update: {}\n", [], actions)).toBe(
      `actions:\n- target: $.z\n  update: {}\n\n${lines.join("\n")}`,
    );
    const deep = lines.map((line) => (line === "" ? "" : `  ${line}`)).join("\n");
    expect(addToOverlay(FILE, "actions: [] # none\nx-a: 1\n", [], actions)).toBe(`actions: # none\n${deep}x-a: 1\n`);
    expect(addToOverlay(FILE, "actions:\n  []", [], actions)).toBe(`actions:\n${deep}`);
    expect(problemsOf(() => addToOverlay(FILE, '{"actions": [{"target": "$"}]}', [], actions))).toBe(
      "error: events.overlay.yaml has its actions on one line, to which none can be added with its comments.\n\n" +
        "  Write `actions:` as a list, each action on lines of its own.",
    );
  });

  it("leaves every line as it is, and what it adds is there", () => {
    const indent = fc.constantFrom("", "  ", "    ");
    const end = fc.constantFrom("\n", "\r\n");
    const tail = fc.constantFrom("", "\n", "\n\n", " # last", "\n# end\n", "\n    # deep\n");
    fc.assert(
      fc.property(indent, end, tail, jsonObject, (pad, eol, last, added) => {
        const before = [
          "# head",
          "overlay: 1.0.0",
          "actions:",
          `${pad}- target: $.a`,
          `${pad}  update:`,
          `${pad}    z: 1`,
        ].join("\n");
        const text = (before + last).replaceAll("\n", eol);
        const after = add(text, ["actions", 0, "update"], added as Addition["added"]);
        const kept = text.split(eol).filter((line) => line !== "");
        expect(after.split(eol).filter((line) => kept.includes(line))).toEqual(kept);
        const { value } = parseDocument(FILE, after);
        expect(value).toMatchObject({ actions: [{ target: "$.a" }] });
        const update = (value as { actions: [{ update: object }] }).actions[0].update;
        expect(update).toEqual({ z: 1, ...(added as object) });
      }),
    );
  });
});

it("newOverlay is the beginning of one", () => {
  const text = newOverlay("T: x", "./openapi.yaml");
  expect(parseDocument(FILE, text).value).toEqual({
    overlay: "1.0.0",
    info: { title: "What the published T: x document leaves empty", version: "1.0.0" },
    extends: "./openapi.yaml",
    actions: [],
  });
});
