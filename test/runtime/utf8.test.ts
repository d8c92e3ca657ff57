import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { createUtf8Decoder } from "../../templates/runtime/utf8.js";
import { cutAt } from "./conformance-cases.js";

function decodeAll(chunks: readonly Uint8Array[]): string {
  const decode = createUtf8Decoder();
  return chunks.map((chunk) => decode(chunk)).join("") + decode(undefined, true);
}

/** In one piece: Node 24's decoder, fed in pieces, drops a byte order mark after a character that was cut. */
function decodeNatively(body: Uint8Array): string {
  return new TextDecoder().decode(body);
}

function singly(bytes: Uint8Array): Uint8Array[] {
  return cutAt(bytes, [...bytes.keys()]);
}

// One of each range that the tables of the Encoding standard tell apart, and the bytes of a byte order mark.
const telling = [0x41, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbb, 0xbf, 0xc0, 0xc2, 0xdf, 0xe0, 0xe1, 0xed, 0xef];
const bytes4 = [...telling, 0xf0, 0xf1, 0xf4, 0xf5, 0xff];

describe("the text is that of one TextDecoder over the whole body", () => {
  test("for every sequence of up to three telling bytes, cut everywhere", () => {
    const ends = [[], ...bytes4.map((byte) => [byte])];
    for (const first of bytes4) {
      for (const second of ends) {
        for (const third of ends) {
          const bytes = Uint8Array.of(first, ...second, ...third);
          const expected = decodeNatively(bytes);
          for (let place = 0; place <= bytes.length; place++) {
            if (decodeAll(cutAt(bytes, [place])) !== expected) expect.fail(`${bytes.join(" ")} cut at ${place}`);
          }
          if (decodeAll(singly(bytes)) !== expected) expect.fail(`${bytes.join(" ")} byte by byte`);
        }
      }
    }
  });

  const byte = fc.oneof(fc.constantFrom(...bytes4), fc.integer({ min: 0, max: 255 }));
  const character = fc.constantFrom("a", "é", "言", "😀", "\uFEFF", "\u07FF", "\uFFFF", "\u{10FFFF}");
  const encoded = character.map((text) => [...new TextEncoder().encode(text)]);
  const body = fc
    .array(fc.oneof(fc.array(byte, { maxLength: 5 }), encoded), { maxLength: 12 })
    .map((parts) => Uint8Array.from(parts.flat()));
  const cuts = fc.array(fc.nat({ max: 40 }), { maxLength: 10 });

  test("for random bytes, cut at random places", () => {
    const property = fc.property(body, cuts, (bytes, places) => {
      const expected = decodeNatively(bytes);
      const chunks = cutAt(bytes, places);
      return decodeAll(chunks) === expected && decodeAll(singly(bytes)) === expected;
    });
    fc.assert(property, { numRuns: 20_000 });
  });

  test.each([
    ["one mark is dropped", [0xef, 0xbb, 0xbf, 0x61], "a"],
    ["a second one stays", [0xef, 0xbb, 0xbf, 0xef, 0xbb, 0xbf, 0x61], "\uFEFFa"],
    ["a later one stays", [0x61, 0xef, 0xbb, 0xbf], "a\uFEFF"],
    ["a mark alone", [0xef, 0xbb, 0xbf], ""],
    ["half a mark", [0xef, 0xbb], "\uFFFD"],
    ["a mark after half a mark stays", [0xef, 0xbb, 0xef, 0xbb, 0xbf], "\uFFFD\uFEFF"],
    ["overlong", [0xe0, 0x80, 0x80], "\uFFFD\uFFFD\uFFFD"],
    ["surrogate", [0xed, 0xa0, 0x80], "\uFFFD\uFFFD\uFFFD"],
    ["beyond Unicode", [0xf4, 0x90, 0x80, 0x80], "\uFFFD\uFFFD\uFFFD\uFFFD"],
    ["cut short", [0xf0, 0x9f, 0x98], "\uFFFD"],
    ["cut short by a letter", [0xf0, 0x9f, 0x98, 0x61], "\uFFFDa"],
    ["nothing", [], ""],
  ])("%s", (_, numbers, text) => {
    const bytes = Uint8Array.from(numbers);
    expect(decodeAll([bytes])).toBe(text);
    expect(decodeAll(singly(bytes))).toBe(text);
  });
});

describe("the decoder", () => {
  test("keeps back no more than the character that is cut", () => {
    const decode = createUtf8Decoder();
    expect(decode(Uint8Array.of(0x61, 0xf0, 0x9f))).toBe("a");
    expect(decode(Uint8Array.of(0x98))).toBe("");
    expect(decode(Uint8Array.of(0x80, 0x62))).toBe("😀b");
    expect(decode(Uint8Array.of(0xe8, 0xa8))).toBe("");
    expect(decode(Uint8Array.of())).toBe("");
    expect(decode(undefined, true)).toBe("\uFFFD");
    expect(decode(undefined, true)).toBe("");
  });

  test("lets the chunk be written over once it is decoded", () => {
    for (const lend of [(length: number) => new Uint8Array(length), (length: number) => Buffer.alloc(length)]) {
      const chunk = lend(2);
      const decode = createUtf8Decoder();
      chunk.set([0xe8, 0xa8]);
      decode(chunk);
      chunk.set([0x80, 0x61]);
      expect(decode(chunk)).toBe("言a");
    }
  });

  test("asks for the slow way only around a character that is cut", () => {
    const streamed: boolean[] = [];
    const { decode: native } = TextDecoder.prototype;
    vi.spyOn(TextDecoder.prototype, "decode").mockImplementation(function (this: TextDecoder, input, options) {
      streamed.push(options?.stream ?? false);
      return native.call(this, input, options);
    });
    const decode = createUtf8Decoder();
    for (const text of ["data: é\n\n", "data: 言"]) decode(new TextEncoder().encode(text));
    decode(Uint8Array.of(0x61, 0xe8));
    decode(Uint8Array.of(0xa8, 0x80, 0x0a));
    decode(Uint8Array.of(0x61));
    vi.restoreAllMocks();
    // The cut is seen in the text.
    expect(streamed).toEqual([false, false, false, true, true, false]);
  });

  test("two bodies do not mix", () => {
    const first = createUtf8Decoder();
    const second = createUtf8Decoder();
    first(Uint8Array.of(0xe8));
    expect(second(Uint8Array.of(0xef, 0xbb, 0xbf, 0x61))).toBe("a");
    expect(first(undefined, true)).toBe("\uFFFD");
    expect(second(undefined, true)).toBe("");
  });
});
