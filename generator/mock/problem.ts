import { STATUS_CODES } from "node:http";

/** One thing that is wrong with a request. */
export interface RequestError {
  readonly in: "path" | "query" | "header" | "cookie" | "body";
  /** The parameter. */
  readonly name?: string;
  /** A JSON Pointer (RFC 6901) into the body, or into the parameter's value; `""` is the whole. */
  readonly pointer?: string;
  /** What is wrong. */
  readonly detail: string;
  /** Where the document says so: `spec/openapi.yaml:12:7`. */
  readonly declared?: string;
}

/** Why a request is refused. */
export class Problem extends Error {
  override readonly name = "Problem";
  readonly status: number;
  readonly errors: readonly RequestError[];
  readonly headers: Readonly<Record<string, string>>;

  /** @param detail One sentence, without what `errors` say. */
  constructor(
    status: number,
    detail: string,
    errors: readonly RequestError[] = [],
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(detail);
    this.status = status;
    this.errors = errors;
    this.headers = headers;
  }
}

/** The media type of a problem's body (RFC 9457). */
export const PROBLEM_JSON = "application/problem+json";

/** The body of a refusal, as RFC 9457 has it. */
export function problemJson({ status, message, errors }: Problem): string {
  const title = STATUS_CODES[status];
  return `${JSON.stringify({ title, status, detail: message, ...(errors.length > 0 && { errors }) }, null, 2)}\n`;
}

/** An error on one line: `body /prompt must be string (spec/openapi.yaml:57:11)`. */
export function requestErrorText({ in: place, name, pointer, detail, declared }: RequestError): string {
  const where = [place, name, pointer].filter((part) => part !== undefined && part !== "").join(" ");
  return `${where} ${detail}${declared === undefined ? "" : ` (${declared})`}`;
}
