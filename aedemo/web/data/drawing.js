// The ink of a drawing, 784 levels from 0 to 3, as text for an address: two bits a pixel,
// deflated, in base64 with "-" and "_".

import { PIXELS } from "./digits.js";

/**
 * @param {Uint8Array<ArrayBuffer>} bytes
 * @param {CompressionStream | DecompressionStream} stream
 */
const through = async (bytes, stream) =>
  new Uint8Array(await new Response(new Blob([bytes]).stream().pipeThrough(stream)).arrayBuffer());

/**
 * The text of a drawing.
 * @param {Uint8Array} levels
 */
export async function pack(levels) {
  const bytes = new Uint8Array(PIXELS / 4);
  levels.forEach((level, at) => (bytes[at >> 2] |= level << (2 * (at & 3))));
  const deflated = await through(bytes, new CompressionStream("deflate-raw"));
  const text = btoa(String.fromCharCode(...deflated));
  return text.replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/**
 * The levels, or null if the text is not a drawing.
 * @param {string} text
 */
export async function unpack(text) {
  try {
    const deflated = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
    const bytes = await through(
      Uint8Array.from(deflated, (c) => c.charCodeAt(0)),
      new DecompressionStream("deflate-raw"),
    );
    if (bytes.length !== PIXELS / 4) return null;
    return Uint8Array.from({ length: PIXELS }, (_, at) => (bytes[at >> 2] >> (2 * (at & 3))) & 3);
  } catch {
    return null;
  }
}
