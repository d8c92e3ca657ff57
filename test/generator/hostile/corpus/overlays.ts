import { chat, type Hostile } from "./document.js";

const spec = JSON.stringify(chat());

/** The document with an Overlay of these actions beside it. */
function overlaid(name: string, actions: readonly string[], outcome: Hostile["outcome"]): Hostile {
  const head = "overlay: 1.1.0\ninfo: {title: T, version: 1.0.0}\nactions:\n";
  return {
    name,
    files: { "openapi.json": spec, "a.overlay.yaml": `${head}${actions.map((one) => `  - ${one}\n`).join("")}` },
    outcome,
  };
}

/** The document with this client.yaml beside it. */
function configured(name: string, config: string, outcome: Hostile["outcome"]): Hostile {
  return { name, files: { "openapi.json": spec, "client.yaml": config }, outcome };
}

/** What stands beside a document, and comes from a pull request like it. */
export const overlays: readonly Hostile[] = [
  overlaid(
    "an Overlay that copies everything into itself, 30 times",
    [
      "{target: $, update: {x-copy: {}}}",
      ...Array.from({ length: 30 }, (_, index) => `{target: $.x-copy, copy: $, x-n: ${index}}`),
    ],
    /The Overlays add too much/,
  ),
  overlaid(
    "an Overlay that adds to everything that it added, 30 times",
    [
      "{target: $, update: {x-tree: {a: {}}}}",
      ...Array.from({ length: 30 }, (_, index) => `{target: $.x-tree..*, update: {a${index}: {}, b${index}: {}}}`),
    ],
    /The Overlays add too much/,
  ),
  overlaid(
    "an Overlay that digs 600 deep",
    [
      "{target: $, update: {x-end: {}}}",
      ...Array.from(
        { length: 3 },
        () => `{target: "$..['x-end']", update: ${"{a: ".repeat(200)}{x-end: {}}${"}".repeat(200)}}`,
      ),
    ].map((action, index) => action.replace(/}$/, `, x-n: ${index}}`)),
    /be nested deeper than 500 levels/,
  ),
  overlaid(
    "a query of queries",
    [`{target: '${"$..*[?@..*".repeat(3)}${"]".repeat(3)}', update: {}}`],
    /not a JSONPath|matches nothing|one action can change only|took too long/,
  ),
  overlaid(
    "a regular expression without end",
    ["{target: '$..[?match(@, \"(a+)+$\")]', remove: true}"],
    /matches nothing|not a JSONPath/,
  ),
  overlaid("a query of 10,000 letters", [`{target: "$.${"a".repeat(10_000)}", remove: true}`], /matches nothing/),
  overlaid("a query of 5,000 brackets", [`{target: "$${"['a']".repeat(5_000)}", remove: true}`], /nested too deeply/),
  overlaid(
    "a query that is code",
    ["{target: '$[?(@.constructor.constructor(\"canary()\")())]', remove: true}"],
    /not a JSONPath/,
  ),
  overlaid("the root, removed", ["{target: $, remove: true}"], /root of the document cannot be removed/),
  overlaid("the root, made a list", ["{target: $, update: [1]}"], /cannot be merged/),
  overlaid("a prototype", ["{target: $, update: {__proto__: {polluted: true}}}"], "generated"),
  overlaid("a constructor", ["{target: $, update: {constructor: {prototype: {polluted: true}}}}"], "generated"),
  overlaid("all paths, removed", ["{target: $.paths.*, remove: true}"], "generated"),
  overlaid("all schemas, removed", ["{target: $.components.schemas.*, remove: true}"], /leads nowhere/),
  {
    name: "an Overlay of a document elsewhere",
    files: { "openapi.json": spec, "a.overlay.yaml": "overlay: 1.0.0\nextends: https://canary.example/openapi.yaml\n" },
    outcome: /`extends` is a URL/,
  },
  {
    name: "an Overlay of /etc/passwd",
    files: {
      "a.overlay.yaml":
        "overlay: 1.0.0\ninfo: {title: T, version: 1.0.0}\nextends: /etc/passwd\nactions: [{target: $, update: {}}]\n",
    },
    outcome: /./,
  },
  configured("a package called by a path", "name: ../../canary\nversion: 1.0.0\n", /name of an npm package/),
  configured("a package called by a command", "name: a; canary\nversion: 1.0.0\n", /name of an npm package/),
  configured(
    "a package whose version is a command",
    "name: a\nversion: 1.0.0 && canary\n",
    /`version` must be a version/,
  ),
  configured("a package with scripts", "name: a\nscripts: {postinstall: canary}\n", /Unknown key "scripts"/),
  configured("a package that depends", "name: a\ndependencies: {canary: '*'}\n", /Unknown key "dependencies"/),
  configured("a package with a prototype", "name: a\n__proto__: {polluted: true}\n", /Unknown key "__proto__"/),
  configured(
    "a package described by markup",
    'name: a\ndescription: "<script>canary()</script> [a](javascript:canary()) \\u202e"\n',
    "generated",
  ),
  configured(
    "a package published by another",
    "name: a\npublishConfig: {registry: 'https://canary.example'}\nauthor: {name: \"*/canary()\"}\n",
    "generated",
  ),
];
