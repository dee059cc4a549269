// The tiles of a picture, each with the pixels around it that inform it.

import { luminance } from "../../maths/luminance.js";

/** @import { Picture } from "../../maths/luminance.js" */
/** @typedef {{ top: number, left: number, h: number, w: number }} Tile in pixels of the small picture */

const FOUR = 4; // what Winograd's patches cover

/** @param {number} size */
export const upToFour = (size) => Math.ceil(size / FOUR) * FOUR;

/**
 * A length cut into even parts, as few as there can be.
 * @param {number} length
 * @param {number} most - a multiple of four
 * @returns {number[][]} where each begins, and its length
 */
function cut(length, most) {
  const part = upToFour(Math.ceil(length / Math.ceil(length / most)));
  return Array.from({ length: Math.ceil(length / part) }, (_, at) => [
    at * part,
    Math.min(part, length - at * part),
  ]);
}

/**
 * The tiles of a picture, row by row.
 * @param {number} width
 * @param {number} height
 * @param {number} most - on a side, a multiple of four
 * @returns {Tile[]}
 */
export const tiles = (width, height, most) =>
  cut(height, most).flatMap(([top, h]) => cut(width, most).map(([left, w]) => ({ top, left, h, w })));

/**
 * Where the places of a line lie of which only `size` are there: it goes on as its mirror image, the edge repeated.
 * @param {number} from
 * @param {number} count
 * @param {number} size
 */
export function mirrored(from, count, size) {
  return Int32Array.from({ length: count }, (_, at) => {
    const place = (((from + at) % (2 * size)) + 2 * size) % (2 * size);
    return Math.min(place, 2 * size - 1 - place);
  });
}

/**
 * Calls for each pixel of a tile and of the margin around it, row by row, with where it begins in the picture.
 * @param {Picture} picture
 * @param {Tile} tile
 * @param {number} margin
 * @param {(from: number, at: number) => void} each
 */
function around({ width, height }, { top, left, h, w }, margin, each) {
  const rows = mirrored(top - margin, h + 2 * margin, height);
  const columns = mirrored(left - margin, w + 2 * margin, width);
  let at = 0;
  for (const row of rows) for (const column of columns) each(4 * (row * width + column), at++);
}

/**
 * The pixels of a tile, as levels.
 * @param {Float32Array} to - (h + 2 · margin, w + 2 · margin, 4)
 * @param {Picture} picture
 * @param {Tile} tile
 * @param {number} margin
 */
export function cutPixels(to, picture, tile, margin) {
  around(picture, tile, margin, (from, at) => {
    for (let channel = 0; channel < 4; channel++) to[4 * at + channel] = picture.data[from + channel];
  });
}

/**
 * The luminance of a tile, as shares of 1.
 * @param {Float32Array} to - (h + 2 · margin, w + 2 · margin)
 * @param {Picture} picture
 * @param {Tile} tile
 * @param {number} margin
 * @param {boolean} grey - whether the picture is
 */
export function cutLuminance(to, picture, tile, margin, grey) {
  around(picture, tile, margin, (from, at) => (to[at] = luminance(picture.data, from, grey) / 255));
}
