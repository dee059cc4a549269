// The ink of a drawing, 784 levels from 0 to 3, as text for an address: two bits a pixel,
// deflated, in base64 with "-" and "_".

import { Failure, needs } from "../files/failures.js";
import { PIXELS } from "./digits.js";

// What deflate has for bytes that it leaves as they are (RFC 1951, section 3.2.4): this is the last
// block, its length, and the length inverted. Older pages, too, read it.
const STORED = [1, 196, 0, 59, 255];

/**
 * Neither by way of a Blob nor of another body, for which the page would have to wait.
 * @param {Uint8Array<ArrayBuffer>} bytes
 * @param {CompressionStream | DecompressionStream} stream
 */
async function through(bytes, stream) {
  const writer = stream.writable.getWriter();
  // What goes wrong is told to who reads.
  for (const done of [writer.write(bytes), writer.close()]) done.catch(() => {});
  return new Uint8Array(await new Response(stream.readable).arrayBuffer());
}

/**
 * Bytes, shorter where the browser can: what is not is an address of 268 characters, but one.
 * @param {Uint8Array<ArrayBuffer>} bytes
 */
const deflated = (bytes) =>
  "CompressionStream" in globalThis
    ? through(bytes, new CompressionStream("deflate-raw"))
    : Uint8Array.of(...STORED, ...bytes);

/** @param {Uint8Array<ArrayBuffer>} bytes */
function inflated(bytes) {
  if (STORED.every((byte, at) => byte === bytes[at])) return bytes.slice(STORED.length);
  needs("DecompressionStream");
  return through(bytes, new DecompressionStream("deflate-raw"));
}

/**
 * The text of a drawing.
 * @param {Uint8Array} levels
 */
export async function pack(levels) {
  const bytes = new Uint8Array(PIXELS / 4);
  levels.forEach((level, at) => (bytes[at >> 2] |= level << (2 * (at & 3))));
  const text = btoa(String.fromCharCode(...(await deflated(bytes))));
  return text.replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/**
 * The levels, or null if the text is not a drawing.
 * @param {string} text
 * @throws {Failure} if the browser cannot read any
 */
export async function unpack(text) {
  try {
    const packed = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
    const bytes = await inflated(Uint8Array.from(packed, (c) => c.charCodeAt(0)));
    if (bytes.length !== PIXELS / 4) return null;
    return Uint8Array.from({ length: PIXELS }, (_, at) => (bytes[at >> 2] >> (2 * (at & 3))) & 3);
  } catch (error) {
    if (error instanceof Failure) throw error;
    return null;
  }
}
