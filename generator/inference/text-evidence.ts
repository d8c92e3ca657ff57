import formats from "ajv-formats";

/** Formats that cannot be met by chance, or hardly. A URI is one that names its server: `note: this` is a URI, too. */
const FORMATS: Readonly<Record<string, (text: string) => boolean>> = {
  "date-time": checkOf("date-time"),
  date: checkOf("date"),
  uuid: checkOf("uuid"),
  uri: (text) => /^https?:\/\//.test(text) && isUri(text),
  email: checkOf("email"),
};

const isUri = checkOf("uri");

/** More different texts than these are no set of values. */
const MAX_DISTINCT = 24;

/** Scripts that put no space between words. */
const UNSPACED = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}]/u;

/** What was seen of texts at one place of events: of one answer what is added, of several what is merged. */
export class TextEvidence {
  count = 0;
  /** Of all texts, in UTF-16 code units. */
  length = 0;
  /** How many texts begin with the one before, and are longer: such a text grows, and is sent as a whole each time. */
  grown = 0;
  /** How many texts came after another one in their answer. */
  joints = 0;
  /** How many of these have white space where they meet, as the pieces of a text have: one side, at least, is cut there. */
  spaced = 0;
  /** How many of these meet in a script that puts no space between words. */
  unspaced = 0;
  /** How many texts are several words by themselves. */
  phrases = 0;
  /** How many texts had come before in their answer. An answer that is recorded again repeats nothing in itself. */
  #repeated = 0;
  #distinct: Map<string, number> | undefined = new Map();
  #formats: readonly string[] = Object.keys(FORMATS);
  #last: string | undefined;

  /** How often each text was seen. `undefined` when they are too many. */
  get distinct(): ReadonlyMap<string, number> | undefined {
    return this.#distinct;
  }

  /** The format that all texts have, if they have one. */
  get format(): string | undefined {
    return this.count === 0 ? undefined : this.#formats[0];
  }

  /** Whether they can be joined to a text: in an answer come several, mostly other ones, and none holds the one before. */
  get isPieces(): boolean {
    const isVaried = this.#distinct === undefined || this.#repeated * 2 <= this.count;
    const grows = this.grown * 2 >= this.count;
    return this.joints > 0 && this.length > 0 && isVaried && this.format === undefined && !grows;
  }

  add(text: string): void {
    if (this.#distinct?.has(text)) this.#repeated++;
    this.count++;
    this.length += text.length;
    if (/\S\s+\S/.test(text)) this.phrases++;
    if (this.#last !== undefined) this.#join(this.#last, text);
    this.#last = text;
    if (this.#formats.length > 0) this.#formats = this.#formats.filter((name) => FORMATS[name]!(text));
    this.#see(text, 1);
  }

  merge(other: TextEvidence): void {
    if (other.count === 0) return;
    this.#formats = this.#formats.filter((name) => other.#formats.includes(name));
    this.count += other.count;
    this.length += other.length;
    this.grown += other.grown;
    this.joints += other.joints;
    this.spaced += other.spaced;
    this.unspaced += other.unspaced;
    this.phrases += other.phrases;
    this.#repeated += other.#repeated;
    if (other.#distinct === undefined) this.#distinct = undefined;
    for (const [text, count] of other.#distinct ?? []) this.#see(text, count);
  }

  #join(before: string, text: string): void {
    this.joints++;
    if (text.length > before.length && text.startsWith(before)) this.grown++;
    if (/\s$/.test(before) || /^\s/.test(text)) this.spaced++;
    else if (UNSPACED.test(before.slice(-1)) || UNSPACED.test(text.slice(0, 1))) this.unspaced++;
  }

  #see(text: string, count: number): void {
    this.#distinct?.set(text, (this.#distinct.get(text) ?? 0) + count);
    if (this.#distinct && this.#distinct.size > MAX_DISTINCT) this.#distinct = undefined;
  }
}

/** The very checks that an event is verified by. */
function checkOf(name: "date-time" | "date" | "uuid" | "uri" | "email"): (text: string) => boolean {
  const format: unknown = formats.default.get(name);
  const check = Object(format).validate ?? format;
  return (text) => (check instanceof RegExp ? check.test(text) : (check as (text: string) => boolean)(text));
}
