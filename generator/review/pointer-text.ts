import { toMarkdownCode } from "../document/escape.js";

/** The JSON Pointer of reference tokens (RFC 6901), as Markdown code. */
export function pointerText(tokens: readonly string[]): string {
  return toMarkdownCode(tokens.map((token) => `/${token.replaceAll("~", "~0").replaceAll("/", "~1")}`).join(""));
}
