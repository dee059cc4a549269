// The windows of a convolution as the columns of a matrix, and back.

/** @import { Floats } from "./product.js" */

/**
 * Where the windows of some images lie: what is called for a place in a window, [channel][u][v], a picture and a
 * row of outputs, with where they begin in the columns and in the images.
 * @param {number[]} geometry - channels, count, h, w, k, stride, pad, oh, ow, from, to
 * @param {(at: number, line: number, v: number) => void} each - `line` is −1 outside of the image
 */
function windows([channels, count, h, , k, stride, pad, oh, ow, from, to], each) {
  let at = 0;
  for (let channel = 0; channel < channels; channel++)
    for (let u = 0; u < k; u++)
      for (let v = 0; v < k; v++)
        for (let picture = from; picture < to; picture++)
          for (let i = 0; i < oh; i++, at += ow) {
            const row = i * stride + u - pad;
            each(at, row < 0 || row >= h ? -1 : (channel * count + picture) * h + row, v);
          }
}

/**
 * Images [channel][picture][h][w] → columns [channel·k·k][picture·oh·ow] of the pictures `from` to `to`: what a
 * k×k window sees at each of its oh×ow places, 0 outside.
 * @param {Floats} columns
 * @param {Floats} x
 * @param {...number} geometry - channels, count (of pictures), h, w, k, stride, pad, oh, ow, from, to
 */
export function unfold(columns, x, ...geometry) {
  const [, , , w, , stride, pad, , ow] = geometry;
  windows(geometry, (at, line, v) => {
    for (let j = 0; j < ow; j++) {
      const column = j * stride + v - pad;
      columns[at + j] = line < 0 || column < 0 || column >= w ? 0 : x[line * w + column];
    }
  });
}

/**
 * The adjoint: adds every number of the columns to the place in the images it was seen at.
 * @param {Floats} x
 * @param {Floats} columns
 * @param {...number} geometry - as of unfold
 */
export function fold(x, columns, ...geometry) {
  const [, , , w, , stride, pad, , ow] = geometry;
  windows(geometry, (at, line, v) => {
    if (line < 0) return;
    for (let j = 0; j < ow; j++) {
      const column = j * stride + v - pad;
      if (column >= 0 && column < w) x[line * w + column] += columns[at + j];
    }
  });
}
