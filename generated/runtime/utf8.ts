/** Turns the bytes of one body, cut anywhere, into text. */
export interface Utf8Decoder {
  /** The text of these bytes. A character that is cut at their end is kept back for the next call. */
  decode(bytes: Uint8Array): string;
  /** The body has ended: U+FFFD for what was kept back, else `""`. */
  end(): string;
}

const NOTHING = new Uint8Array(0);

// Shared, and never called with `stream: true`: that sends Node 20 to a decoder several times slower.
const native = new TextDecoder("utf-8", { ignoreBOM: true });

/**
 * Reads a body as WHATWG Encoding's "UTF-8 decode" does: one leading byte order mark is dropped, and every maximal
 * subpart of an ill-formed sequence becomes U+FFFD. The text is the same wherever the body is cut.
 */
export function createUtf8Decoder(): Utf8Decoder {
  let carry: Uint8Array = NOTHING;
  let begun = false;

  function withoutMark(text: string): string {
    if (begun || text === "") return text;
    begun = true;
    return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  }

  function decode(bytes: Uint8Array): string {
    let text = "";
    let start = 0;
    if (carry.length > 0) {
      const missing = sequenceLength(carry[0]!) - carry.length;
      while (start < missing && isContinuation(bytes[start])) start++;
      // A copy of at most four bytes: the chunk itself may be written over by whoever lent it.
      carry = Uint8Array.of(...carry, ...bytes.subarray(0, start));
      if (start < missing && start === bytes.length) return "";
      text = native.decode(carry);
      carry = NOTHING;
    }
    const cut = completeEnd(bytes);
    if (cut < bytes.length) carry = Uint8Array.from(bytes.subarray(cut));
    if (start < cut) text += native.decode(cut - start === bytes.length ? bytes : bytes.subarray(start, cut));
    return withoutMark(text);
  }

  function end(): string {
    const rest = carry;
    carry = NOTHING;
    return native.decode(rest);
  }

  return { decode, end };
}

/**
 * Where to cut, so that nothing before the cut waits for what follows. A cut before any byte that is no continuation
 * is safe, whatever stands around it: there the decoder starts anew, in one piece or in two. Hence it does not matter
 * whether the sequence kept back will turn out well-formed.
 */
function completeEnd(bytes: Uint8Array): number {
  const length = bytes.length;
  for (let back = 1; back <= 3 && back <= length; back++) {
    const byte = bytes[length - back];
    if (!isContinuation(byte)) return sequenceLength(byte!) > back ? length - back : length;
  }
  return length;
}

function isContinuation(byte: number | undefined): boolean {
  return byte !== undefined && (byte & 0xc0) === 0x80;
}

function sequenceLength(lead: number): number {
  if (lead < 0xc0) return 1;
  if (lead < 0xe0) return 2;
  return lead < 0xf0 ? 3 : 4;
}
