// Pixels turned upright.

/** @import { Picture } from "../../maths/luminance.js" */

/**
 * By the orientation as EXIF counts, of a picture of w × h pixels: where the first pixel of the upright one
 * lies, and how far apart two beside and two below each other are.
 * @type {Record<number, (w: number, h: number) => [first: number, beside: number, below: number]>}
 */
const WALKS = {
  1: (w) => [0, 1, w],
  2: (w) => [w - 1, -1, w],
  3: (w, h) => [w * h - 1, -1, -w],
  4: (w, h) => [w * (h - 1), 1, -w],
  5: (w) => [0, w, 1],
  6: (w, h) => [w * (h - 1), -w, 1],
  7: (w, h) => [w * h - 1, -w, -1],
  8: (w) => [w - 1, w, -1],
};
const SIDEWAYS = 5; // from here on what is stored lies on its side

/**
 * @param {Picture} picture - as it is stored
 * @param {number} orientation - 1 to 8
 * @returns {Picture} the same one if it is upright
 */
export function upright(picture, orientation) {
  if (orientation === 1) return picture;
  const { width: w, height: h, data } = picture;
  const [first, beside, below] = WALKS[orientation](w, h);
  const [width, height] = orientation < SIDEWAYS ? [w, h] : [h, w];
  const from = new Uint32Array(data.buffer, data.byteOffset, w * h);
  const result = new Uint32Array(w * h);
  for (let row = 0, at = 0; row < height; row++)
    for (let column = 0, place = first + row * below; column < width; column++, at++, place += beside)
      result[at] = from[place];
  return { width, height, data: new Uint8ClampedArray(result.buffer) };
}
