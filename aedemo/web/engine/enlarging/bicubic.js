// Cubic convolution with a = −½ (Keys 1981), as Matlab's imresize has it: stretched where it shrinks, so that it
// blurs what the small picture cannot hold. Edges go on as their mirror image.

import { mirrored } from "./tiles.js";
import { TAPS } from "./sizes.js";

/** @import { Picture } from "../../maths/luminance.js" */

/** @param {number} x */
function cubic(x) {
  const size = Math.abs(x);
  if (size < 1) return (1.5 * size - 2.5) * size * size + 1;
  return size < 2 ? ((-0.5 * size + 2.5) * size - 4) * size + 2 : 0;
}

/**
 * What each phase of an enlarged line takes from the pixel it lies in, and from the two on each side.
 * @param {number} factor
 * @returns {Float32Array} (factor, 5)
 */
export function bicubicTaps(factor) {
  return Float32Array.from({ length: factor * TAPS }, (_, at) => {
    const centre = (Math.floor(at / TAPS) + 0.5) / factor - 0.5;
    return cubic((at % TAPS) - (TAPS - 1) / 2 - centre);
  });
}

/**
 * What a pixel of a shrunk line takes from those it covers, and from `reach` more on each side.
 * @param {number} factor
 */
function shrinkingTaps(factor) {
  const reach = Math.ceil(1.5 * factor);
  const taps = Float64Array.from({ length: factor + 2 * reach }, (_, at) =>
    cubic((at - reach + 0.5) / factor - 0.5),
  );
  const whole = taps.reduce((sum, tap) => sum + tap);
  return { reach, taps: taps.map((tap) => tap / whole) };
}

/**
 * A picture shrunk, opaque.
 * @param {Picture} picture - with sides that are multiples of `factor`
 * @param {number} factor
 * @returns {Picture}
 */
export function shrunk({ width, height, data }, factor) {
  const [w, h] = [width / factor, height / factor];
  const { reach, taps } = shrinkingTaps(factor);
  const rows = mirrored(-reach, height + 2 * reach, height);
  const columns = mirrored(-reach, width + 2 * reach, width);
  const line = new Float32Array(4 * width);
  const result = new Uint8ClampedArray(4 * w * h).fill(255);
  for (let row = 0; row < h; row++) {
    line.fill(0);
    taps.forEach((tap, at) => {
      const from = rows[row * factor + at] * 4 * width;
      for (let i = 0; i < line.length; i++) line[i] += tap * data[from + i];
    });
    for (let column = 0; column < w; column++)
      for (let colour = 0; colour < 3; colour++) {
        let sum = 0;
        for (let at = 0; at < taps.length; at++)
          sum += taps[at] * line[4 * columns[column * factor + at] + colour];
        result[4 * (row * w + column) + colour] = sum; // which rounds
      }
  }
  return { width: w, height: h, data: result };
}
