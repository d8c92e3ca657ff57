import { describe, expect, it } from "vitest";

import { excessOf, MAX_ADDED } from "../../../generator/overlay/growth.js";
import { graftFrom, startEditing } from "../../../generator/document/edited-document.js";
import type { JsonValue, Path } from "../../../generator/document/source.js";
import { documentOf } from "../streams.js";

const paths = (count: number, length: number): readonly Path[] =>
  Array.from({ length: count }, () => Array<string>(length).fill("a"));

describe("excessOf", () => {
  it("adds up what the targets get, over all actions", () => {
    const edited = startEditing(documentOf({}));
    const patch = graftFrom(documentOf({ a: [1, 2], b: {} }), []);
    expect(excessOf(edited, paths(3, 1), patch)).toBeUndefined();
    expect(edited.added).toBe(15);
    expect(excessOf(edited, paths(MAX_ADDED / 5 - 3, 1), patch)).toBeUndefined();
    expect(edited.added).toBe(MAX_ADDED);
    expect(excessOf(edited, paths(1, 1), patch)).toBe(
      "The Overlays add too much: more than 200,000 values up to this action",
    );
  });

  it("knows how deep a document may be", () => {
    const ten = Array.from({ length: 10 }).reduce<JsonValue>((inner) => ({ a: inner }), 1);
    const patch = graftFrom(documentOf(ten), []);
    expect(excessOf(startEditing(documentOf({})), paths(1, 490), patch)).toBeUndefined();
    expect(excessOf(startEditing(documentOf({})), paths(1, 491), patch)).toBe(
      "The document would be nested deeper than 500 levels",
    );
  });
});
