import { describe, expect, it } from "vitest";
import { readRevision } from "../../../generator/review/revision.js";
import { removingAction } from "../../../generator/review/removing-action.js";
import { placeAt, useFolder } from "../documents.js";

const folder = useFolder();
const SPEC = `openapi: 3.1.0
info: {title: T, version: 1.0.0}
paths: {}
components:
  schemas:
    A: {type: object, properties: {a: {type: string}, b: {type: string}}}
    B: {type: string}
`;
const OVERLAY = `overlay: 1.0.0
info: {title: O, version: 1.0.0}
actions:
  - target: $.components.schemas.A
    update: {description: A.}
  - target: $..properties.a
    remove: true
  - target: $.components.schemas.B
    remove: true
`;

describe("what is gone", () => {
  const actionOf = (...path: readonly string[]): string | undefined => {
    folder.write("spec/openapi.yaml", SPEC);
    const overlay = folder.write("spec/a.overlay.yaml", OVERLAY);
    const { inputs } = readRevision({ folder: overlay.replace(/a\.overlay\.yaml$/, "") });
    const found = removingAction(inputs, ["components", "schemas", ...path]);
    return found && placeAt(found);
  };

  it("is shown at the action that removes it, or something around it", () => {
    expect(actionOf("A", "properties", "a")).toBe("spec/a.overlay.yaml:6:13 $..properties.a");
    expect(actionOf("B", "type")).toBe("spec/a.overlay.yaml:8:13 $.components.schemas.B");
  });

  it("is not shown at an action where no action removes it, or it was never there", () => {
    expect(actionOf("A", "properties", "b")).toBeUndefined();
    expect(actionOf("C")).toBeUndefined();
  });
});
