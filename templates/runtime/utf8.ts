/** The text of the bytes of one body, which may be cut anywhere. `last`: no more are to come. */
export type Utf8Decoder = (bytes?: Uint8Array, last?: boolean) => string;

const options = { ignoreBOM: true };
const whole = new TextDecoder("utf-8", options);

/**
 * Reads a body as WHATWG Encoding's "UTF-8 decode" does: one leading byte order mark is dropped, and every maximal
 * subpart of an ill-formed sequence becomes U+FFFD. The text is the same wherever the body is cut.
 */
export function createUtf8Decoder(): Utf8Decoder {
  const pieces = new TextDecoder("utf-8", options);
  let begun = false;
  let isCut = false;
  return (bytes = new Uint8Array(), last = false) => {
    // A chunk that begins and ends whole is read at once: `stream: true` sends Node 20 to a decoder several times slower.
    const endsWhole = last || bytes[bytes.length - 1]! < 0x80;
    const text = isCut || !endsWhole ? pieces.decode(bytes, { stream: !last }) : whole.decode(bytes);
    isCut = !endsWhole;
    if (begun || text === "") return text;
    begun = true;
    return text.replace(/^\uFEFF/, "");
  };
}
