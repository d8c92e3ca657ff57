import { describe, expect, it } from "vitest";
import { planEvents } from "../../../generator/mock/event-order.js";
import { useFolder } from "../documents.js";
import { chatYaml } from "../streams.js";
import { eventSchema, payloadStream, sampled } from "./sampled.js";

const { read } = useFolder();

/** The planned events of a stream, in words. */
function plan(mediaType: string, schemas: string, mediaTypeName?: string): string {
  const { document, stream } = sampled(read("openapi.yaml", chatYaml(mediaType, schemas, mediaTypeName)));
  return planEvents(document, stream, ["Hello ", "you"])
    .map(({ event, text, turn, isLast }) =>
      [
        event.name,
        ...(text ? [`/${text.pointer.join("/")}=${text.word}`] : []),
        ...(turn > 0 ? [turn] : []),
        ...(isLast ? ["last"] : []),
      ].join(" "),
    )
    .join(", ");
}

const UNION = "Event: {oneOf: [A, B, C, D, E].map}".replace(/\[.*\.map/, () => {
  const refs = ["A", "B", "C", "D", "E"].map((name) => `{$ref: '#/components/schemas/${name}'}`);
  return `[${refs.join(", ")}]`;
});

/** Five events of these names, each with the text field of its own. */
function five(...names: readonly string[]): string {
  return [UNION, ...names.map((name, index) => `${"ABCDE"[index]}: ${eventSchema(name, "text: {type: string}")}`)].join(
    "\n",
  );
}

describe("the events of a stream are planned", () => {
  it("in the document's order, those of a beginning first, that of the end last, failures not at all", () => {
    expect(plan(payloadStream("Event", "end: b, error: d"), five("a", "b", "message_start", "d", "tool.failed"))).toBe(
      "message_start, a, b last",
    );
    expect(plan(payloadStream("Event", "end: e"), five("restart", "a", "sessionCreated", "error", "e"))).toBe(
      "sessionCreated, restart, a, e last",
    );
  });

  it("with text as often as there are words", () => {
    expect(plan(payloadStream("Event", "end: e, text: {b: /text}"), five("a", "b", "c", "d", "e"))).toBe(
      "a, b /text=Hello , b /text=you, c, d, e last",
    );
  });

  it("with text wherever one pointer finds it, but the end says no more", () => {
    const schemas = five("a", "b", "c", "d", "e").replaceAll(/text: \{type: string\}/g, (text, offset) =>
      offset > 500 ? text : "n: {}",
    );
    expect(plan(payloadStream("Event", "end: e, text: /text"), schemas)).toMatch(
      /^a, b, .*d \/text=you, e \/text= last$/,
    );
  });

  it("with the one last that can say that it is", () => {
    const schemas = five("a", "b", "c", "d", "e").replace("const: b}, text: {type: string}", "const: b}, done: {}");
    expect(plan(payloadStream("Event", "end: {where: /done}"), schemas.replace("[type, text]}", "[type]}"))).toBe(
      "a, c, d, e, b last",
    );
  });

  it("five times where no name tells them apart", () => {
    expect(plan(payloadStream("A"), `A: ${eventSchema("a")}`)).toBe(
      "message, message 1, message 2, message 3, message 4 last",
    );
    expect(plan(payloadStream("A", "text: /text"), `A: ${eventSchema("a", "text: {}")}`)).toBe(
      "message /text=Hello , message /text=you last",
    );
  });

  it("with the text that they are", () => {
    const text = "itemSchema: {type: object, required: [data], properties: {data: {type: string}}}";
    expect(plan(text, "{}")).toBe("message /data=Hello , message /data=you last");
  });
});
