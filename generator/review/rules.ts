/** What semver asks for. */
export type Verdict = "major" | "minor" | "patch";

/** One kind of change, and what it means for those who use the client. */
export interface Rule {
  readonly verdict: Verdict;
  /** Who has to change their code: those who write requests, or those who read answers and events. */
  readonly breaks?: "callers" | "readers";
  /** Half a sentence. */
  readonly why: string;
  /** What they must change, as an instruction about the thing that the change is named by. */
  readonly mend?: string;
}

/**
 * THE TABLE. Whatever old code may still do with the new package, and still gets from it, is safe. So the direction
 * decides: of what is sent, less must not be taken, and of what is read, no more may come than was said. What the types
 * say counts as well as what the API does: an enum that gains a value is another type for those who read it.
 *
 * An event that is new is the one exception: it breaks no reader, because every client skips an event that it does not
 * know. Code that counts on all events, or builds what it could otherwise only read, is told where it stops compiling.
 */
export const RULES = {
  "package-added": minor("nobody depends on it yet"),
  "package-renamed": major("callers", "every import names the package", "import from the new name"),
  "package-described": patch("no code depends on it"),
  "type-removed": major("readers", "code that imports the type no longer compiles", "import the type of another name"),
  "type-added": minor("no code names it yet"),
  "component-removed": major("readers", "code that names the type no longer compiles", "name another type"),
  "component-added": minor("no code names it yet"),

  "operation-added": minor("no code calls it yet"),
  "operation-removed": major("callers", "calls of it no longer compile", "stop calling it"),
  "operation-moved": major("callers", "it is called by method and path", "call it by its new method and path"),
  "operation-renamed": major("callers", "its method or type is named after it", "use the new name"),
  "operation-deprecated": minor("it works as before, and editors strike it out"),
  "security-tightened": major("callers", "calls with the old credentials are refused", "send what it asks for"),
  "security-loosened": minor("the old credentials are still taken"),

  "request-added": minor("calls without it still work"),
  "request-added-required": major("callers", "calls without it no longer compile", "send it"),
  "request-removed": major("callers", "calls that send it no longer compile", "stop sending it"),
  "request-became-required": major("callers", "calls without it no longer compile", "send it always"),
  "request-became-optional": minor("calls with it still work"),
  "request-narrowed": major("callers", "values that were taken are refused", "send only what it takes"),
  "request-widened": minor("the old values are still taken"),
  "request-value-removed": major("callers", "a value that was taken is refused", "send another value"),
  "request-value-added": minor("the old values are still taken"),
  "request-tightened": major("callers", "values that were taken can be refused", "send only what it takes"),
  "request-loosened": minor("the old values are still taken"),
  "request-additional-removed": major("callers", "fields of any name were taken", "send no other fields"),
  "request-additional-added": minor("calls without other fields still work"),
  "request-media-type-removed": major("callers", "bodies of that type are refused", "send another type"),
  "request-media-type-added": minor("the old types are still taken"),
  "request-serialized": major("callers", "the API reads another form of it", "serialize it in the new form"),

  "response-added": minor("code need not read it; a stub must have it where it is required"),
  "response-removed": major("readers", "code that reads it no longer compiles", "stop reading it"),
  "response-became-optional": major("readers", "code relies on its being there", "expect it to be missing"),
  "response-became-required": minor("code that expects it to be missing still works"),
  "response-widened": major("readers", "code is not ready for what can come", "expect what can come"),
  "response-narrowed": minor("code is ready for all that can come"),
  "response-value-added": major("readers", "code is not ready for the value", "expect the value"),
  "response-value-removed": minor("code is ready for all that can come"),
  "response-tightened": patch("the type is the same, and code is ready for all that can come"),
  "response-loosened": major("readers", "values can come that were ruled out", "expect any value of the type"),
  "response-additional-removed": major("readers", "fields of any name had a type", "read the fields that are named"),
  "response-additional-added": minor("code that reads the named fields still works"),
  "response-media-type-removed": major("readers", "code that reads it no longer compiles", "read another type"),
  "response-media-type-added": major("readers", "an answer can be of another type", "expect the other type"),
  "status-added": major("readers", "`data` can be something else", "expect the other answer"),
  "status-added-alike": minor("its `data` is one that code is ready for"),
  "status-removed": major("readers", "code that reads its `data` no longer compiles", "read another answer"),
  "failure-added": minor("any call could fail before"),
  "failure-removed": major("readers", "code that reads its body no longer compiles", "stop reading its body"),

  "stream-added": minor("no code calls it yet"),
  "stream-removed": major("callers", "calls of it no longer compile", "stop calling it"),
  "stream-request-changed": major(
    "callers",
    "the method sends other fields by itself",
    "leave to it what it sends, and send what it no longer does",
  ),
  "stream-request-adapted": patch("the method sends it by itself, and calls are the same"),
  "stream-item-changed": major("readers", "an event is another kind of value", "read events in their new form"),
  "stream-format-changed": patch("the client asks for it and reads it, and the events are the same"),
  "discriminator-changed": major("readers", "events are told apart by another field", "narrow by the new field"),
  "end-changed": major("readers", "the loop ends elsewhere, or finds the stream cut", "expect the loop to end there"),
  "end-added": minor("the loop also ends where nothing that is known could follow"),
  "error-changed": major(
    "readers",
    "what was yielded is thrown, or the other way round",
    "catch it, or read it, where it comes now",
  ),
  "text-added": minor("no code calls `text()` yet"),
  "text-changed": major("readers", "`text()` joins something else", "expect another text"),
  "text-removed": major("readers", "`text()` is no longer there", "join the events yourself"),
  "event-added": minor("old clients skip an unknown event; a switch over all lacks it"),
  "event-renamed": major("readers", "code waits for the old name", "wait for the new name"),
  "event-removed": major("readers", "code that narrows to it no longer compiles", "stop waiting for it"),

  "documentation-changed": patch("words only"),
} as const satisfies Readonly<Record<string, Rule>>;

export type RuleId = keyof typeof RULES;

function major(breaks: "callers" | "readers", why: string, mend: string): Rule {
  return { verdict: "major", breaks, why, mend };
}

function minor(why: string): Rule {
  return { verdict: "minor", why };
}

function patch(why: string): Rule {
  return { verdict: "patch", why };
}
