import { yaml, YAML_HEAD, type Hostile } from "./document.js";

const bytes = (...parts: readonly (string | readonly number[])[]): Uint8Array =>
  Buffer.concat(parts.map((part) => (typeof part === "string" ? Buffer.from(part) : Buffer.from(part))));

/** Lists of lists of aliases: nine to the power of nine values. */
const laughs = [
  "a: &a [x,x,x,x,x,x,x,x,x]",
  ..."bcdefghi".split("").map((name, index) => {
    const before = "abcdefghi"[index] as string;
    return `${name}: &${name} [${Array<string>(9).fill(`*${before}`).join()}]`;
  }),
].join("\n");

/** Mappings that merge the one before them twice: two to the power of thirty. */
const merges = Array.from({ length: 30 }, (_, index) =>
  index === 0 ? "m0: &m0 {k0: 1}" : `m${index}: &m${index} {a${index}: *m${index - 1}, b${index}: *m${index - 1}}`,
).join("\n");

/** What YAML can be, and a document cannot. */
export const yamls: readonly Hostile[] = [
  yaml("an alias bomb", `${YAML_HEAD}x-bomb:\n${laughs.replace(/^/gm, "  ")}\n`, /expand to too much data/),
  yaml("a bomb of mappings", `${YAML_HEAD}x-bomb:\n${merges.replace(/^/gm, "  ")}\n`, /expand to too much data/),
  yaml(
    "a merge key bomb",
    `${YAML_HEAD}x-bomb:\n${merges.replace(/^/gm, "  ").replaceAll(/a(\d+): \*m/g, "<<: *m")}\n`,
    /expand to too much data/,
  ),
  yaml(
    "a long text 100,000 times",
    `${YAML_HEAD}x-text: &t ${"a".repeat(10_000)}\nx-list: [${Array<string>(100_000).fill("*t").join()}]\n`,
    /expand to too much data/,
  ),
  yaml("an alias inside of itself", `${YAML_HEAD}x-a: &a [*a]\n`, /never ends/),
  yaml("an alias of nothing", `${YAML_HEAD}x-a: *nothing\n`, /no anchor|unresolved/i),
  yaml("brackets, 100,000 deep", `${YAML_HEAD}x-deep: ${"[".repeat(100_000)}`, /Nested deeper than/),
  yaml(
    "braces, 1,000 deep",
    `${YAML_HEAD}x-deep: ${"{a: ".repeat(1_000)}1${"}".repeat(1_000)}\n`,
    /Nested deeper than/,
  ),
  yaml("lists, 1,000 deep", `${YAML_HEAD}x-deep:\n  ${"- ".repeat(1_000)}1\n`, /Nested deeper than/),
  yaml(
    "a program of JavaScript",
    `${YAML_HEAD}x-run: !!js/function 'function () { canary() }'\n`,
    /tag has no meaning/,
  ),
  yaml("a program of Python", `${YAML_HEAD}x-run: !!python/object/apply:os.system ['canary']\n`, /tag has no meaning/),
  yaml("a tag of its own", `${YAML_HEAD}x-run: !include /etc/passwd\n`, /tag has no meaning/),
  yaml("binary data", `${YAML_HEAD}x-data: !!binary Y2FuYXJ5\n`, /tag has no meaning/),
  yaml("a key that is a list", `${YAML_HEAD}? [a, b]\n: 1\n`, /A key must be/),
  yaml("a key that is an alias", `${YAML_HEAD}x-a: &k key\nx-b: {*k : 1}\n`),
  yaml("keys that stand twice", `${YAML_HEAD}paths: {}\n`, /stands twice/),
  yaml("keys that are one as JSON", `${YAML_HEAD}x-a: {1: a, '1': b}\n`, /stands twice/),
  yaml("two documents", `${YAML_HEAD}---\n${YAML_HEAD}`, /A second YAML document/),
  yaml("an empty file", "", /The file is empty/),
  yaml("comments only", "# canary\n", /The file is empty/),
  yaml("a text", "just a text", /no OpenAPI 3 document/),
  yaml("a list", "- openapi: 3.1.0\n", /no OpenAPI 3 document/),
  yaml("tabs", "openapi: 3.1.0\ninfo:\n\ttitle: T\n", /Indent with spaces|tab/i),
  yaml("no encoding", bytes(YAML_HEAD, "x-a: ", [0xff, 0xfe, 0x80]), /is not UTF-8/),
  yaml(
    "UTF-16",
    Buffer.from(`\ufeff${YAML_HEAD}`, "utf16le"),
    /is not UTF-8|NUL|null|control|invalid YAML|no OpenAPI/i,
  ),
  yaml("a byte order mark", `\ufeff${YAML_HEAD}`),
  yaml("old line ends", YAML_HEAD.replaceAll("\n", "\r\n")),
  yaml("numbers without end", `${YAML_HEAD}x-a: .inf\n`, /does not exist in JSON/),
  yaml("what is not a number", `${YAML_HEAD}x-a: .nan\n`, /does not exist in JSON/),
  yaml("a number too large", `${YAML_HEAD}x-a: 1e999\n`, /does not exist in JSON/),
  yaml("numbers that are none here", `${YAML_HEAD}x-a: [0o17, 0x1f, 1_000, 1e3, 12:30:45, 2001-01-01, 0.1e-400]\n`),
  yaml("countries that are false", `${YAML_HEAD}x-countries: [no, yes, on, off, y, n]\n`),
  yaml("control characters in quotes", `${YAML_HEAD}x-a: "\\0\\a\\e\\x1b[31m\\u202e"\n`),
  yaml("a directive of the past", `%YAML 1.1\n---\n${YAML_HEAD}`),
  yaml("a directive of the future", `%YAML 9.9\n---\n${YAML_HEAD}`),
  {
    name: "JSON with comments",
    files: { "openapi.json": '{"openapi": "3.1.0", /* no */ "paths": {}}' },
    outcome: /JSON has no comments/,
  },
  {
    name: "JSON that ends early",
    files: { "openapi.json": '{"openapi": "3.1.0", "paths": {' },
    outcome: /Invalid JSON/,
  },
  {
    name: "JSON, 100,000 deep",
    files: { "openapi.json": `{"openapi":"3.1.0","x":${"[".repeat(100_000)}${"]".repeat(100_000)}}` },
    outcome: /Nested deeper than/,
  },
  {
    name: "JSON of twins",
    files: { "openapi.json": '{"openapi":"3.1.0","paths":{},"paths":{}}' },
    outcome: /stands twice/,
  },
];
