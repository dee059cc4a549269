// How close one picture is to another: PSNR, and SSIM with the settings of Wang et al. 2004, as scikit-image has
// them with gaussian_weights, σ = 1.5 and population variances.

/** @import { Vector } from "./matrix.js" */

const RADIUS = 5; // of the window
const SIGMA = 1.5;
const [K1, K2] = [0.01, 0.03];
const BAND = 64; // rows at once

const WINDOW = Float64Array.from({ length: 2 * RADIUS + 1 }, (_, at) =>
  Math.exp(-((at - RADIUS) ** 2) / (2 * SIGMA ** 2)),
);
const WHOLE = WINDOW.reduce((sum, weight) => sum + weight);
WINDOW.forEach((weight, at) => (WINDOW[at] = weight / WHOLE));

/**
 * Peak signal-to-noise ratio, 10 log₁₀(peak² / MSE) in dB; ∞ if both are the same.
 * @param {Vector} a
 * @param {Vector} b
 * @param {number} peak
 */
export function psnr(a, b, peak) {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += (a[at] - b[at]) ** 2;
  return 10 * Math.log10((peak ** 2 * a.length) / sum);
}

/**
 * Some rows of a picture under the window.
 * @param {Float64Array} rows - (count + 10, width)
 * @param {number} count
 * @param {number} width
 * @returns {Float64Array} (count, width − 10)
 */
function blurred(rows, count, width) {
  const lines = new Float64Array(count * width);
  for (let tap = 0; tap < WINDOW.length; tap++)
    for (let at = 0, from = tap * width; at < lines.length; at++) lines[at] += WINDOW[tap] * rows[from + at];
  const w = width - 2 * RADIUS;
  const result = new Float64Array(count * w);
  for (let row = 0, at = 0; row < count; row++)
    for (let column = 0, from = row * width; column < w; column++, at++)
      for (let tap = 0; tap < WINDOW.length; tap++) result[at] += WINDOW[tap] * lines[from + column + tap];
  return result;
}

/**
 * The similarities of some rows of places, summed up.
 * @param {Vector} a
 * @param {Vector} b
 * @param {number} width
 * @param {number} peak
 * @param {number} first - row of places
 * @param {number} count - of rows
 */
function similarities(a, b, width, peak, first, count) {
  const [from, size] = [first * width, (count + 2 * RADIUS) * width];
  /** @param {(p: number, q: number) => number} of */
  const under = (of) => {
    const rows = new Float64Array(size);
    for (let at = 0; at < size; at++) rows[at] = of(a[from + at], b[from + at]);
    return blurred(rows, count, width);
  };
  const [meanA, meanB] = [under((p) => p), under((_, q) => q)];
  const [squareA, squareB] = [under((p) => p * p), under((_, q) => q * q)];
  const product = under((p, q) => p * q);
  const [c1, c2] = [(K1 * peak) ** 2, (K2 * peak) ** 2];
  let sum = 0;
  for (let at = 0; at < meanA.length; at++) {
    const [p, q] = [meanA[at], meanB[at]];
    const light = (2 * p * q + c1) / (p * p + q * q + c1);
    const varied = squareA[at] - p * p + squareB[at] - q * q;
    sum += (light * (2 * (product[at] - p * q) + c2)) / (varied + c2);
  }
  return sum;
}

/**
 * Structural similarity (doi:10.1109/TIP.2003.819861): 1 if both are the same.
 * @param {Vector} a - row by row
 * @param {Vector} b
 * @param {number} width - at least 11
 * @param {number} height - at least 11
 * @param {number} peak
 * @param {() => Promise<void>} [between] - is awaited between its parts
 */
export async function ssim(a, b, width, height, peak, between) {
  const [w, h] = [width - 2 * RADIUS, height - 2 * RADIUS];
  let sum = 0;
  for (let row = 0; row < h; row += BAND) {
    sum += similarities(a, b, width, peak, row, Math.min(BAND, h - row));
    await between?.();
  }
  return sum / (w * h);
}
