import { expect, it } from "vitest";
import { matchText } from "../../../generator/model/match-text.js";

it.each([
  [["error"], undefined, "`/error` is present"],
  [["a/b", "~c"], true, "`/a~1b/~0c` is `true`"],
  [["state"], "`over`", '`/state` is ``"`over`"``'],
])("%j, %j: %s", (where, is, text) => {
  expect(matchText({ where, is })).toBe(text);
});
