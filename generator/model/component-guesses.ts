import { toPascalCase } from "../document/escape.js";
import {
  child,
  children,
  componentNamed,
  componentOf,
  componentsOf,
  follow,
  keyOf,
  referenceOf,
  rootOf,
  type Node,
} from "../document/reference.js";
import { unionListOf } from "../document/schema-unions.js";
import { toPointer, type Document, type Path } from "../document/source.js";
import { ComponentNames } from "./component-names.js";
import { declaredId, successesOf, type FoundOperation } from "./find-streams.js";

/** Words that say no more than that something is one of a stream's events. */
const COMMON: ReadonlySet<string> = new Set(["stream", "streaming", "streamed", "event", "chunk", "response", "v"]);

/** Of the words before `Event`. */
const LONGEST = 50;

const EVENT = /event|chunk|stream/i;

/** The component that describes the events of a stream, or that is to. */
export interface EventComponent {
  readonly name: string;
  /** Whether it is yet to be added. */
  readonly isNew: boolean;
}

/**
 * Guesses the components that describe the events of streams of which a document says nothing: a union that is called so
 * and stands under another media type of the same answer, or that nothing refers to. Where there is none, it names one.
 */
export class ComponentGuesses {
  readonly #document: Document;
  readonly #given = new Map<string, EventComponent>();
  #names: readonly string[] | undefined;
  #free: ComponentNames | undefined;

  constructor(document: Document) {
    this.#document = document;
  }

  /**
   * That of an operation: of those that nothing refers to, the one whose name has the most to do with it.
   *
   * @param at Where the events are to be described: once for all the operations that share the place.
   */
  guessFor(found: FoundOperation, at: Path = found.operation.path): EventComponent {
    const place = toPointer(at);
    const guess = this.#given.get(place) ?? this.#guess(found);
    this.#given.set(place, guess);
    return guess;
  }

  #guess(found: FoundOperation): EventComponent {
    const name = siblingOf(this.#document, found.operation) ?? this.#unusedFor(found);
    return name === undefined ? { name: this.#nameFor(found), isNew: true } : { name, isNew: false };
  }

  /** `chat` -> `ChatEvent`. */
  #nameFor(found: FoundOperation): string {
    const words = toPascalCase(declaredId(found) ?? `${found.method} ${found.path}`).replace(/\W/g, "");
    this.#free ??= new ComponentNames(this.#document);
    return this.#free.take(words.replace(/Events?$/, "").slice(0, LONGEST), "event");
  }

  #unusedFor(found: FoundOperation): string | undefined {
    const wanted = new Set(wordsOf(`${declaredId(found) ?? ""} ${found.path}`));
    this.#names ??= findUnused(this.#document);
    const scored = this.#names.map((name) => {
      const words = wordsOf(name).filter((word) => !COMMON.has(word));
      const shared = words.filter((word) => wanted.has(word)).length;
      return { name, shared, score: 2 * shared - words.length };
    });
    return scored.filter(({ shared }) => shared > 0).sort((a, b) => b.score - a.score)[0]?.name;
  }
}

function siblingOf(document: Document, operation: Node): string | undefined {
  const answers = successesOf(operation).flatMap((entry) => follow(document, entry) ?? []);
  const schemas = answers
    .flatMap((answer) => children(child(answer, "content")))
    .flatMap((one) => child(one, "schema") ?? []);
  const names = schemas
    .filter(({ value }) => referenceOf(value) !== undefined)
    .flatMap((one) => componentOf(one) ?? []);
  return names.find((name) => EVENT.test(name));
}

function findUnused(document: Document): readonly string[] {
  const used = new Set<string>();
  const pending = children(rootOf(document)).filter(({ path }) => path[0] !== "components");
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    const name = referenceOf(node.value) === undefined ? undefined : componentOf(node);
    const schema = name === undefined ? undefined : componentNamed(document, name);
    if (schema !== undefined && !used.has(String(name))) {
      used.add(String(name));
      pending.push(schema);
    }
    pending.push(...children(node));
  }
  return componentsOf(document).flatMap((schema) => {
    const name = keyOf(schema);
    return unionListOf(schema) !== undefined && !used.has(name) && EVENT.test(name) ? [name] : [];
  });
}

/** `beta_messages_post` -> beta, message, post. */
function wordsOf(text: string): readonly string[] {
  const words = toPascalCase(text).match(/\p{Lu}+(?!\p{Ll})|\p{Lu}?\p{Ll}+/gu) ?? [];
  return words.map((word) => word.toLowerCase().replace(/(?<=..)s$/, ""));
}
