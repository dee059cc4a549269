// Pictures made of the pixels of another, none of which changes.

import { luminance } from "../../maths/luminance.js";
import { mirrored } from "./tiles.js";

/** @import { Picture } from "../../maths/luminance.js" */

/** Levels that two pictures are apart where `differences` is white. */
export const WHITE = 64;

/**
 * The largest part of a picture from its corner whose sides are multiples of `factor`.
 * @param {Picture} picture
 * @param {number} factor
 * @returns {Picture}
 */
export function cropped({ width, height, data }, factor) {
  const [w, h] = [width, height].map((side) => Math.floor(side / factor) * factor);
  const result = new Uint8ClampedArray(4 * w * h);
  for (let row = 0; row < h; row++)
    result.set(data.subarray(4 * row * width, 4 * (row * width + w)), 4 * row * w);
  return { width: w, height: h, data: result };
}

/**
 * Every pixel as a square of them.
 * @param {Picture} picture
 * @param {number} factor
 * @returns {Picture}
 */
export function nearest({ width, height, data }, factor) {
  const [w, h] = [width * factor, height * factor];
  const from = new Uint32Array(data.buffer, data.byteOffset, width * height);
  const result = new Uint32Array(w * h);
  for (let row = 0, at = 0; row < h; row++)
    for (let column = 0, start = Math.floor(row / factor) * width; column < width; column++, at += factor)
      result.fill(from[start + column], at, at + factor);
  return { width: w, height: h, data: new Uint8ClampedArray(result.buffer) };
}

/**
 * What lies around a pixel, a square with it in the middle. Where the picture ends it goes on as its mirror image.
 * @param {Picture} picture
 * @param {{ x: number, y: number }} place - column and row of the pixel
 * @param {number} reach - pixels on each side
 * @returns {Picture}
 */
export function surroundings({ width, height, data }, { x, y }, reach) {
  const side = 2 * reach + 1;
  const [columns, rows] = [mirrored(x - reach, side, width), mirrored(y - reach, side, height)];
  const from = new Uint32Array(data.buffer, data.byteOffset, width * height);
  const result = Uint32Array.from(
    { length: side * side },
    (_, at) => from[rows[Math.floor(at / side)] * width + columns[at % side]],
  );
  return { width: side, height: side, data: new Uint8ClampedArray(result.buffer) };
}

/**
 * How far two pictures are apart in luminance: black where they are the same, white from `WHITE` levels on.
 * @param {Picture} a
 * @param {Picture} b - of the same size
 * @returns {Picture}
 */
export function differences(a, b) {
  const result = new Uint8ClampedArray(a.data.length).fill(255);
  for (let at = 0; at < result.length; at += 4) {
    const apart = Math.abs(luminance(a.data, at, false) - luminance(b.data, at, false));
    result[at] = result[at + 1] = result[at + 2] = (255 / WHITE) * apart;
  }
  return { width: a.width, height: a.height, data: result };
}
