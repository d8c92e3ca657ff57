import type { PageData, PageOperation } from "../generator/mock/page-data.js";
import { addRow, addText, clear, showFailure, tell } from "./answer.js";
import { call, type Watcher } from "./call.js";
import { codeOf, type Init, type Reading } from "./code.js";
import { byId, create, show } from "./dom.js";
import { describe } from "./failure.js";
import { buildForm, readForm } from "./form.js";

const FAULT_HEADER = "x-mock-fault";

const form = byId("request", HTMLFormElement);
const select = byId("operation", HTMLSelectElement);
const reading = byId("reading", HTMLSelectElement);
const fault = byId("fault", HTMLSelectElement);
const idleTimeout = byId("idle-timeout", HTMLInputElement);
const callButton = byId("call", HTMLButtonElement);
const code = byId("code", HTMLElement);

const data = (await (await fetch("data.json")).json()) as PageData;
let running: AbortController | undefined;

function operation(): PageOperation {
  return data.operations[select.selectedIndex]!;
}

function selectOperation(): void {
  const { method, path, summary, stream } = operation();
  byId("method", HTMLSpanElement).textContent = method.toUpperCase();
  byId("path", HTMLElement).textContent = path;
  byId("summary", HTMLParagraphElement).textContent = summary ?? "";
  show(byId("manner", HTMLFieldSetElement), stream !== undefined);
  const ways: readonly Reading[] =
    stream && Object.keys(stream.text).length > 0 ? ["for await", "text()", "collect()"] : ["for await", "collect()"];
  reading.replaceChildren(...ways.map((way) => create("option", {}, way)));
  buildForm(operation());
  showCode();
}

/** What the call is made with; `undefined` where something is wrong with it. */
function readInit(isFinal: boolean): Init | undefined {
  const filled = readForm(operation(), isFinal);
  const isStream = operation().stream !== undefined;
  return (
    filled && {
      ...filled,
      ...(isStream && fault.value !== "" && { headers: { [FAULT_HEADER]: fault.value } }),
      ...(isStream && idleTimeout.value !== "" && { idleTimeout: Number(idleTimeout.value) }),
    }
  );
}

/** Shows the code of the call as it is filled in. Where it cannot be sent, the last code stays. */
function showCode(): void {
  const init = readInit(false);
  if (init) code.textContent = codeOf(operation(), init, reading.value as Reading, data.packageName);
}

function showFault(): void {
  const chosen = data.faults.find(({ name }) => name === fault.value);
  byId("fault-about", HTMLParagraphElement).textContent = chosen
    ? `The server ${chosen.does}. It ends so: ${chosen.ends.replaceAll("`", "")}.`
    : "";
}

async function callOrStop(): Promise<void> {
  if (running) {
    running.abort();
    return;
  }
  const init = readInit(true);
  if (!init) return;
  const controller = (running = new AbortController());
  setRunning(true);
  clear();
  tell("Calling…");
  const start = performance.now();
  const watcher = watch(start);
  const sum = (): string => `${watcher.count()} in ${((performance.now() - start) / 1000).toFixed(2)} s`;
  try {
    await call(operation(), init, reading.value as Reading, controller.signal, watcher);
    tell(`Complete: ${sum()}.`);
  } catch (error) {
    tell(`${controller.signal.aborted ? "Stopped" : "Failed"}: ${sum()}.`);
    if (!controller.signal.aborted) showFailure(describe(error));
  } finally {
    running = undefined;
    setRunning(false);
  }
}

/** One button, so that the focus stays where it is. */
function setRunning(isRunning: boolean): void {
  callButton.textContent = isRunning ? "Stop" : "Call";
  callButton.toggleAttribute("data-running", isRunning);
}

function watch(start: number): Watcher & { readonly count: () => string } {
  let events = 0;
  const time = (): number => performance.now() - start;
  return {
    opened: ({ status }) => tell(`Status ${status}, reading…`),
    event(name, event, text) {
      events++;
      addText(text);
      addRow(time(), name, event);
    },
    unknown: (event) => addRow(time(), "unknown", event, "unknown"),
    result(value) {
      if (typeof value === "string" && reading.value === "text()") addText(value);
      else if (Array.isArray(value) && reading.value === "collect()") {
        events = value.length;
        value.forEach((event) => addRow(time(), "event", event));
      } else addRow(time(), "body", value);
    },
    count: () => `${events} ${events === 1 ? "event" : "events"}`,
  };
}

async function copyCode(): Promise<void> {
  const announcer = byId("announcer", HTMLParagraphElement);
  try {
    await navigator.clipboard.writeText(code.textContent ?? "");
    announcer.textContent = "The code was copied.";
    byId("copy", HTMLButtonElement).textContent = "Copied";
  } catch {
    getSelection()?.selectAllChildren(code);
    announcer.textContent = "The code is selected: copy it with the keyboard.";
  }
}

function listen(): void {
  // Before the form hears of it, or it would look for the fields of another operation.
  select.addEventListener("input", selectOperation);
  fault.addEventListener("input", showFault);
  form.addEventListener("input", () => {
    byId("copy", HTMLButtonElement).textContent = "Copy";
    showCode();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void callOrStop();
  });
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    form.requestSubmit();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") running?.abort();
  });
  byId("copy", HTMLButtonElement).addEventListener("click", () => void copyCode());
}

function toGroup(label: string, operations: readonly PageOperation[]): readonly HTMLElement[] {
  const options = operations.map(({ operationId }) => create("option", {}, operationId));
  return options.length === 0 ? [] : [create("optgroup", { label }, ...options)];
}

document.title = `${data.title} – mock`;
byId("title", HTMLHeadingElement).textContent = data.title;
byId("origin", HTMLElement).textContent = location.origin;
const [streams, others] = [true, false].map((isStream) =>
  data.operations.filter(({ stream }) => Boolean(stream) === isStream),
);
select.replaceChildren(...toGroup("Streams", streams!), ...toGroup("Other operations", others!));
fault.replaceChildren(
  create("option", { value: "" }, "none"),
  ...data.faults.map(({ name }) => create("option", {}, name)),
);
listen();
selectOperation();
