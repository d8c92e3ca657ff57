/**
 * How long to wait before a request is sent again, in milliseconds, a little apart from what others wait. `undefined`
 * when the server asks for longer than `max`: earlier would be in vain.
 *
 * Retry-After (RFC 9110, section 10.2.3) is a number of seconds, or a date.
 *
 * @param attempt How often the request was sent again before.
 */
export function retryDelay(headers: Headers, attempt: number, max: number): number | undefined {
  // What is more than setTimeout takes would fire at once.
  max = Math.min(max, 2 ** 31 - 1);
  const value = headers.get("retry-after") ?? "";
  // Some send fractions. Date.parse would take any number for a year that is long past, whatever is around it.
  const date = value.includes(":") ? value : "";
  const asked = /^[\d.]+$/.test(value) ? Number(value) * 1000 : Date.parse(date) - Date.now();
  if (asked > max) return undefined;
  const delay = Number.isNaN(asked) ? 500 * 2 ** attempt : Math.max(asked, 0);
  return Math.min(delay * (1 + Math.random() / 4), max);
}
