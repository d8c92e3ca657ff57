import { ApiError, StreamError } from "generated-client";
import { create } from "./dom.js";

/** An error as its catcher sees it: its class and message, and each field that says something. */
export function describe(error: unknown): readonly HTMLElement[] {
  const name = error instanceof Error ? error.name : "Thrown";
  const message = error instanceof Error ? error.message : String(error);
  return [
    create("h3", {}, name),
    create("p", { class: "message" }, message),
    create(
      "dl",
      {},
      ...fieldsOf(error).flatMap(([field, value]) => [create("dt", {}, field), create("dd", {}, print(value))]),
    ),
  ];
}

function fieldsOf(error: unknown): readonly (readonly [string, unknown])[] {
  if (error instanceof ApiError) {
    const { status, operationId, body } = error;
    return present({ status, operationId, body });
  }
  if (error instanceof StreamError) {
    const { kind, operationId, eventsReceived, lastEventId, event, partial, cause } = error;
    return present({ kind, operationId, eventsReceived, lastEventId, event, partial, cause });
  }
  return error instanceof Error && error.cause !== undefined ? [["cause", error.cause]] : [];
}

function present(fields: Readonly<Record<string, unknown>>): readonly (readonly [string, unknown])[] {
  return Object.entries(fields).filter(([, value]) => value !== undefined && value !== "");
}

function print(value: unknown): HTMLElement {
  const text = value instanceof Error ? String(value) : JSON.stringify(value, null, 2);
  return create("code", {}, text);
}
