import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { stringify } from "yaml";
import { reviewClient, type ReviewOptions } from "../../../generator/review/review.js";
import { problemsOf } from "../documents.js";
import { petchat, type Editable } from "./petchat.js";
import { makeRepository } from "./repository.js";

const CLIENT = "name: petchat\nversion: 0.3.0\n";
const OVERLAY = `overlay: 1.0.0
info: {title: Petchat, version: 1.0.0}
actions:
  - target: $.components.schemas.ChatUsage.properties
    update:
      cost: {type: number}
`;

/** An event more, a field less, a parameter that must be sent, and other words. */
function changed(): Editable {
  const document = petchat();
  const { schemas } = document.components;
  schemas.ChatEvent.oneOf.push({ $ref: "#/components/schemas/ChatPing" });
  schemas.ChatPing = { type: "object", required: ["type"], properties: { type: { const: "ping" } } };
  delete schemas.ChatToken.properties.index;
  schemas.Kind.enum.push("a|b");
  document.paths["/pets"].get.parameters[0].required = true;
  document.paths["/pets"].get.summary = "Finds pets.";
  document.tags = [{ name: "pets" }];
  return document;
}

const repository = makeRepository({
  "api/openapi.yaml": stringify(petchat()),
  "api/a.overlay.yaml": OVERLAY,
  "api/client.yaml": CLIENT,
});

function review(options: Partial<ReviewOptions> = {}): ReturnType<typeof reviewClient> {
  const all = { base: undefined, format: "pretty", failOn: undefined, ...options } as const;
  return reviewClient({ folder: join(repository.path, "api") }, all);
}

function textOf(options: Partial<ReviewOptions> = {}): string {
  return stable(review(options).lines.join("\n"));
}

function stable(text: string): string {
  return text.replaceAll(repository.git("rev-parse", "--short=7", "HEAD"), "1234567");
}

beforeAll(() => {
  vi.spyOn(process, "cwd").mockReturnValue(repository.path);
});
afterAll(() => {
  vi.restoreAllMocks();
  repository[Symbol.dispose]();
});

describe("a client that is as it was", () => {
  it("has no change", () => {
    expect(textOf()).toBe("petchat: nothing changed for its users. Compared with main (1234567).");
    expect(review({ failOn: "version" }).passed).toBe(true);
  });
});

describe("a client that changed", () => {
  beforeAll(() => repository.write({ "api/openapi.yaml": stringify(changed()) }));

  it("is told to people", () => {
    expect(textOf()).toMatchInlineSnapshot(`
      "petchat: major. Compared with main (1234567): 3 breaking changes, 3 others.

      chat (POST /chat)
        major  token.index is gone
               breaks readers: code that reads it no longer compiles
               1234567:api/openapi.yaml:160:9
        minor  ping is new
               safe: old clients skip an unknown event; a switch over all lacks it
               api/openapi.yaml:141:11

      listPets (GET /pets)
        major  init.params.query.limit must be sent now
               breaks callers: calls without it no longer compile
               api/openapi.yaml:56:21
        patch  GET /pets has another \`summary\`
               safe: words only
               api/openapi.yaml:48:16

      Several operations
        major  Kind can be \`"a|b"\` now
               breaks readers: code is not ready for the value
               api/openapi.yaml:228:9
               in POST /chat, GET /pets, POST /pets
        minor  Kind takes \`"a|b"\` now
               safe: the old values are still taken
               api/openapi.yaml:228:9
               in POST /chat, GET /pets, POST /pets

      What users must change
        token.index: stop reading it
        init.params.query.limit: send it always
        Kind: expect the value

      The version is 0.3.0 at both ends: this change needs 0.4.0. (api/client.yaml:2:10)
      Not judged, because no type or method comes of it: other values of tags."
    `);
  });

  it("is told as a comment on a pull request", () => {
    expect(textOf({ format: "markdown" })).toMatchInlineSnapshot(`
      "<!-- openapi-stream review of petchat -->

      ## petchat: major

      Compared with main (1234567): 3 breaking changes, 3 others. The version is 0.3.0 at both ends: this change needs 0.4.0.

      ### chat: \`POST /chat\`

      | verdict | change | why | where |
      | --- | --- | --- | --- |
      | **major**, readers | \`token.index\` is gone | code that reads it no longer compiles | \`1234567:api/openapi.yaml:160\` |
      | minor | \`ping\` is new | old clients skip an unknown event; a switch over all lacks it | \`api/openapi.yaml:141\` |

      ### listPets: \`GET /pets\`

      | verdict | change | why | where |
      | --- | --- | --- | --- |
      | **major**, callers | \`init.params.query.limit\` must be sent now | calls without it no longer compile | \`api/openapi.yaml:56\` |
      | patch | \`GET /pets\` has another \`summary\` | words only | \`api/openapi.yaml:48\` |

      ### Several operations

      | verdict | change | why | where |
      | --- | --- | --- | --- |
      | **major**, readers | \`Kind\` can be \`"a\\|b"\` now | code is not ready for the value; in \`POST /chat\`, \`GET /pets\`, \`POST /pets\` | \`api/openapi.yaml:228\` |
      | minor | \`Kind\` takes \`"a\\|b"\` now | the old values are still taken; in \`POST /chat\`, \`GET /pets\`, \`POST /pets\` | \`api/openapi.yaml:228\` |

      ### What your users must change

      - \`token.index\`: stop reading it
      - \`init.params.query.limit\`: send it always
      - \`Kind\`: expect the value

      Not judged, because no type or method comes of it: other values of tags."
    `);
  });

  it("is told to a workflow", () => {
    const commands = (options: Partial<ReviewOptions>): readonly string[] =>
      textOf({ format: "github", ...options })
        .split("\n")
        .filter((line) => line.startsWith("::"));
    expect(commands({}).join("\n")).toMatchInlineSnapshot(`
      "::warning file=api/openapi.yaml,line=157,col=9::major: token.index is gone. Breaks readers: code that reads it no longer compiles.
      ::warning file=api/openapi.yaml,line=56,col=21::major: init.params.query.limit must be sent now. Breaks callers: calls without it no longer compile.
      ::warning file=api/openapi.yaml,line=228,col=9::major: Kind can be \`"a|b"\` now. Breaks readers: code is not ready for the value.
      ::notice file=api/openapi.yaml,line=141,col=11::minor: ping is new. Safe: old clients skip an unknown event; a switch over all lacks it.
      ::notice file=api/openapi.yaml,line=228,col=9::minor: Kind takes \`"a|b"\` now. Safe: the old values are still taken.
      ::warning file=api/client.yaml,line=2,col=10::The version is 0.3.0 at both ends: this change needs 0.4.0."
    `);
    expect(commands({ failOn: "major" })[0]).toMatch(/^::error /);
  });

  it("is told to programs", () => {
    const { verdict, version, changes, others, ...rest } = JSON.parse(
      stable(JSON.stringify(review({}).result)),
    ) as Editable;
    expect({ verdict, version, others, ...rest }).toMatchInlineSnapshot(`
      {
        "base": "main (1234567)",
        "name": "petchat",
        "others": [
          {
            "count": 1,
            "keyword": "tags",
          },
        ],
        "verdict": "major",
        "version": {
          "base": "0.3.0",
          "head": "0.3.0",
          "location": {
            "column": 10,
            "file": "api/client.yaml",
            "line": 2,
          },
          "missing": true,
          "needed": "0.4.0",
        },
      }
    `);
    expect(changes.map(({ rule }: Editable) => rule)).toMatchInlineSnapshot(`
      [
        "response-removed",
        "request-became-required",
        "response-value-added",
        "event-added",
        "request-value-added",
        "documentation-changed",
      ]
    `);
    expect(changes[0]).toMatchInlineSnapshot(`
      {
        "breaks": "readers",
        "location": {
          "column": 9,
          "file": "api/openapi.yaml",
          "line": 157,
        },
        "mend": "stop reading it",
        "operations": [
          {
            "operationId": "chat",
            "route": "POST /chat",
          },
        ],
        "rule": "response-removed",
        "subject": "token.index",
        "verdict": "major",
        "was": {
          "column": 9,
          "file": "1234567:api/openapi.yaml",
          "line": 160,
        },
        "what": "is gone",
        "why": "code that reads it no longer compiles",
      }
    `);
  });

  it("fails where it is asked to", () => {
    const passed = (["major", "minor", "version"] as const).map((failOn) => review({ failOn }).passed);
    expect(passed).toEqual([false, false, false]);
    expect(review().passed).toBe(true);
  });

  it("says it in its version", () => {
    repository.write({ "api/client.yaml": CLIENT.replace("0.3.0", "0.4.0") });
    expect(textOf()).toContain("The version says it: 0.3.0 became 0.4.0.");
    expect(review({ failOn: "version" }).passed).toBe(true);
    repository.write({ "api/client.yaml": CLIENT });
  });

  it("leaves nothing behind, and git's state alone", () => {
    const left = readdirSync(tmpdir()).filter((name) => name.startsWith("openapi-stream-base-"));
    review();
    expect(readdirSync(tmpdir()).filter((name) => name.startsWith("openapi-stream-base-"))).toEqual(left);
    expect(repository.git("status", "--porcelain")).toBe("M api/openapi.yaml");
  });
});

describe("what a client is compared with", () => {
  it("is a folder", () => {
    repository.write({ "old/openapi.yaml": stringify(petchat()), "old/client.yaml": CLIENT });
    expect(textOf({ base: join(repository.path, "old") })).toContain("minor  usage.cost is new");
  });

  it("is a document", () => {
    const { lines } = reviewClient(
      { spec: join(repository.path, "api/openapi.yaml"), overlays: [] },
      { base: join(repository.path, "old/openapi.yaml"), format: "pretty", failOn: undefined },
    );
    expect(lines.join("\n")).toContain("major  token.index is gone");
  });

  it("is read like the client, which may hold an Overlay of another document: a warning", () => {
    repository.write({
      "api/far.overlay.yaml": `${OVERLAY.replace("\n", "\nextends: ../old/openapi.yaml\n").replace("cost", "price")}`,
    });
    const spec = join(repository.path, "api/openapi.yaml");
    const { warnings } = reviewClient({ spec }, { base: spec, format: "pretty", failOn: undefined });
    expect(warnings.map(({ message }) => message)).toEqual([
      `This Overlay extends ../old/openapi.yaml, but is applied to ${spec}, as the command line says`,
    ]);
    rmSync(join(repository.path, "api/far.overlay.yaml"));
  });

  it("is a document under the Overlays of the client", () => {
    const text = textOf({ base: join(repository.path, "old/openapi.yaml") });
    expect(text).toContain("major  token.index is gone");
    expect(text).not.toContain("usage.cost");
  });

  it("can be nothing at all", () => {
    repository.write({ "new/openapi.yaml": stringify(petchat()) });
    const { lines } = reviewClient(
      { folder: join(repository.path, "new") },
      { base: undefined, format: "pretty", failOn: "version" },
    );
    expect(lines.slice(2, 4)).toEqual(["The package", "  minor  pet-chat is new"]);
  });

  it("is an earlier state of files that git knows, or else named", () => {
    const folder = mkdtempSync(join(tmpdir(), "openapi-stream-"));
    writeFileSync(join(folder, "openapi.yaml"), stringify(petchat()));
    const options = { base: undefined, format: "pretty", failOn: undefined } as const;
    expect(problemsOf(() => reviewClient({ folder }, options))).toMatchInlineSnapshot(`
      "error: These files are in no git repository, so there is no earlier state of them.

        Name an earlier state with --base: a document, or a folder with its Overlays."
    `);
    rmSync(folder, { recursive: true });
  });

  it("must be a client itself", () => {
    const good = repository.git("rev-parse", "HEAD");
    const bad = repository.commit({ "api/openapi.yaml": "openapi: 3.1.0\npaths: {a: {$ref: '#/x'}}\n" });
    repository.git("checkout", "--quiet", good, "--", "api");
    expect(
      problemsOf(() => review({ base: bad }))
        .replaceAll(bad, "bad")
        .replaceAll(bad.slice(0, 7), "7654321"),
    ).toMatchInlineSnapshot(`
      "7654321:api/a.overlay.yaml:4:15 - error: \`target\` matches nothing: $ has no 'components'.

        2 | info: {title: Petchat, version: 1.0.0}
        3 | actions:
      > 4 |   - target: $.components.schemas.ChatUsage.properties
          |               ^
        5 |     update:
        6 |       cost: {type: number}

        There is 'openapi', 'paths'. Correct the query, or remove the action.

      error: No client can be generated from 7654321, so there is nothing to compare with.

        Name another state of the files with --base: one that \`generate\` takes."
    `);
  });
});
