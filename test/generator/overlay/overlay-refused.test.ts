import { describe, expect, it } from "vitest";

import { applyOverlays } from "../../../generator/overlay/overlay.js";
import { problemsOf, useFolder } from "../documents.js";

const { read } = useFolder();

const SPEC = `openapi: 3.1.0
servers:
  - url: https://a.example
  - url: https://b.example
paths:
  /chat:
    get: {tags: [x]}
    post: {summary: Old}
  /title:
    get: {summary: Same}
components:
  schemas:
    A: {type: object, required: [a, b]}
`;

function overlay(actions: string, version = "1.1.0", name = "a.overlay.yaml") {
  return read(name, `overlay: ${version}\ninfo: {title: T, version: 1.0.0}\nactions:\n${actions}`);
}

function refused(actions: string, version?: string): string {
  return `\n${problemsOf(() => applyOverlays(read("spec.yaml", SPEC), [overlay(actions, version)]))}\n`;
}

describe("what applyOverlays refuses", () => {
  it("a target that matches nothing, in the part that does not match", () => {
    expect(refused(`- target: '$.paths[''/chta''].post'\n  update: {x: 1}\n`)).toBe(`
a.overlay.yaml:4:22 - error: \`target\` matches nothing: $.paths has no '/chta'.

  2 | info: {title: T, version: 1.0.0}
  3 | actions:
> 4 | - target: '$.paths[''/chta''].post'
    |                      ^
  5 |   update: {x: 1}

  Did you mean '/chat'?
`);
  });

  it("a target that is no query", () => {
    expect(refused(`- target: $.paths[/chat]\n  remove: true\n`)).toBe(`
a.overlay.yaml:4:19 - error: \`target\` is not a JSONPath query (RFC 9535): unexpected token '/' in bracketed selection.

  2 | info: {title: T, version: 1.0.0}
  3 | actions:
> 4 | - target: $.paths[/chat]
    |                   ^
  5 |   remove: true

  Put a name with characters other than letters, digits and _ in brackets and quotes: \`$.paths['/chat']\`.
`);
  });

  it("values that cannot be merged, all of them, at the value and with what it would be merged into", () => {
    expect(
      refused(`- target: $.components.schemas.A\n  update:\n    type: [string]\n    required: {c: 1}\n    new: 1\n`),
    ).toBe(`
a.overlay.yaml:6:11 - error: Incompatible: an array cannot be merged into a string.

  4 | - target: $.components.schemas.A
  5 |   update:
> 6 |     type: [string]
    |           ^
  7 |     required: {c: 1}
  8 |     new: 1

  To replace it, remove it in an action before this one:
  - target: $.components.schemas.A.type
    remove: true

  spec.yaml:13:15 - a string, here.

    11 | components:
    12 |   schemas:
  > 13 |     A: {type: object, required: [a, b]}
       |               ^

a.overlay.yaml:7:15 - error: Incompatible: an object cannot be merged into an array.

  5 |   update:
  6 |     type: [string]
> 7 |     required: {c: 1}
    |               ^
  8 |     new: 1

  To append it, put it into a list. To replace it, remove it in an action before this one:
  - target: $.components.schemas.A.required
    remove: true

  spec.yaml:13:33 - an array, here.

    11 | components:
    12 |   schemas:
  > 13 |     A: {type: object, required: [a, b]}
       |                                 ^
`);
  });

  it("a copy that does not fit, with what it copies", () => {
    expect(refused("- target: $.components.schemas\n  copy: $.openapi\n")).toBe(`
a.overlay.yaml:5:9 - error: Incompatible: a string cannot be merged into an object.

  3 | actions:
  4 | - target: $.components.schemas
> 5 |   copy: $.openapi
    |         ^

  To replace it, remove it in an action before this one, and update the object that holds it.

  spec.yaml:1:10 - a string, copied from here.

  > 1 | openapi: 3.1.0
      |          ^
    2 | servers:
    3 |   - url: https://a.example

  spec.yaml:13:5 - an object, here.

    11 | components:
    12 |   schemas:
  > 13 |     A: {type: object, required: [a, b]}
       |     ^
`);
  });

  it("a value that an earlier action wrote, shown in the Overlay", () => {
    expect(refused("- {target: $, update: {tags: [a]}}\n- {target: $, update: {tags: b}}\n")).toBe(`
a.overlay.yaml:5:30 - error: Incompatible: a string cannot be merged into an array.

  3 | actions:
  4 | - {target: $, update: {tags: [a]}}
> 5 | - {target: $, update: {tags: b}}
    |                              ^

  To append it, put it into a list. To replace it, remove it in an action before this one:
  - target: $.tags
    remove: true

  a.overlay.yaml:4:30 - an array, here.

    2 | info: {title: T, version: 1.0.0}
    3 | actions:
  > 4 | - {target: $, update: {tags: [a]}}
      |                              ^
    5 | - {target: $, update: {tags: b}}
`);
  });

  it.each([
    ["- {target: $, remove: true}", "4:12 - error: The root of the document cannot be removed: nothing contains it."],
    ["- {target: $, copy: $.servers.*}", "4:21 - error: `copy` must select a single value, and this selects 2."],
    ["- {target: $, copy: $.server}", "4:23 - error: `copy` matches nothing: $ has no 'server'."],
    [
      "- {target: $.*, update: {a: 1}}",
      "4:12 - error: `target` matches primitives, arrays, and objects, and one action can change only one of these kinds.",
    ],
    [
      "- {target: '$.paths.*.get', update: {summary: []}}",
      "4:47 - error: Incompatible: an array cannot be merged into a string.",
    ],
    [
      "- {target: '$.servers.*', update: {url: {}}}",
      "4:41 - error: Incompatible: an object cannot be merged into a string, in 2 places.",
    ],
    ["- {target: $, update: []}", "4:23 - error: Incompatible: an array cannot be merged into an object."],
    ["- {target: $, update: {components: }}", "4:36 - error: Incompatible: null cannot be merged into an object."],
  ])("%s", (actions, expected) => {
    expect(
      refused(actions)
        .split("\n")
        .filter((line) => line.startsWith("a.overlay.yaml")),
    ).toEqual([`a.overlay.yaml:${expected}`]);
  });

  it("everything that is wrong in all Overlays at once, and nothing that only follows from it", () => {
    const first = overlay(
      [
        "- {target: $, updat: {late: {}}}",
        "- {target: $.servers, copy: $.nothing}",
        "- {target: $.late, update: {x: 1}}",
        "- {target: '$.servers[5]', remove: true}",
        "- {target: $.components, update: {schemas: 1, extra: {deep: {}}}}",
        "- {target: $.components.extra.deep, update: {x: 1}}",
        "- {target: $.paths, update: {'/new': {}}}",
        "- {target: '$.paths[''/new'']', update: {get: {}}}",
      ].join("\n"),
      "1.1.0",
      "1.overlay.yaml",
    );
    const second = overlay(
      "- {target: $, update: {openapi: []}}\n- {target: $.late.y, remove: true}",
      "1.0.0",
      "2.overlay.yaml",
    );
    const third = overlay("- {target: $, update: {third: {}}}", "3.0.0", "3.overlay.yaml");
    const fourth = overlay(
      "- {target: $.third.x, remove: true}\n- {target: $.fourth, remove: true}",
      "1.0.0",
      "4.overlay.yaml",
    );
    const message = problemsOf(() => applyOverlays(read("spec.yaml", SPEC), [first, second, third, fourth]));
    expect(message.split("\n").filter((line) => /^\S+ - /.test(line))).toEqual([
      "1.overlay.yaml:4:15 - error: An action has no field `updat`.",
      "1.overlay.yaml:5:31 - error: `copy` matches nothing: $ has no 'nothing'.",
      "1.overlay.yaml:6:14 - error: `target` matches nothing: $ has no 'late'.",
      "1.overlay.yaml:7:22 - error: `target` matches nothing: there is no [5] at $.servers.",
      "1.overlay.yaml:8:44 - error: Incompatible: a number cannot be merged into an object.",
      "2.overlay.yaml:4:33 - error: Incompatible: an array cannot be merged into a string.",
      "2.overlay.yaml:5:14 - error: `target` matches nothing: $ has no 'late'.",
      "3.overlay.yaml:1:10 - error: 3.0.0 is not a supported version of Overlay.",
      "4.overlay.yaml:5:14 - error: `target` matches nothing: $ has no 'fourth'.",
    ]);
  });
});
