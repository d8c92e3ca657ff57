const OPERATOR = "(?:AND|OR|WITH)(?![\\w.-])";
const ID = `(?!${OPERATOR})[A-Za-z0-9][A-Za-z0-9.:-]*`;
const TERM = `${ID}\\+?(?: +WITH +${ID})?`;
const TERMS = `${TERM}(?: +(?:AND|OR) +${TERM})*`;
const WHOLE = new RegExp(`^ *${TERMS} *$`);
const IN_BRACKETS = new RegExp(`\\( *${TERMS} *\\)`, "g");

/**
 * Whether npm could take a text for the license of a package: an SPDX license expression by its grammar, or one of the two
 * that npm adds. Names of licenses are not looked up: they come to some hundreds, and each year to more.
 *
 * See https://docs.npmjs.com/cli/configuring-npm/package-json#license.
 */
export function isLicenseExpression(text: string): boolean {
  if (text === "UNLICENSED" || /^SEE LICENSE IN \S/.test(text)) return true;
  // A license in the place of an expression in brackets, from the inside to the outside.
  let [before, rest] = ["", text];
  while (before !== rest) [before, rest] = [rest, rest.replace(IN_BRACKETS, "X")];
  return WHOLE.test(rest);
}
