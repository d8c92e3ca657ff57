import { toPascalCase } from "../document/escape.js";
import { componentsOf, keyOf } from "../document/reference.js";
import type { Document } from "../document/source.js";
import type { Stream } from "./model.js";

const LONGEST = 60;

/** Gives schemas names that no other schema has, not even in other letters: on some disks these are the same. */
export class ComponentNames {
  readonly #taken: Set<string>;

  constructor(document: Document) {
    this.#taken = new Set(componentsOf(document).map((node) => keyOf(node).toLowerCase()));
  }

  /** @param words An operation and an event, such as `chat-stream-create` and `response.done`. */
  take(...words: readonly string[]): string {
    const name = words.map(toPascalCase).join("").slice(0, LONGEST) || "Event";
    let free = name;
    for (let number = 2; this.#taken.has(free.toLowerCase()); number++) free = `${name}${number}`;
    this.#taken.add(free.toLowerCase());
    return free;
  }
}

/** The words that the names of a stream's schemas begin with, all of them: `ChatStream`. Empty where they share none. */
export function commonPrefix({ events }: Stream): string {
  const names = events.flatMap(({ type }) => (type.schema ? [type.schema.component.match(WORD) ?? []] : []));
  const [first, ...others] = names;
  if (first === undefined || others.length === 0) return "";
  const shared = first.findIndex((word, index) => others.some((name) => name[index] !== word));
  return first.slice(0, shared === -1 ? first.length : shared).join("");
}

const WORD = /\p{Lu}+(?!\p{Ll})|\p{Lu}?[^\p{Lu}]+/gu;
