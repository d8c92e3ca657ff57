import { expect, it } from "vitest";
import { isLicenseExpression } from "../../generator/license-expression.js";

it.each([
  "MIT",
  "Apache-2.0",
  "GPL-2.0+",
  "0BSD OR ISC AND MIT",
  "(MIT OR Apache-2.0)",
  "((MIT) AND (ISC OR (BSD-2-Clause AND Zlib)))",
  "GPL-2.0-or-later WITH Classpath-exception-2.0",
  "LicenseRef-Ours",
  "DocumentRef-spdx:LicenseRef-Ours OR MIT",
  "ORACLE OR WITHOUT",
  "UNLICENSED",
  "SEE LICENSE IN LICENSE.txt",
])("%s is one", (text) => {
  expect(isLicenseExpression(text)).toBe(true);
});

it.each([
  "",
  "MIT License",
  "Apache License, Version 2.0",
  "MIT/Apache-2.0",
  "MIT OR",
  "MIT AND OR ISC",
  "(MIT",
  "MIT)",
  "()",
  "(MIT) (ISC)",
  "MIT or ISC",
  "SEE LICENSE IN ",
  "see license in LICENSE",
  "©",
])("%j is none", (text) => {
  expect(isLicenseExpression(text)).toBe(false);
});
