import type { BodyField, PageField, PageOperation } from "../generator/mock/page-data.js";
import { byId, create, show } from "./dom.js";

/** What the caller gives: the `init` of a call, as plain data. */
export interface Filled {
  readonly params?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly body?: unknown;
}

type Input = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

const parameters = byId("parameters", HTMLFieldSetElement);
const body = byId("body", HTMLTextAreaElement);
const bodyField = byId("body-field", HTMLDivElement);
const bodyProblem = byId("body-problem", HTMLParagraphElement);

/** Asks for what an operation takes, filled with samples where it must be given. */
export function buildForm(operation: PageOperation): void {
  parameters.replaceChildren(create("legend", {}, "Parameters"), ...operation.parameters.map(toField));
  show(parameters, operation.parameters.length > 0);
  show(bodyField, operation.body !== undefined);
  report(body, bodyProblem, undefined);
  const { sample, mediaType = "", fields = [] } = operation.body ?? {};
  body.value = sample === undefined ? "" : JSON.stringify(sample, null, 2);
  body.rows = Math.min(Math.max(body.value.split("\n").length, 3), 16);
  body.disabled = operation.body !== undefined && sample === undefined;
  body.placeholder = body.disabled ? `This page sends JSON, and not ${mediaType}` : "";
  show(byId("body-about", HTMLDetailsElement), fields.length > 0);
  byId("body-fields", HTMLDListElement).replaceChildren(...fields.flatMap(toDefinition));
}

/**
 * What was filled in; `undefined` where that cannot be sent: what is wrong is told beside its field.
 *
 * @param isFinal The first field that is wrong then gets the focus.
 */
export function readForm(operation: PageOperation, isFinal: boolean): Filled | undefined {
  const values = operation.parameters.map((field) => [field, readParameter(field)] as const);
  const given = values.filter(([, value]) => value !== undefined && value !== INVALID);
  const places = [...new Set(given.map(([field]) => field.in))];
  const params = Object.fromEntries(
    places.map((place) => [
      place,
      Object.fromEntries(given.flatMap(([field, value]) => (field.in === place ? [[field.name, value]] : []))),
    ]),
  );
  const content = body.disabled || !operation.body ? undefined : parse(body, bodyProblem);
  if (content === INVALID || values.some(([, value]) => value === INVALID)) {
    const wrong = document.querySelector<HTMLElement>("#request [aria-invalid=true]");
    if (isFinal) wrong?.focus();
    return undefined;
  }
  return { ...(places.length > 0 && { params }), ...(content !== undefined && { body: content }) };
}

const INVALID = Symbol("invalid");

function readParameter(field: PageField): unknown {
  const input = document.getElementById(idOf(field)) as Input;
  const problem = document.getElementById(`${idOf(field)}-problem`) as HTMLElement;
  report(input, problem, undefined);
  if (input.value === "") return field.required ? report(input, problem, "This one is required") : undefined;
  if (field.kind === "text") return input.value;
  if (field.kind !== "number") return parse(input, problem);
  const number = Number(input.value);
  return Number.isNaN(number) ? report(input, problem, "This is not a number") : number;
}

/** The JSON in an input. */
function parse(input: Input, problem: HTMLElement): unknown {
  report(input, problem, undefined);
  if (input.value.trim() === "") return undefined;
  try {
    return JSON.parse(input.value) as unknown;
  } catch (error) {
    return report(input, problem, `This is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function report(input: Input, problem: HTMLElement, message: string | undefined): typeof INVALID {
  problem.textContent = message ?? "";
  show(problem, message !== undefined);
  if (message === undefined) {
    input.removeAttribute("aria-invalid");
    input.removeAttribute("aria-errormessage");
  } else {
    input.setAttribute("aria-invalid", "true");
    input.setAttribute("aria-errormessage", problem.id);
  }
  return INVALID;
}

function idOf({ in: place, name }: PageField): string {
  return `parameter ${place} ${name}`.replaceAll(" ", "-");
}

function toField(field: PageField): HTMLElement {
  const id = idOf(field);
  const input = toInput(field, id);
  const label = create("label", { for: id }, field.name, " ", create("span", { class: "hint" }, field.in));
  if (field.required) label.append(" ", create("span", { class: "required" }, "required"));
  const children: HTMLElement[] = [label, input, create("p", { id: `${id}-problem`, class: "problem", hidden: true })];
  if (field.description !== undefined) {
    input.setAttribute("aria-describedby", `${id}-about`);
    children.push(create("p", { id: `${id}-about`, class: "hint" }, field.description));
  }
  return create("div", { class: "field" }, ...children);
}

function toInput({ kind, choices, sample, required }: PageField, id: string): Input {
  if (kind === "choice") {
    const values = choices.map((choice) => JSON.stringify(choice));
    const options = values.map((value, index) => create("option", { value }, String(choices[index])));
    const select = create("select", { id }, ...(required ? [] : [create("option", { value: "" }, "–")]), ...options);
    if (sample !== undefined) select.value = JSON.stringify(sample);
    return select;
  }
  const value = sample === undefined ? "" : typeof sample === "string" ? sample : JSON.stringify(sample);
  const attributes = { id, autocomplete: "off", spellcheck: "false", ...(required && { "aria-required": "true" }) };
  if (kind !== "json")
    return create("input", { ...attributes, value, ...(kind === "number" && { inputmode: "decimal" }) });
  return create("textarea", { ...attributes, rows: "2" }, value);
}

function toDefinition({ name, type, required, description }: BodyField): readonly HTMLElement[] {
  const term = create("dt", {}, create("code", {}, name), " ", create("span", { class: "hint" }, type));
  if (required) term.append(" ", create("span", { class: "required" }, "required"));
  return [term, create("dd", {}, description ?? "")];
}
