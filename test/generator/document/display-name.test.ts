import { posix, win32 } from "node:path";
import { describe, expect, it } from "vitest";

import { displayName } from "../../../generator/document/display-name.js";

describe("displayName", () => {
  it.each([
    ["spec/openapi.yaml", "spec/openapi.yaml"],
    ["./spec/../spec/openapi.yaml", "spec/openapi.yaml"],
    ["/home/me/api/spec/a.yaml", "spec/a.yaml"],
    ["../b.yaml", "/home/me/b.yaml"],
    ["/etc/a.yaml", "/etc/a.yaml"],
    ["..a.yaml", "..a.yaml"],
    [".", "/home/me/api"],
    ["a\\b.yaml", "a\\b.yaml"],
  ])("%s on POSIX systems", (file, name) => {
    expect(displayName(file, "/home/me/api", posix)).toBe(name);
  });

  it.each([
    ["spec\\openapi.yaml", "spec/openapi.yaml"],
    ["spec/openapi.yaml", "spec/openapi.yaml"],
    ["C:\\Me\\api\\spec\\a.yaml", "spec/a.yaml"],
    ["c:\\me\\API\\spec\\a.yaml", "spec/a.yaml"],
    ["..\\b.yaml", "C:\\Me\\b.yaml"],
    ["D:\\specs\\a.yaml", "D:\\specs\\a.yaml"],
    ["\\\\server\\share\\a.yaml", "\\\\server\\share\\a.yaml"],
    ["..a.yaml", "..a.yaml"],
  ])("%s on Windows", (file, name) => {
    expect(displayName(file, "C:\\Me\\api", win32)).toBe(name);
  });
});
