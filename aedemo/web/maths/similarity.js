// How close one picture is to another: PSNR, and SSIM with the settings of Wang et al. 2004, as scikit-image has
// them with gaussian_weights, σ = 1.5 and population variances.

/** @import { Vector } from "./matrix.js" */

const RADIUS = 5; // of the window
const SIGMA = 1.5;
const [K1, K2] = [0.01, 0.03];

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
 * A picture under the window, wherever that lies inside.
 * @param {(at: number) => number} value - of a pixel
 * @param {number} width
 * @param {number} height
 * @returns {Float64Array} (height − 10, width − 10)
 */
function blurred(value, width, height) {
  const [w, h] = [width - 2 * RADIUS, height - 2 * RADIUS];
  const lines = new Float64Array(width * h);
  for (let row = 0; row < h; row++)
    for (let tap = 0; tap < WINDOW.length; tap++)
      for (let column = 0; column < width; column++)
        lines[row * width + column] += WINDOW[tap] * value((row + tap) * width + column);
  const result = new Float64Array(w * h);
  for (let row = 0; row < h; row++)
    for (let tap = 0; tap < WINDOW.length; tap++)
      for (let column = 0; column < w; column++)
        result[row * w + column] += WINDOW[tap] * lines[row * width + column + tap];
  return result;
}

/**
 * Structural similarity (doi:10.1109/TIP.2003.819861): 1 if both are the same.
 * @param {Vector} a - row by row
 * @param {Vector} b
 * @param {number} width - at least 11
 * @param {number} height - at least 11
 * @param {number} peak
 */
export function ssim(a, b, width, height, peak) {
  const [meanA, meanB, squareA, squareB, product] = [
    (/** @type {number} */ at) => a[at],
    (/** @type {number} */ at) => b[at],
    (/** @type {number} */ at) => a[at] * a[at],
    (/** @type {number} */ at) => b[at] * b[at],
    (/** @type {number} */ at) => a[at] * b[at],
  ].map((value) => blurred(value, width, height));
  const [c1, c2] = [(K1 * peak) ** 2, (K2 * peak) ** 2];
  let sum = 0;
  for (let at = 0; at < meanA.length; at++) {
    const [p, q] = [meanA[at], meanB[at]];
    const light = (2 * p * q + c1) / (p * p + q * q + c1);
    const varied = squareA[at] - p * p + squareB[at] - q * q;
    sum += (light * (2 * (product[at] - p * q) + c2)) / (varied + c2);
  }
  return sum / meanA.length;
}
