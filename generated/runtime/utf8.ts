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
  return (bytes, last = false) => {
    // `stream: true` sends Node 20 to a decoder several times slower: it is for characters that are cut. A chunk that ends
    // in such a one ends in U+FFFD when it is decoded as if it were all. To ask its last byte beforehand would wait for
    // memory that is read all the same.
    let text = isCut ? "" : whole.decode(bytes);
    if (isCut || text[text.length - 1] === "\uFFFD") {
      text = pieces.decode(bytes, { stream: !last });
      // An empty chunk changes nothing.
      isCut = !(last || bytes!.at(-1)! < 0x80);
    }
    if (begun) return text;
    begun = text !== "";
    return text.replace(/^\uFEFF/, "");
  };
}
