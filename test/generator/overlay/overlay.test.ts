import { describe, expect, it } from "vitest";

import { applyOverlays } from "../../../generator/overlay/overlay.js";
import type { JsonValue } from "../../../generator/document/source.js";
import { placeAt, useFolder } from "../documents.js";

const { read, write } = useFolder();

function overlay(actions: string, version = "1.1.0", name = "a.overlay.yaml") {
  return read(name, `overlay: ${version}\ninfo: {title: T, version: 1.0.0}\nactions:\n${actions}`);
}

function applied(spec: string, actions: string, version?: string): JsonValue {
  return applyOverlays(read("spec.yaml", spec), [overlay(actions, version)]).value;
}

describe("applyOverlays", () => {
  it("takes in what an Overlay refers to in other files, from where the Overlay stands", () => {
    write("overlays/events.yaml", "Token: {type: string}\n");
    const patch = overlay(
      "- {target: $.a, update: {schema: {$ref: events.yaml#/Token}}}",
      "1.1.0",
      "overlays/a.overlay.yaml",
    );
    const document = applyOverlays(read("spec.yaml", "a: {}\n"), [patch]);
    expect(document.value).toEqual({
      a: { schema: { $ref: "#/components/schemas/Token" } },
      components: { schemas: { Token: { type: "string" } } },
    });
    expect(placeAt(document.locate(["components", "schemas", "Token", "type"]))).toBe(
      "overlays/events.yaml:1:15 string}",
    );
    expect(placeAt(document.locate(["a", "schema", "$ref"]))).toMatch(/^overlays\/a\.overlay\.yaml:4:41/);
  });

  it.each([
    [
      "merges objects",
      "a: {b: 1, c: {d: 1}}",
      "- {target: $.a, update: {c: {e: 2}, f: 3}}",
      { a: { b: 1, c: { d: 1, e: 2 }, f: 3 } },
    ],
    [
      "replaces primitives in objects",
      "a: {b: 1, c: x}",
      "- {target: $.a, update: {b: null, c: true}}",
      { a: { b: null, c: true } },
    ],
    ["replaces primitives", "a: [1, 2, 3]", "- {target: '$.a[?@ > 1]', update: 0}", { a: [1, 0, 0] }],
    ["concatenates arrays", "a: [1]", "- {target: $.a, update: [2, [3]]}", { a: [1, 2, [3]] }],
    ["concatenates arrays in objects", "a: {b: [1]}", "- {target: $.a, update: {b: [2]}}", { a: { b: [1, 2] } }],
    ["appends an object", "a: [1]", "- {target: $.a, update: {b: 2}}", { a: [1, { b: 2 }] }],
    ["appends a primitive", "a: [1]", "- {target: $.a, update: null}", { a: [1, null] }],
    [
      "updates every target",
      "a: {x: {n: [1]}, y: {n: [2]}}",
      "- {target: $.a.*, update: {n: [3]}}",
      { a: { x: { n: [1, 3] }, y: { n: [2, 3] } } },
    ],
    ["updates a place once", "a: [[1]]", "- {target: '$.a[0,0,-1]', update: 2}", { a: [[1, 2]] }],
    [
      "updates targets inside of targets",
      "a: {k: {}}",
      "- {target: $..*, update: {n: 1}}",
      { a: { k: { n: 1 }, n: 1 } },
    ],
    ["removes properties", "a: {b: 1, c: 2}", "- {target: $.a.b, remove: true}", { a: { c: 2 } }],
    ["removes entries", "a: [1, 2, 1, 3, 1]", "- {target: '$.a[?@ == 1]', remove: true}", { a: [2, 3] }],
    ["removes a place once", "a: [1, 2, 3]", "- {target: '$.a[0,0,-3]', remove: true}", { a: [2, 3] }],
    [
      "removes what is inside of what it removes",
      "a: {x: {x: [{x: 1}, 2]}}",
      "- {target: $..x, remove: true}",
      { a: {} },
    ],
    [
      "removes more than ten entries",
      "a: [0,1,2,3,4,5,6,7,8,9,10,11]",
      "- {target: '$.a[1:]', remove: true}",
      { a: [0] },
    ],
    ["lets remove win", "a: {b: 1}", "- {target: $.a.b, remove: true, update: 2, copy: $.nowhere}", { a: {} }],
    ["takes remove: false for nothing", "a: 1", "- {target: $.a, remove: false, update: 2}", { a: 2 }],
    ["does nothing when told nothing", "a: 1", "- {target: $.a}", { a: 1 }],
    [
      "applies each action to the result of the last",
      "a: 1",
      "- {target: $, update: {b: {}}}\n- {target: $.b, update: {c: 1}}\n- {target: $.b.c, update: 2}",
      { a: 1, b: { c: 2 } },
    ],
    [
      "replaces by removing first",
      "a: {b: [1]}",
      "- {target: $.a.b, remove: true}\n- {target: $.a, update: {b: {c: 1}}}",
      { a: { b: { c: 1 } } },
    ],
    [
      "copies objects",
      "a: {x: {n: 1}}\nb: {y: 2}",
      "- {target: $.b, copy: $.a}",
      { a: { x: { n: 1 } }, b: { y: 2, x: { n: 1 } } },
    ],
    [
      "copies arrays and primitives",
      "a: [1]\nb: [2]\nc: 3",
      "- {target: $.a, copy: $.b}\n- {target: $.b, copy: $.c}\n- {target: $.c, copy: '$.a[1]'}",
      { a: [1, 2], b: [2, 3], c: 2 },
    ],
    [
      "copies a value into a part of itself",
      "a: {b: {c: 1}}",
      "- {target: $.a.b, copy: $.a}",
      { a: { b: { c: 1, b: { c: 1 } } } },
    ],
    [
      "moves",
      "a: {x: 1}",
      "- {target: $, update: {b: {}}}\n- {target: $.b, copy: $.a}\n- {target: $.a, remove: true}",
      { b: { x: 1 } },
    ],
    [
      "changes nothing through aliases of the spec",
      "a: &a {n: [1]}\nb: *a",
      "- {target: $.a.n, update: 2}",
      { a: { n: [1, 2] }, b: { n: [1] } },
    ],
  ])("%s", (_, spec, actions, expected) => {
    expect(applied(spec, actions)).toEqual(expected);
    if (!actions.includes("copy")) expect(applied(spec, actions, "1.0.0")).toEqual(expected);
  });

  it("lets an empty property change nothing in Overlay 1.0, as in its structured example", () => {
    const actions = "- target: $\n  update:\n    components:\n    servers:\n    openapi:\n    tags:\n";
    expect(applied("{components: {a: 1}, servers: [1], openapi: 3.1.0}", actions, "1.0.0")).toEqual({
      components: { a: 1 },
      servers: [1],
      openapi: null,
      tags: null,
    });
  });

  it("takes objects and arrays together in Overlay 1.0, which does not forbid it", () => {
    expect(applied("a: {}\nb: [1]", "- {target: $.*, update: {c: 1}}", "1.0.0")).toEqual({
      a: { c: 1 },
      b: [1, { c: 1 }],
    });
  });

  it("applies several Overlays in order, and none at all", () => {
    const spec = read("spec.yaml", "a: 1");
    const first = overlay("- {target: $, update: {b: [1]}}", "1.0.0", "1.overlay.yaml");
    const second = overlay("- {target: $.b, update: 2}", "1.1.0", "2.overlay.yaml");
    const result = applyOverlays(spec, [first, second]);
    expect(result).toMatchObject({ file: "spec.yaml", value: { a: 1, b: [1, 2] } });
    expect([["a"], ["b", 0], ["b", 1]].map((path) => placeAt(result.locate(path)))).toEqual([
      "spec.yaml:1:4 1",
      "1.overlay.yaml:4:28 1]}}",
      "2.overlay.yaml:4:25 2}",
    ]);
    expect(applyOverlays(spec, [])).toMatchObject({ file: "spec.yaml", value: { a: 1 } });
    expect(placeAt(applyOverlays(applyOverlays(spec, [first]), [second]).locate(["b", 0]))).toBe(
      "1.overlay.yaml:4:28 1]}}",
    );
  });

  it("reads Overlays and specs in JSON", () => {
    const spec = read("spec.json", '{"a": {"b": 1}}');
    const text =
      '{"overlay": "1.0.0", "info": {"title": "T", "version": "1"}, "actions": [{"target": "$.a", "update": {"c": 2}}]}';
    const result = applyOverlays(spec, [read("a.overlay.json", text)]);
    expect(result.value).toEqual({ a: { b: 1, c: 2 } });
    expect(placeAt(result.locate(["a", "b"]))).toBe("spec.json:1:13 1}}");
    expect(placeAt(result.locate(["a", "c"]))).toBe("a.overlay.json:1:108 2}}]}");
  });
});
