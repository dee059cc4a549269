// Drawings within a description, as text: 784 levels from 0 to 3, two bits a pixel, four pixels a byte from
// the lowest bits up, in base64 with "-" and "_".

const PIXELS = 784;
const TEXT = /^[A-Za-z0-9_-]{262}$/; // 196 bytes
const STRIDE = 85; // from one level to the next, in bytes from 0 to 255

/**
 * The text of a drawing.
 * @param {ArrayLike<number>} pixels - 784, from 0 to 1
 */
export function toText(pixels) {
  const bytes = new Uint8Array(PIXELS / 4);
  for (let at = 0; at < PIXELS; at++) bytes[at >> 2] |= Math.round(3 * pixels[at]) << (2 * (at & 3));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replace(/=+$/, "");
}

/** Whether a value is the text of a drawing. */
export const isText = (/** @type {unknown} */ value) => typeof value === "string" && TEXT.test(value);

/**
 * A drawing as the bytes of a digit, from 0 to 255.
 * @param {string} text
 * @returns {Uint8Array} 784
 */
export function toBytes(text) {
  const packed = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(
    { length: PIXELS },
    (_, at) => ((packed.charCodeAt(at >> 2) >> (2 * (at & 3))) & 3) * STRIDE,
  );
}
