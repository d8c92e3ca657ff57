/**
 * The regular expression of a `pattern`. JSON Schema 2020-12 (section 6.4) has ECMA-262's with the flag `u`; published
 * documents are written for all kinds of engines, and without the flag more is a pattern.
 *
 * @returns `undefined` where no engine here reads it.
 */
export function toRegExp(pattern: string): RegExp | undefined {
  for (const flags of ["u", ""]) {
    try {
      return new RegExp(pattern, flags);
    } catch {
      // The next way, or none.
    }
  }
  return undefined;
}
