import { byId, create, show } from "./dom.js";

const status = byId("status", HTMLParagraphElement);
const textSection = byId("text-section", HTMLElement);
const text = byId("text", HTMLParagraphElement);
const eventsSection = byId("events-section", HTMLElement);
const eventsHeading = byId("events-heading", HTMLHeadingElement);
const events = byId("events", HTMLOListElement);
const failure = byId("failure", HTMLDivElement);

/** More rows than anybody reads make a page slow: older ones go. */
const MOST_ROWS = 500;
const COLORS = 6;

let count = 0;

/** Empties the answer. */
export function clear(): void {
  count = 0;
  text.textContent = "";
  events.replaceChildren();
  failure.replaceChildren();
  for (const part of [textSection, eventsSection, failure]) show(part, false);
}

/** One short sentence, which screen readers speak. */
export function tell(sentence: string): void {
  status.textContent = sentence;
}

/** @param more What comes after the text that is there. */
export function addText(more: string): void {
  if (more === "") return;
  show(textSection, true);
  text.append(more);
}

/** A row of the table of events. `milliseconds` since the call. */
export function addRow(milliseconds: number, name: string, value: unknown, kind = ""): void {
  count++;
  show(eventsSection, true);
  eventsHeading.textContent = `Events (${count})`;
  const isAtEnd = events.scrollTop + events.clientHeight >= events.scrollHeight - 4;
  const color = kind === "" ? `color-${colorOf(name)}` : kind;
  events.append(
    create(
      "li",
      {},
      create("time", {}, `${Math.round(milliseconds)} ms`),
      create("span", { class: `name ${color}` }, ...breakable(name)),
      create("code", {}, JSON.stringify(value) ?? "undefined"),
    ),
  );
  if (events.childElementCount > MOST_ROWS) events.firstElementChild?.remove();
  // Who has scrolled up is reading.
  if (isAtEnd) events.scrollTop = events.scrollHeight;
}

export function showFailure(parts: readonly HTMLElement[]): void {
  failure.replaceChildren(...parts);
  show(failure, true);
}

/** A name that may go on in the next line where its words end. */
function breakable(name: string): readonly (Node | string)[] {
  return name.split(/(?<=[._/-])/).flatMap((word, index) => (index === 0 ? [word] : [create("wbr"), word]));
}

/** The same for the same name. */
function colorOf(name: string): number {
  return [...name].reduce((sum, character) => (sum * 31 + character.charCodeAt(0)) % 9973, 7) % COLORS;
}
