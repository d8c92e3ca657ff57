import { describe, expect, it } from "vitest";
import type { ListedStream, ListedSuspect, Listing, TypedStream } from "../../../generator/streams/listing.js";
import { listingText } from "../../../generator/streams/listing-text.js";

const at = { file: "openapi.yaml", line: 3, column: 5, pointer: "#/paths" };
const listed = { operation: "chat", method: "post", path: "/chat", at };
const event = (name: string, role: TypedStream["events"][number]["role"] = "yield") => ({ name, type: "Token", role });

function stream(typed: Partial<TypedStream> | undefined, more: Partial<ListedStream> = {}): ListedStream {
  const all = { name: "chat", item: "json", events: [event("message")], end: [], error: [], ...typed } as const;
  const known = typed === undefined ? {} : { typed: all };
  return { ...listed, mediaType: "text/event-stream", format: "serverSentEvents", state: "typed", ...known, ...more };
}

function text(streams: readonly ListedStream[], more: Partial<Listing> = {}): readonly string[] {
  return listingText({ document: "openapi.yaml", streams, suspects: [], overlay: "", ...more });
}

/** The cells of the one row. */
function cells(one: ListedStream): readonly string[] {
  return text([one]).at(-1)?.split(/ {2,}/) ?? [];
}

const suspect: ListedSuspect = { ...listed, operation: "ask", reason: "it is called so" };

describe("the first line", () => {
  it("counts streams by what is known of them, and leaves out what there is none of", () => {
    const states = ["left out", "typed", "untyped", "typed"] as const;
    const streams = states.map((state) => stream(state === "typed" ? {} : undefined, { state }));
    expect(text(streams)[0]).toBe("openapi.yaml: 4 streams (2 typed, 1 untyped, 1 left out)");
    expect(text(streams.slice(1, 2))[0]).toBe("openapi.yaml: 1 stream (1 typed)");
  });

  it("counts operations that may stream, and is all there is where there is nothing", () => {
    expect(text([], { suspects: [suspect] })[0]).toBe("openapi.yaml: no stream, 1 operation that may stream");
    expect(text([])).toEqual(["openapi.yaml: no stream"]);
  });
});

describe("the events of a stream", () => {
  it("are their names, and by what they are named", () => {
    expect(cells(stream({ namedBy: "type", events: [event("token"), event("done")] }))[2]).toBe("token, done, by type");
  });

  it("are the name of their type where they have none, or text", () => {
    expect(cells(stream({}))[2]).toBe("Token, without a name");
    expect(cells(stream({ item: "text" }))[2]).toBe("text");
  });

  it("are counted where they are many, and the first is named however long it is", () => {
    const many = Array.from({ length: 20 }, (_, index) => event(`event-${index}`));
    expect(cells(stream({ namedBy: "type", events: many }))[2]).toBe(
      "event-0, event-1, event-2, event-3, event-4, event-5 and 14 more, by type",
    );
    const long = [event("x".repeat(70)), event("y")];
    expect(cells(stream({ namedBy: "type", events: long }))[2]).toBe(`${"x".repeat(70)} and 1 more, by type`);
  });

  it("are not told of a stream that is not typed: why it is not is told", () => {
    const row = (more: Partial<ListedStream>): string | undefined => cells(stream(undefined, more))[2];
    expect(row({ state: "untyped", reason: "there is no schema" })).toBe("untyped: there is no schema");
    expect(row({ state: "refused" })).toBe("refused: see the errors");
    expect(row({ state: "left out" })).toBe("left out");
  });
});

describe("how a stream ends, and fails", () => {
  it("is by events, by values, and by what is no JSON", () => {
    const [, , , end, error] = cells(
      stream({
        events: [event("a"), event("b", "end"), event("c", "throw")],
        end: [{ where: ["done", "at"], is: true }],
        error: [{ where: ["error"], is: undefined }],
        sentinel: "[DONE]",
      }),
    );
    expect([end, error]).toEqual(["b, /done/at is true, [DONE]", "c, /error"]);
  });

  it("is when it closes, and not at all, where nothing is said", () => {
    expect(cells(stream({})).slice(3, 5)).toEqual(["when it closes", "none"]);
  });
});

describe("the table", () => {
  it("has columns as wide as what is in them, and no space at the end of a line", () => {
    expect(
      text([
        stream({}, { operation: "a-long-name" }),
        stream(undefined, { format: "jsonLines", state: "left out" }),
      ]).slice(2),
    ).toEqual([
      "operation    format              events                 end             error  stands at",
      "a-long-name  server-sent events  Token, without a name  when it closes  none   openapi.yaml:3:5",
      "chat         JSON Lines          left out                                      openapi.yaml:3:5",
    ]);
    expect(text([], { suspects: [suspect] }).at(-1)).toMatch(
      /^ask {9} *may stream: it is called so +openapi\.yaml:3:5$/,
    );
  });

  it("stays a table, and obeys nothing, whatever things are called", () => {
    const lines = text([stream({}, { operation: "a\nb\u001b[2J" })]);
    expect(lines.join("\n").split("\n")).toHaveLength(4);
    expect(lines.join("\n")).not.toContain("\u001b");
  });
});

it("an Overlay to paste comes last, where there is anything to say", () => {
  expect(text([], { overlay: "overlay: 1.0.0\nactions: []\n\n" }).slice(1)).toEqual([
    "",
    "An Overlay to paste, and to correct where it guesses:",
    "",
    "overlay: 1.0.0\nactions: []",
  ]);
});

it("what ends a stream and what is thrown are JSON Pointers", () => {
  const end = [{ where: ["a/b", "~c"], is: true }];
  const row = cells(stream({ end, error: [{ where: ["~1"], is: undefined }] })).slice(3, 5);
  expect(row).toEqual(["/a~1b/~0c is true", "/~01"]);
});
