import type { Path } from "../document/source.js";

/** A place where a document is not as OpenAPI has it. */
export interface Fault {
  readonly path: Path;
  readonly part: "key" | "value";
  /** What is wrong, in the same words wherever the same is wrong. */
  readonly message: string;
  /** The key or the reference that was most likely meant. */
  readonly near?: string | undefined;
  /** What to write in its place, where it may stay as well. */
  readonly advice?: string | undefined;
  /** What an Overlay may merge into the value at a path, as YAML, to mend it, where that can be told. */
  readonly mend?: { readonly at: Path; readonly update: string } | undefined;
  /** Whether it may be right all the same: another schema may say more. */
  readonly isDoubtful?: boolean;
  /** Whether openapi-typescript would stop at it, or write a type that is wrong. */
  readonly isFatal: boolean;
}
