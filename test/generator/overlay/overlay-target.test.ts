import { describe, expect, it } from "vitest";

import { select } from "../../../generator/overlay/overlay-target.js";

const root = {
  info: { title: "T", "x-logo": null },
  servers: [{ url: "a" }, { url: "b" }],
  paths: { "/chat": { get: { tags: [] }, post: {} }, "/chats": { get: {} }, "it's": {} },
};

describe("select", () => {
  it.each([
    ["$", [[]]],
    ["$.info.title", [["info", "title"]]],
    ["$.servers[0,0,-2]", [["servers", 0]]],
    ["$.servers[?@.url == 'b']", [["servers", 1]]],
    [
      "$.paths.*.get",
      [
        ["paths", "/chat", "get"],
        ["paths", "/chats", "get"],
      ],
    ],
    [
      "$..['url','url']",
      [
        ["servers", 0, "url"],
        ["servers", 1, "url"],
      ],
    ],
    ["$.info['x-logo']", [["info", "x-logo"]]],
  ])("%s", (target, expected) => {
    expect(select(target, root)).toEqual(expected);
  });

  it("selects properties with names that objects have by nature only where they are written", () => {
    expect(select("$.__proto__.a", JSON.parse('{"__proto__": {"a": 1}}'))).toEqual([["__proto__", "a"]]);
    for (const name of ["__proto__", "constructor", "toString"]) {
      expect(select(`$.${name}`, {})).toMatchObject({ missing: name, index: 2 });
    }
  });

  it("searches documents of any depth that can be read", () => {
    let deep: object = { found: 1 };
    for (let level = 0; level < 500; level += 1) deep = { a: deep };
    expect(select("$..found", deep as never)).toHaveLength(1);
  });

  it.each([
    ["$.paths['/chta'].post", "matches nothing: $.paths has no '/chta'", "Did you mean '/chat'?", 9, "/chta"],
    ["$.Info", "matches nothing: $ has no 'Info'", "Did you mean 'info'?", 2, "Info"],
    [
      "$.paths['/chat'].put.x",
      "matches nothing: $.paths['/chat'] has no 'put'",
      "There is 'get', 'post'. Correct the query, or remove the action.",
      17,
      "put",
    ],
    [
      "$.paths.*.get.summary",
      "matches nothing: none of the 2 values at $.paths.*.get has 'summary'",
      "There is 'tags'. Correct the query, or remove the action.",
      14,
      "summary",
    ],
    [
      "$.info.title.x",
      "matches nothing: $.info.title is a string, and has no names",
      "Correct the query, or remove the action.",
      13,
      "x",
    ],
    [
      "$.servers.url",
      "matches nothing: $.servers is an array, and has no names",
      "Correct the query, or remove the action.",
      10,
      "url",
    ],
    [
      "$.servers[2]",
      "matches nothing: there is no [2] at $.servers",
      "Correct the query, or remove the action.",
      9,
      undefined,
    ],
    [
      "$.servers[?@.url == 'c'].x",
      "matches nothing: there is no [?@.url == 'c'] at $.servers",
      "Correct the query, or remove the action.",
      9,
      undefined,
    ],
    [
      "$.info['a','b']",
      "matches nothing: there is no ['a','b'] at $.info",
      "There is 'title', 'x-logo'. Correct the query, or remove the action.",
      6,
      undefined,
    ],
    [
      "$..nowhere",
      "matches nothing: there is no ..nowhere at $",
      "Correct the query, or remove the action.",
      1,
      undefined,
    ],
  ])("%s: %s", (target, reason, hint, index, missing) => {
    expect(select(target, root)).toEqual({ reason, hint, index, ...(missing === undefined ? {} : { missing }) });
  });

  it("lists a few of many names", () => {
    const many = Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`name${index}`, index]));
    expect(select("$.other", many)).toMatchObject({
      hint: "There is 'name0', 'name1', 'name2', 'name3', 'name4', 'name5', 'name6', 'name7' and 12 more. Correct the query, or remove the action.",
    });
  });

  const brackets =
    "Put a name with characters other than letters, digits and _ in brackets and quotes: `$.paths['/chat']`.";
  const begin = "A query begins with `$`, the root of the document.";
  const forms =
    "Names in brackets stand in quotes, filters begin with `?`: `$.paths['/chat'].*[?@.deprecated == true]`.";
  it.each([
    ["paths", "expected '$', found 'p'", begin, 0],
    ["", "the path is not complete", begin, 0],
    ["$.", "the path is not complete", forms, 2],
    ["$.paths./chat", "unexpected shorthand selector '/'", brackets, 8],
    ["$.paths[/chat]", "unexpected token '/' in bracketed selection", brackets, 8],
    ["$.paths[", "unclosed bracketed selection", forms, 8],
    ["$.info ", "trailing whitespace", forms, 7],
    ["$[?@.a.length() > 1]", "expected token 'comma', found 'lparen'", forms, 13],
    ["$[?size(@) > 1]", "no such function 'size'", forms, 3],
  ])("%j is no query: %s", (target, words, hint, index) => {
    expect(select(target, root)).toEqual({ reason: `is not a JSONPath query (RFC 9535): ${words}`, hint, index });
  });
});

it("a query that is nested without end is none", () => {
  for (const query of [`$${"['a']".repeat(20_000)}`, `$${"[?@".repeat(20_000)}${"]".repeat(20_000)}`]) {
    expect(select(query, { a: 1 })).toMatchObject({ reason: expect.stringMatching(/nested too deeply|no JSONPath/) });
  }
});
