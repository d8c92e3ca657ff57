import { children, follow, followChild, objectOf, rootOf } from "../document/reference.js";
import { isObject, type Document, type JsonValue } from "../document/source.js";
import type { RecordedRequest, Recording } from "./recording.js";

const REDACTED = "[redacted]";

/** What must not reach a recording. */
export interface Secrets {
  /** Names of headers, parameters and body fields, in lower case. */
  readonly names: ReadonlySet<string>;
  /** Texts that are hidden wherever they stand, longer ones first. */
  readonly texts: readonly string[];
}

// A header too many that is hidden does no harm.
const SECRET_HEADER = /auth|cookie|token|secret|passw|credential|signature|session|csrf|xsrf|key$/;

/** Names of fields and parameters, without what separates their words: `access_token`, `accessToken`. */
const SECRET_NAMES: ReadonlySet<string> = new Set(
  `accesskey accesstoken apikey apisecret apitoken auth authkey authorization authtoken bearer bearertoken clientsecret
   credential credentials idtoken passphrase passwd password privatekey pwd refreshtoken secret secretkey sessiontoken
   sig signature token xapikey`.split(/\s+/),
);

/** What models send, and no secret: a piece of a text, and what vouches for a thought. */
const COMMON_IN_STREAMS: ReadonlySet<string> = new Set(["token", "signature"]);

// Shorter ones stand in too many words.
const SHORTEST = 6;

/**
 * @param names Names that the user adds.
 * @param texts Values that came from the environment, where secrets are kept.
 */
export function secretsOf(document: Document, names: readonly string[], texts: readonly string[]): Secrets {
  const components = followChild(document, rootOf(document), "components");
  // OpenAPI Security Scheme Object: an `apiKey` stands under its `name`, in a header, a query or a cookie.
  const schemes = children(followChild(document, components, "securitySchemes"))
    .map((scheme) => objectOf(follow(document, scheme))["name"])
    .filter((name): name is string => typeof name === "string");
  // `Bearer abc` is secret as a whole, and so is `abc`.
  const parts = texts.flatMap((text) => [text, ...text.split(/\s+/)]).filter((text) => text.length >= SHORTEST);
  return {
    names: new Set([...names, ...schemes].map((name) => name.toLowerCase())),
    texts: [...new Set(parts.flatMap(spellings))].sort((a, b) => b.length - a.length),
  };
}

/** As it is; and as it stands in a URL, in a form, and in a string of JSON. */
function spellings(text: string): readonly string[] {
  const form = new URLSearchParams({ "": text }).toString().slice(1);
  return [text, encodeURIComponent(text), form, JSON.stringify(text).slice(1, -1)];
}

/**
 * A recording less its secrets.
 *
 * @param path The path template of its operation: a parameter in it may be secret.
 */
export function redact(recording: Recording, path: string, secrets: Secrets): Recording {
  const { request, response, chunks, end } = recording;
  const { body } = request;
  return {
    request: {
      ...request,
      url: redactUrl(redactPath(request.url, path, secrets), secrets),
      headers: redactHeaders(request.headers, secrets),
      ...(body !== undefined && { body: redactBody(body, request, secrets) }),
    },
    ...(response && { response: { ...response, headers: redactHeaders(response.headers, secrets) } }),
    chunks: chunks.map((chunk) => ("text" in chunk ? { ...chunk, text: redactText(chunk.text, secrets) } : chunk)),
    end: "error" in end ? { ...end, error: { ...end.error, message: redactText(end.error.message, secrets) } } : end,
  };
}

/**
 * The fields of an answer's JSON that are called as secrets are. They are kept as they came, for what a server sends is
 * what a recording is for, and it may be cut anywhere.
 */
export function secretFieldsIn({ chunks }: Recording, secrets: Secrets): readonly string[] {
  const text = chunks.map((chunk) => ("text" in chunk ? chunk.text : "")).join("");
  const names = [...text.matchAll(/"([^"\\]{1,100})"\s*:/g)].map(([, name = ""]) => name);
  const isSecret = (name: string): boolean =>
    secrets.names.has(name.toLowerCase()) ||
    (isSecretName(name, secrets) && !COMMON_IN_STREAMS.has(name.toLowerCase()));
  return [...new Set(names)].filter(isSecret);
}

/** Hides the secret texts that stand in a text. */
export function redactText(text: string, { texts }: Secrets): string {
  return texts.reduce((shown, secret) => shown.replaceAll(secret, REDACTED), text);
}

function redactHeaders(headers: Readonly<Record<string, string>>, secrets: Secrets): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => {
      const isSecret = SECRET_HEADER.test(name) || secrets.names.has(name);
      return [name, isSecret ? REDACTED : redactText(value, secrets)];
    }),
  );
}

/** User and password go, and the values of secret parameters. The rest stays as it is written. */
function redactUrl(url: string, secrets: Secrets): string {
  const [base = "", query] = url.replace(/#.*/s, "").split(/\?(.*)/s);
  const shown = redactText(base.replace(/(?<=:\/\/)[^/]*@/, ""), secrets);
  if (query === undefined) return shown;
  return `${shown}?${redactQuery(query, secrets)}`;
}

function redactQuery(query: string, secrets: Secrets): string {
  const parameters = query.split("&").map((parameter) => {
    const [name = ""] = parameter.split("=", 1);
    return isSecretName(decode(name), secrets) ? `${name}=${REDACTED}` : redactText(parameter, secrets);
  });
  return parameters.join("&");
}

function redactPath(url: string, template: string, secrets: Secrets): string {
  const literals = template.replace(/[?#].*/s, "").split(/\{([^{}]*)\}/);
  const pattern = literals.map((part, index) => (index % 2 === 0 ? escapePattern(part) : "([^/?#]*)")).join("");
  const secret = literals.filter((_, index) => index % 2 === 1).map((name) => isSecretName(name, secrets));
  const found = new RegExp(`${pattern}(?=$|[?#])`, "d").exec(url);
  const places = found?.indices?.slice(1) ?? [];
  return places.reduceRight((shown, [start, end], index) => {
    return secret[index] ? shown.slice(0, start) + REDACTED + shown.slice(end) : shown;
  }, url);
}

function escapePattern(text: string): string {
  return text.replaceAll(/[$()*+.?[\\\]^{|}]/g, "\\$&");
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return text;
  }
}

function redactBody(body: JsonValue, { headers }: RecordedRequest, secrets: Secrets): JsonValue {
  const isForm = headers["content-type"]?.startsWith("application/x-www-form-urlencoded") === true;
  return typeof body === "string" && isForm ? redactQuery(body, secrets) : redactValue(body, secrets);
}

function redactValue(value: JsonValue, secrets: Secrets): JsonValue {
  if (typeof value === "string") return redactText(value, secrets);
  if (Array.isArray(value)) return value.map((item: JsonValue) => redactValue(item, secrets));
  if (!isObject(value)) return value;
  // Unlike assignments, fromEntries makes a property of `__proto__`.
  return Object.fromEntries(
    Object.entries(value).map(([name, field]) => {
      return [name, isSecretName(name, secrets) ? REDACTED : redactValue(field, secrets)];
    }),
  );
}

function isSecretName(name: string, { names }: Secrets): boolean {
  const lower = name.toLowerCase();
  const parts = namePartsOf(lower);
  // `filter[token]` and `auth.password` are named by their last part; what the user names is secret with all that is in it.
  const last = parts.at(-1) ?? lower;
  return [lower, ...parts].some((part) => names.has(part)) || SECRET_NAMES.has(last.replaceAll(/[-_\s]/g, ""));
}

/** The names that are written as one, such as `filter` and `token` in `filter[token]`. */
export function namePartsOf(name: string): readonly string[] {
  return name.split(/[.[\]/]+/).filter((part) => part !== "");
}
