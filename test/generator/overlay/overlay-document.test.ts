import { describe, expect, it } from "vitest";

import { readOverlay } from "../../../generator/overlay/overlay-document.js";
import { placeAt, useFolder } from "../documents.js";

const { read } = useFolder();

const HEAD = "overlay: 1.1.0\ninfo: {title: T, version: 1.0.0}\n";

function problems(text: string): readonly string[] {
  return readOverlay(read("a.overlay.yaml", text)).problems.map(({ message, hint, location, related }) =>
    [
      `${location === undefined ? "" : placeAt(location).replace("a.overlay.yaml:", "")} - ${message}`,
      ...(hint === undefined ? [] : [hint]),
      ...(related ?? []).map((one) => `${placeAt(one.location)} - ${one.message}`),
    ].join(" | "),
  );
}

describe("readOverlay", () => {
  it("gives the actions in order, remove before update and copy", () => {
    const text = `${HEAD}extends: ./openapi.yaml
x-any: {thing: 1}
actions:
  - {target: $, description: nothing, x-why: 1}
  - {target: $.a, update: null}
  - {target: $.b, copy: $.c, remove: false}
  - {target: $.d, remove: true, update: {}, copy: $.e}
`;
    expect(readOverlay(read("a.overlay.yaml", text))).toMatchObject({
      version: "1.1",
      actions: [
        { path: ["actions", 0], target: "$" },
        { path: ["actions", 1], target: "$.a", update: { value: null } },
        { path: ["actions", 2], target: "$.b", copy: "$.c" },
        { path: ["actions", 3], target: "$.d", remove: true },
      ],
      rejected: [],
      problems: [],
    });
    expect(readOverlay(read("a.overlay.yaml", text)).actions[3]).not.toHaveProperty("update");
  });

  it.each([
    ["1.0.0", "1.0"],
    ["1.0.17", "1.0"],
    ["1.1.0", "1.1"],
    ["1.1.3", "1.1"],
  ])("takes version %s for %s", (written, version) => {
    const overlay = readOverlay(read("a.overlay.yaml", HEAD.replace("1.1.0", written) + "actions: [{target: $}]"));
    expect(overlay).toMatchObject({ version, problems: [] });
  });

  const supported = "Supported are Overlay 1.0 and 1.1: write `overlay: 1.1.0`.";
  it.each([
    ["overlay: 1.2.0", `1:10 1.2.0 - 1.2.0 is not a supported version of Overlay | ${supported}`],
    ["overlay: 2.0.0", `1:10 2.0.0 - 2.0.0 is not a supported version of Overlay | ${supported}`],
    ["overlay: 1.1", `1:10 1.1 - 1.1 is not a supported version of Overlay | ${supported}`],
    ["overlay: '1.1'", `1:10 '1.1' - 1.1 is not a supported version of Overlay | ${supported}`],
    ["overlay: [1]", `1:10 [1] - this is not a supported version of Overlay | ${supported}`],
    ["overlays: 1.1.0", `1:1 overlays: 1.1.0 - An Overlay must say its version, in the field overlay | ${supported}`],
    [
      "openapi: 3.1.0",
      "1:10 3.1.0 - This is an OpenAPI document, where an Overlay is wanted | The document comes before `--overlay`, which takes every file that follows it.",
    ],
    ["- 1", "1:1 - 1 - An Overlay must be an object"],
  ])("refuses the whole of %j", (text, expected) => {
    expect(problems(text)).toEqual([expected]);
    expect(readOverlay(read("a.overlay.yaml", text)).actions).toEqual([]);
  });

  it.each([
    [
      "overlay: 1.1.0\n",
      ["1:1 overlay: 1.1.0 - An Overlay must have `info`", "1:1 overlay: 1.1.0 - An Overlay must have `actions`"],
    ],
    [
      "overlay: 1.1.0\ninfo: {version: 1.0, x-y: 1, licence: MIT}\nactions: []\nextend: a\n",
      [
        "4:1 extend: a - An Overlay has no field `extend` | Did you mean extends?",
        '2:17 1.0, x-y: 1, licence: MIT} - `version` must be a string | Put it in quotes: "1".',
        "2:30 licence: MIT} - `info` has no field `licence` | Known are title, version, description and x-.",
        "2:7 {version: 1.0, x-y: 1, licence: MIT} - `info` must have `title`",
        "3:1 actions: [] - `actions` holds no action | Where they are comments, take the `# ` from those that are right; or remove the file.",
      ],
    ],
    [
      `${HEAD}actions:\n  # - target: $\n`,
      [
        "3:1 actions: - `actions` holds no action | Where they are comments, take the `# ` from those that are right; or remove the file.",
      ],
    ],
    [
      "overlay: 1.1.0\ninfo: T\nactions: {}\n",
      ["2:7 T - `info` must be an object", "3:10 {} - `actions` must be a list"],
    ],
    [`${HEAD}actions: [1]`, ["3:11 1] - An action must be an object"]],
    [`${HEAD}actions:\n  - update: 1`, ["4:5 update: 1 - An action must have `target`"]],
    [`${HEAD}actions:\n  - target: 5`, ['4:13 5 - `target` must be a string | Put it in quotes: "5".']],
    [`${HEAD}actions:\n  - {target: $, remove: 'true'}`, ["4:25 'true'} - `remove` must be true or false"]],
    [
      `${HEAD}actions:\n  - {target: $, update: {}, x-event-stream: {}}`,
      ["4:29 x-event-stream: {}} - Nothing reads `x-event-stream` in an action: it is part of the `update`"],
    ],
    [`${HEAD}actions:\n  - {target: $, copy: {}}`, ["4:23 {}} - `copy` must be a string"]],
    [
      `${HEAD}actions:\n  - {target: $, updat: 1}`,
      ["4:17 updat: 1} - An action has no field `updat` | Did you mean update?"],
    ],
    [
      `${HEAD}actions:\n  - {target: $, constructor: 1, __proto__: 2}`,
      [
        "4:17 constructor: 1, __proto__: 2} - An action has no field `constructor` | Known are target, description, update, copy, remove and x-.",
        "4:33 __proto__: 2} - An action has no field `__proto__` | Known are target, description, update, copy, remove and x-.",
      ],
    ],
    [
      `${HEAD}actions:\n  - target: $\n    update: {}\n    copy: $.a`,
      [
        "6:5 copy: $.a - An action with both update and copy does neither | Make two actions of it. | a.overlay.yaml:5:5 update: {} - The update",
      ],
    ],
    [
      `${HEAD}actions:\n  - {target: $.a, update: 1}\n  - {target: $.a, update: 2}\n  - {update: 1, target: $.a}`,
      [
        "6:5 {update: 1, target: $.a} - This action repeats another one | Remove one of the two. | a.overlay.yaml:4:5 {target: $.a, update: 1} - The first one",
      ],
    ],
    [
      `${HEAD.replace("1.1.0", "1.0.0").replace("T,", "T, description: D,")}actions:\n  - target: $\n    copy: $.a`,
      [
        "2:18 description: D, version: 1.0.0} - `info` has the field `description` only from Overlay 1.1 on | Write `overlay: 1.1.0`.",
        "5:5 copy: $.a - An action has the field `copy` only from Overlay 1.1 on | Write `overlay: 1.1.0`.",
      ],
    ],
  ])("refuses %j", (text, expected) => {
    expect(problems(text)).toEqual(expected);
  });

  it("leaves out the actions that are wrong, and keeps them for the record", () => {
    const overlay = readOverlay(read("a.overlay.yaml", `${HEAD}actions:\n  - {target: 1}\n  - {target: $}`));
    expect(overlay.actions).toEqual([{ path: ["actions", 1], target: "$" }]);
    expect(overlay.rejected).toEqual([{ target: 1 }]);
  });
});
