import { describe, expect, it } from "vitest";
import { distributeUnions } from "../../../generator/model/distribute-unions.js";
import { compareClients } from "../../../generator/review/compare-clients.js";
import { documentOf } from "../streams.js";
import { edited, placesIn, streamOf } from "./comparing.js";
import { changesBetween, petchat, revisionOf, textOf, type Editable } from "./petchat.js";

function changes(base: Editable, head: Editable): readonly string[] {
  return compareClients({ base: revisionOf(petchat(), base), head: revisionOf(petchat(), head) }).changes.map(textOf);
}

const client = { name: "petchat", version: "1.0.0", license: "MIT", out: "../generated" };

describe("what client.yaml says of the package", () => {
  it("is its name, which every import has", () => {
    expect(changes(client, { ...client, name: "@pets/chat" })).toEqual([
      "package-renamed: petchat is called `@pets/chat` now",
    ]);
  });

  it("is what no code depends on", () => {
    expect(changes(client, { ...client, license: "ISC", keywords: ["pets"] })).toEqual([
      "package-described: license of the package changed",
      "package-described: keywords of the package changed",
    ]);
  });

  it("is not its version, which is judged, and not where it is written", () => {
    expect(changes(client, { ...client, version: "2.0.0", out: "elsewhere" })).toEqual([]);
  });
});

it("the name of a package that has no client.yaml is made of the title", () => {
  const head = { ...petchat(), info: { title: "Pet talk", version: "1.0.0" } };
  expect(compareClients({ base: revisionOf(petchat()), head: revisionOf(head) }).changes.map(textOf)).toEqual([
    "package-renamed: pet-chat is called `pet-talk` now",
    "package-described: description of the package changed",
    "documentation-changed: the document has other words in 2 places",
  ]);
});

describe("the type of an event is placed at what it is named after", () => {
  const places = (base: Editable, head: Editable): readonly string[] =>
    placesIn(changesBetween(base, head).filter(({ rule }) => rule === "type-removed"));
  const texts = (name: string, operationId = "chat"): Editable =>
    edited((document) => {
      document.paths["/chat"].post.operationId = operationId;
      const oneOf = [name, "done"].map((event) => ({
        properties: { event: { const: event }, data: { type: "string" } },
      }));
      Object.assign(streamOf(document), { itemSchema: { oneOf }, "x-event-stream": {} });
    });

  it("the operation, where that has another id", () => {
    const place = "paths//chat/post/operationId";
    expect(places(texts("log"), texts("log", "talk"))).toEqual(Array(2).fill(`${place} -> ${place}`));
  });

  it("the event, where that has another name", () => {
    const place = "paths//chat/post/responses/200/content/text/event-stream/itemSchema/oneOf/0/properties/event";
    expect(places(texts("log"), texts("line"))).toEqual([`${place} -> ${place}`]);
  });
});

describe("a component that is gone", () => {
  type Edit = (schemas: Editable, document: Editable) => void;

  /** What changes between two edits of a document, the second of which is done to what the first one left. */
  const between = (first: Edit, second: Edit): readonly string[] => {
    const base = edited((document) => first(document.components.schemas, document));
    const head = structuredClone(base);
    second(head.components.schemas, head);
    return changesBetween(base, head).map(textOf);
  };
  const ref = (name: string): Editable => ({ $ref: `#/components/schemas/${name}` });
  const unchanged: Edit = () => undefined;

  /** Names a component anew, or writes it out where it is referred to. */
  const replace = (document: Editable, name: string, to?: string): void => {
    const { schemas } = document.components;
    const schema = schemas[name];
    delete schemas[name];
    if (to !== undefined) schemas[to] = schema;
    const instead = JSON.stringify(to === undefined ? schema : ref(to));
    const text = JSON.stringify(document).replaceAll(JSON.stringify(ref(name)), instead);
    Object.assign(document, JSON.parse(text));
  };
  const renamed =
    (name: string, to: string): Edit =>
    (_, document) =>
      replace(document, name, to);
  const inlined =
    (name: string): Edit =>
    (_, document) =>
      replace(document, name);

  const branch = (event: string, name: string): Editable => ({
    required: ["event", "data"],
    properties: { event: { const: event }, data: ref(name) },
  });
  const setEvents = (document: Editable, events: Readonly<Record<string, string>>): void => {
    const branches = Object.entries(events).map(([event, name]) => branch(event, name));
    Object.assign(streamOf(document), { itemSchema: { oneOf: branches }, "x-event-stream": {} });
  };
  /** The chat, each of whose events has a component as its data. */
  const envelopes: Edit = (schemas, document) => {
    for (const name of ["ChatEvent", "ChatStart", "ChatToken", "ChatUsage", "ChatEnd", "ChatError"]) {
      delete schemas[name];
    }
    schemas.ToolCall = { type: "object", required: ["tool"], properties: { tool: { type: "string" } } };
    schemas.Done = { type: "object", properties: { reason: { type: "string" } } };
    setEvents(document, { tool: "ToolCall", retry: "ToolCall", done: "Done" });
  };
  const ofFailure: Edit = (schemas, document) => {
    envelopes(schemas, document);
    document.paths["/chat"].post.responses["400"].content["application/json"].schema = ref("ToolCall");
  };
  const goneToolCall = 'component-removed: components["schemas"]["ToolCall"] is gone';

  it.each<[string, Edit, Edit]>([
    ["has another name", envelopes, renamed("ToolCall", "ToolInvocation")],
    ["is written out", envelopes, inlined("ToolCall")],
    ["has another name, there and in a failure", ofFailure, renamed("ToolCall", "ToolInvocation")],
    ["is written out, there and in a failure", ofFailure, inlined("ToolCall")],
  ])("is told where the data of an event that stays %s", (_, first, second) => {
    expect(between(first, second)).toEqual([goneToolCall]);
  });

  it("is told where the operation of the event has another path", () => {
    const moved: Edit = (_, document) => {
      document.paths["/talk"] = document.paths["/chat"];
      delete document.paths["/chat"];
      replace(document, "ToolCall", "ToolInvocation");
    };
    expect(between(envelopes, moved)).toEqual([goneToolCall, "operation-moved: POST /chat is `POST /talk` now"]);
  });

  it("goes with all of its events, and not with one of them", () => {
    const without =
      (events: Readonly<Record<string, string>>): Edit =>
      (schemas, document) => {
        schemas.Call = schemas.ToolCall;
        delete schemas.ToolCall;
        setEvents(document, events);
      };
    expect(between(envelopes, without({ done: "Done" }))).toEqual([
      'component-added: components["schemas"]["Call"] is new',
      "event-removed: tool is gone",
      "event-removed: retry is gone",
    ]);
    expect(between(envelopes, without({ tool: "Call", done: "Done" }))).toEqual([
      goneToolCall,
      "event-removed: retry is gone",
    ]);
  });

  it("goes with the operation of its events", () => {
    const without: Edit = (schemas, document) => {
      delete document.paths["/chat"];
      for (const name of ["ToolCall", "Done"]) delete schemas[name];
    };
    expect(between(envelopes, without)).toEqual(["operation-removed: client.stream.chat is gone"]);
  });

  it("is told once where the type of its name is", () => {
    const talk: Edit = (_, document) => {
      document.paths["/chat"].post.operationId = "talk";
    };
    expect(between(unchanged, renamed("ChatStart", "ChatStarted"))).toEqual([
      "type-removed: ChatStart is called `ChatStarted` now",
    ]);
    expect(between(talk, inlined("ChatStart"))).toEqual(["type-removed: ChatStart is called `TalkStart` now"]);
  });

  it("is told beside a type of its name that is of another thing: of an envelope, not of its data", () => {
    const both: Edit = (schemas, document) => {
      envelopes(schemas, document);
      replace(document, "ToolCall", "ChatTool");
    };
    const other: Edit = (_, document) => {
      document.paths["/chat"].post.operationId = "talk";
      replace(document, "ChatTool", "ToolCall");
    };
    expect(between(both, other).filter((text) => text.includes("ChatTool"))).toEqual([
      "type-removed: ChatTool is called `TalkTool` now",
      'component-removed: components["schemas"]["ChatTool"] is gone',
    ]);
  });

  it("is told where its type has a name of its own, which stays", () => {
    expect(between(renamed("ChatStart", "chat-start"), renamed("chat-start", "ChatStart"))).toEqual([
      'component-removed: components["schemas"]["chat-start"] is gone',
    ]);
  });

  it("is there all the same where the event that is written out takes its name", () => {
    expect(between(unchanged, inlined("ChatStart"))).toEqual([]);
  });

  it("is told where it was one schema of an event that has others", () => {
    const several: Edit = (schemas) => {
      for (const name of ["CostsA", "CostsB", "CostsC"]) {
        const properties = { type: { const: "costs" }, [name]: { type: "number" } };
        schemas[name] = { type: "object", required: ["type", name], properties };
        schemas.ChatEvent.oneOf.push(ref(name));
      }
    };
    expect(between(several, renamed("CostsB", "CostsD"))).toEqual([
      'component-removed: components["schemas"]["CostsB"] is gone',
    ]);
  });

  it("is told where the data of an event, once written in line, is a component now", () => {
    const inline: Edit = (schemas, document) => {
      envelopes(schemas, document);
      replace(document, "ToolCall");
    };
    const [base, head] = [inline, envelopes].map((edit) => edited((whole) => edit(whole.components.schemas, whole)));
    expect(changesBetween(base, head).map(textOf)).toEqual([
      'component-removed: components["schemas"]["ChatToolData"] is gone',
      'component-removed: components["schemas"]["ChatRetryData"] is gone',
    ]);
  });

  it("is told where one of several schemas of an event, once written in line, is a component now", () => {
    const costs = (name: string): Editable => {
      const properties = { type: { const: "costs" }, [name]: { type: "number" } };
      return { type: "object", required: ["type", name], properties };
    };
    const inline: Edit = ({ ChatEvent }) => void ChatEvent.oneOf.push(costs("a"), costs("b"));
    const named: Edit = ({ ChatEvent, ...schemas }, document) => {
      ChatEvent.oneOf.splice(-1, 1, ref("CostsB"));
      document.components.schemas = { ChatEvent, ...schemas, CostsB: costs("b") };
    };
    expect(between(inline, named)).toEqual(['component-removed: components["schemas"]["ChatCosts2"] is gone']);
  });

  it("is told once where the schema of the event was made of it", () => {
    const shared: Edit = ({ ChatEvent }) => Object.assign(ChatEvent, { properties: { id: { type: "string" } } });
    const made = (edit: Edit): Editable => {
      const document = edited((whole) => shared(whole.components.schemas, whole));
      edit(document.components.schemas, document);
      return distributeUnions(documentOf(document)).value;
    };
    const without: Edit = (schemas) => {
      schemas.ChatEvent.oneOf.shift();
      delete schemas.ChatStart;
    };
    expect(changesBetween(made(unchanged), made(renamed("ChatStart", "ChatStarted"))).map(textOf)).toEqual([
      "type-removed: ChatStart is called `ChatStarted` now",
    ]);
    expect(changesBetween(made(unchanged), made(without)).map(textOf)).toEqual([
      'response-narrowed: ChatEvent is no longer `{type: "start"}`',
      "event-removed: start is gone",
    ]);
  });
});
