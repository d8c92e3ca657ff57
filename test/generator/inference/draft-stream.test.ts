import { describe, expect, it } from "vitest";
import { readMerged } from "../../../generator/input/merged-inputs.js";
import { summaryOf } from "../streams.js";
import { EMPTY, useInference } from "./inferring.js";
import { APIS, documentWith, linesOf, NDJSON } from "./streams.js";

const { api, inferred } = useInference();

describe("a drafted stream", () => {
  it.each([
    [
      "a stream without a word",
      "{text/event-stream: {}}",
      "$.paths['/chat'].post.responses['200'].content['text/event-stream']",
    ],
    [
      "a stream that is a string",
      "{text/event-stream: {schema: {type: string}}}",
      "$.paths['/chat'].post.responses['200'].content['text/event-stream']",
    ],
    ["no content", "", "$.paths['/chat'].post.responses['200'].content"],
    [
      "typed JSON, which stays",
      "{application/json: {schema: {type: string}}}",
      "$.paths['/chat'].post.responses['200'].content",
    ],
  ])("finds its place beside %s", async (_, content, target) => {
    const text = await inferred(api(documentWith(content || "{}"), APIS["events by a property"]!));
    expect(text).toContain(`- target: ${target}\n`);
    expect(text).not.toContain("remove: true");
  });

  it("finds its place where there is no such response, and no components", async () => {
    const bare = EMPTY.replace(/ {10}content: .*\n/, "");
    expect(await inferred(api(bare, NDJSON))).toContain(
      "- target: $.paths['/chat'].post.responses['200']\n    update:\n      content:",
    );
    const created = NDJSON.map((one) => ({ ...one, response: { ...one.response!, status: 201 } }));
    expect(await inferred(api(bare.replace("'200'", "'404'"), created))).toContain(
      "'201':\n        description: The event stream.",
    );
    const rest = "components:\n  schemas:\n    ChatEvent: {type: string}\n    chatevent2: {type: string}\n";
    expect(await inferred(api(documentWith("{}", "3.1.0", rest), NDJSON))).toContain("ChatEvent3:");
  });

  it("says in a comment what is only called as a text, and that it is none to be joined", async () => {
    const rows = ["Server started", "Client came"].map((message) => ({ message }));
    const text = await inferred(api(documentWith("{}"), [linesOf(rows)]));
    expect(text).toContain(
      "  # Called as a text is, though its pieces do not join to one. If they are to: x-event-stream: text: /message # 2 of 2 events, 25 characters\n" +
        "  - target: $.paths['/chat'].post.responses['200'].content\n",
    );
    expect(text).not.toMatch(/^ *x-event-stream:/m);
    const table = ["EUR", "USD"].map((currency, total) => ({ total, currency }));
    expect(await inferred(api(documentWith("{}"), [linesOf(table)]))).not.toContain("text");
  });

  it("speaks OpenAPI 3.0 to a document that does", async () => {
    const folder = api(documentWith("{}", "3.0.3"), APIS["events by a property"]!);
    const text = await inferred(folder);
    expect(text).not.toMatch(/openapi:|const:|[^-]itemSchema:|'null'/);
    expect(text).toMatch(/x-oai-itemSchema:[^]*x-jsonschema-contentSchema:[^]*enum: \[token\][^]*nullable: true/);
    expect(summaryOf(readMerged({ folder }).document)).toContain("yield token: ChatToken");
  });
});
