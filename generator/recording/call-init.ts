import { readFileSync } from "node:fs";
import { DiagnosticsError, errorOf, type Diagnostic } from "../diagnostics/diagnostics.js";
import { positionAt } from "../document/positions.js";
import { children, followChild, keyOf, objectOf } from "../document/reference.js";
import type { Document } from "../document/source.js";
import { serversOf, type Server } from "../model/servers.js";
import { readParameters } from "./call-parameters.js";
import type { CallInit } from "./client-runtime.js";
import type { NamedOperation } from "./find-operation.js";
import { isJsonMediaType } from "../document/media-type.js";
import { jsonFault, parseJson, type JsonFault } from "./json.js";

/** What the user says of one call, as it stands on the command line. */
export interface CallFlags {
  /** Where the API is; without it, the document's first server. */
  readonly server?: string;
  /** `name=value`, each. A name that comes twice is a list. */
  readonly params: readonly string[];
  /** The body, or `@` and the file that it is in. */
  readonly body?: string;
  /** `name: value`, each. */
  readonly headers: readonly string[];
}

/** A call that is ready to be made. */
export interface PreparedCall {
  readonly init: Omit<CallInit, "fetch">;
  /** The values that came from the environment. */
  readonly secrets: readonly string[];
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Makes a call of what the user says. `${NAME}` in a parameter or a header is read from the environment, so that no
 * secret needs to stand on a command line.
 *
 * @throws {DiagnosticsError} with all that is missing or unknown.
 */
export function prepareCall(
  document: Document,
  operation: NamedOperation,
  flags: CallFlags,
  environment: Environment,
): PreparedCall {
  const problems: Diagnostic[] = [];
  const secrets: string[] = [];
  const expand = (text: string): string =>
    text.replace(/\$\{(\w+)\}/g, (_, name: string) => {
      const value = environment[name];
      if (value === undefined) problems.push(unset(name));
      else secrets.push(value);
      return value ?? "";
    });
  const given = readHeaders(flags.headers.map(expand), problems);
  const params = readParameters(document, operation, flags.params.map(expand), given, problems);
  const body = readBody(document, operation, flags.body, problems);
  const headers = { ...body.headers, ...params.headers, ...given };
  const [first] = serversOf(document);
  const baseUrl = flags.server ?? first?.url;
  problems.push(...serverProblems(document, flags.server, first));
  if (problems.length > 0) throw new DiagnosticsError(problems);
  const { path, query } = params;
  return { init: { baseUrl: baseUrl!, params: { path, query }, ...body.init, headers }, secrets };
}

function unset(name: string): Diagnostic {
  return errorOf(`There is no environment variable ${name}`, `Set it before: export ${name}=...`);
}

function readHeaders(texts: readonly string[], problems: Diagnostic[]): Record<string, string> {
  const headers = texts.flatMap((text) => {
    const [name = "", value] = text.split(/:(.*)/s);
    try {
      if (value !== undefined) return [...new Headers([[name.trim(), value.trim()]])];
    } catch {
      // As a name without a value.
    }
    // It may be a secret, and is not shown.
    problems.push(errorOf("--header wants 'name: value', as HTTP has it"));
    return [];
  });
  return Object.fromEntries(headers);
}

interface Body {
  readonly headers: Readonly<Record<string, string>>;
  readonly init: Pick<CallInit, "body" | "bodySerializer">;
}

const QUOTED = `in single quotes, such as --body '{"prompt":"hi"}', or in a file: --body @body.json.`;

function readBody(
  document: Document,
  { operationId, operation, method }: NamedOperation,
  flag: string | undefined,
  problems: Diagnostic[],
): Body {
  const text = flag?.startsWith("@") ? readBodyFile(flag.slice(1), problems) : flag;
  const requestBody = followChild(document, operation, "requestBody");
  if (flag === undefined && objectOf(requestBody)["required"] === true) {
    problems.push({
      severity: "error",
      message: `${operationId} needs a body`,
      hint: `Give it with --body, ${QUOTED}`,
      location: document.locate([...requestBody!.path, "required"], "key"),
    });
  }
  if (text === undefined) return { headers: {}, init: {} };
  if (method === "get" || method === "head") {
    problems.push(errorOf(`${operationId} takes no body: it is a ${method.toUpperCase()}`));
  }
  const declared = children(followChild(document, requestBody, "content"));
  const names = declared.map(keyOf);
  const isJson = names.length === 0 || names.some(isJsonMediaType);
  const fault = isJson ? jsonFault(text) : undefined;
  if (fault) problems.push(noJson(operationId, flag!, text, fault));
  return isJson
    ? { headers: {}, init: { body: parseJson(text) } }
    : { headers: { "content-type": names[0]! }, init: { body: text, bodySerializer: String } };
}

function noJson(operationId: string, flag: string, text: string, { message, index }: JsonFault): Diagnostic {
  const isFile = flag.startsWith("@");
  const hint = `Put it ${QUOTED}`;
  return {
    ...errorOf(`The body of ${operationId} is JSON, and --body is not: ${message}`, isFile ? undefined : hint),
    // The flag stands for the file where there is none, so that the place is shown in the text all the same.
    location: { file: isFile ? flag.slice(1) : "--body", text, ...positionAt(text, index) },
  };
}

function readBodyFile(file: string, problems: Diagnostic[]): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    problems.push(errorOf(`The file of --body cannot be read: ${file}`));
    return undefined;
  }
}

function serverProblems(
  document: Document,
  given: string | undefined,
  first: Server | undefined,
): readonly Diagnostic[] {
  const url = given ?? first?.url;
  const parsed = url !== undefined && /^https?:/i.test(url) && URL.canParse(url) ? new URL(url) : undefined;
  const open = given === undefined ? (first?.open ?? []) : [];
  if (parsed !== undefined && open.length === 0) {
    // Both may be secret, and paths are put behind the URL as it is.
    const user = "Send user and password as --header 'authorization: Basic ...'.";
    const query = "Give what the operation has parameters for with --param, and leave the rest out.";
    return [
      ...(parsed.username + parsed.password === "" ? [] : [errorOf("The server's URL holds a user name", user)]),
      ...(/[?#]/.test(url!) ? [errorOf("The server's URL holds a query or a fragment", query)] : []),
    ];
  }
  const message =
    open.length > 0
      ? `A variable in the URL of the server has no default: ${open.join(", ")}`
      : url === undefined
        ? "The document names no server"
        : `This is not the URL of a server: ${url}`;
  return [
    {
      severity: "error",
      message,
      hint: "Say where the API is: --server https://api.example.com",
      location: given === undefined && first ? document.locate(first.path) : undefined,
    },
  ];
}
