/** What every stream of every client promises: what happens, and what the caller sees. Markdown. */
export const PROMISES: readonly (readonly [what: string, sees: string])[] = [
  ["a status other than 2xx", "`ApiError` with `status`, `headers` and the parsed `body`"],
  [
    "a 200 that is not a stream: an HTML page, a JSON error, a 204",
    "`StreamError`, kind `content-type`, with the start of the body",
  ],
  ["a body that begins like server-sent events under another content type", "it is read"],
  ["bytes cut anywhere: in a character, a line end, a field", "the same events as uncut, to the letter of WHATWG"],
  [
    "the event that completes the stream",
    "it is yielded, the loop finishes at once, and the connection can be used again",
  ],
  ["the connection closes without it", "`StreamError`, kind `truncated`"],
  ["the connection breaks, or there is none", "`StreamError`, kind `network`, with `cause`"],
  ["an error event", "`StreamError`, kind `event`, with the typed event"],
  [
    "an event with empty data, where JSON is expected",
    "ignored: the heartbeat of some servers; under a name that fails or ends the stream, it is as data that is not JSON",
  ],
  [
    "data that is not JSON, or lacks its event's name or its text",
    "`StreamError`, kind `decode`, with the start of the data, the field wanted, the fields seen",
  ],
  ["an event that the document does not know", "skipped, and handed to `onUnknownEvent`"],
  ["silence for `idleTimeout`, no event for `eventTimeout`", "`StreamError`, kind `timeout`"],
  ["an event larger than `maxEventSize`", "`StreamError`, kind `overflow`; memory stays bounded"],
  ["`break`, `return`, a throw in the loop, `cancel()`", "the request is aborted at once and its socket freed"],
  ["the caller's `signal` aborts", "the call or the loop rejects with the signal's reason"],
  ["a slow consumer", "back-pressure reaches the socket"],
  [
    "429 or 503 instead of the stream",
    "asked again, `retries` times at most: when `Retry-After` says, or else after half a second, then one; `ApiError` after that, or where `Retry-After` is beyond `maxRetryDelay`. Nothing else is ever repeated",
  ],
  ["a second loop over the same stream", "`TypeError` that says what to do instead"],
];

/** What the limits are where nobody sets them. Markdown. */
export const LIMITS: readonly string[] = [
  "`idleTimeout`: 60 seconds",
  "`eventTimeout`: none",
  "`maxEventSize`: 16,777,216 UTF-16 code units",
  "`retries`: 2; `maxRetryDelay`: 30 seconds",
];
