/**
 * How long to wait before a request is repeated, in milliseconds, a little apart from what others wait. `undefined` when
 * the server asks for longer than `max`: earlier would be in vain.
 *
 * @param retryAfter The header of this name (RFC 9110, section 10.2.3): seconds, or a date.
 * @param attempt How often the request was repeated before.
 */
export function retryDelay(retryAfter: string | null, attempt: number, max: number): number | undefined {
  const asked = retryAfter === null ? NaN : parseRetryAfter(retryAfter);
  if (asked > max) return undefined;
  const jitter = Math.random();
  if (asked >= 0) return Math.min(asked * (1 + jitter / 10), max);
  return Math.min(500 * 2 ** attempt * (0.5 + jitter / 2), max);
}

function parseRetryAfter(value: string): number {
  return /^\s*\d+\s*$/.test(value) ? Number(value) * 1000 : Math.max(Date.parse(value) - Date.now(), 0);
}
