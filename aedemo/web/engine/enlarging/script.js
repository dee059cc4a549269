// The kernels of super-resolution in plain JavaScript, the twin of enlarging.c: for browsers that refuse
// WebAssembly, and for tests. Arrays are [row][column][channel]; convolutions are valid.

import { gemm } from "../kernels/product.js";
import { CHANNELS, FIRST, POINTS, TAPS } from "./sizes.js";

/** @import { Floats } from "../kernels/product.js" */

const [SIDE, OUT] = [6, 4]; // of the patches of Winograd's convolution, in and out
const BLOCK = 64; // patches at once

/** @type {(x: number, slope: number) => number} */
const leaky = (x, slope) => (x > 0 ? x : slope * x);

/**
 * A convolution 5×5 from one channel to 32, and leaky ReLU.
 * @param {Floats} y - (h − 4, w − 4, 32)
 * @param {Floats} x - (h, w)
 * @param {number} h
 * @param {number} w - at least 6
 * @param {Floats} weights - (25, 32)
 * @param {Floats} bias - (32)
 * @param {number} slope - of the leaky ReLU, at most 1
 */
function first(y, x, h, w, weights, bias, slope) {
  const [rows, columns] = [h - FIRST + 1, w - FIRST + 1];
  const sums = new Float64Array(CHANNELS);
  for (let row = 0, at = 0; row < rows; row++)
    for (let column = 0; column < columns; column++, at += CHANNELS) {
      sums.set(bias);
      for (let tap = 0; tap < FIRST * FIRST; tap++) {
        const seen = x[(row + Math.floor(tap / FIRST)) * w + column + (tap % FIRST)];
        const from = tap * CHANNELS;
        for (let channel = 0; channel < CHANNELS; channel++) sums[channel] += seen * weights[from + channel];
      }
      for (let channel = 0; channel < CHANNELS; channel++) y[at + channel] = leaky(sums[channel], slope);
    }
}

/**
 * to = Bᵀ from, of six numbers.
 * @type {(to: Floats, at: number, step: number, from: Floats, start: number, line: number) => void}
 */
function into(to, at, step, from, start, line) {
  const d0 = from[start];
  const d1 = from[start + line];
  const d2 = from[start + 2 * line];
  const d3 = from[start + 3 * line];
  const d4 = from[start + 4 * line];
  const d5 = from[start + 5 * line];
  to[at] = 4 * d0 - 5 * d2 + d4;
  to[at + step] = d4 - 4 * d2 + d3 - 4 * d1;
  to[at + 2 * step] = d4 - 4 * d2 - d3 + 4 * d1;
  to[at + 3 * step] = d4 - d2 + 2 * (d3 - d1);
  to[at + 4 * step] = d4 - d2 - 2 * (d3 - d1);
  to[at + 5 * step] = 4 * d1 - 5 * d3 + d5;
}

/**
 * to = Aᵀ from: four numbers of six.
 * @type {(to: Floats, at: number, step: number, from: Floats, start: number, line: number) => void}
 */
function back(to, at, step, from, start, line) {
  const sum = from[start + line] + from[start + 2 * line];
  const difference = from[start + line] - from[start + 2 * line];
  const far = from[start + 3 * line] + from[start + 4 * line];
  const beyond = from[start + 3 * line] - from[start + 4 * line];
  to[at] = from[start] + sum + far;
  to[at + step] = difference + 2 * beyond;
  to[at + 2 * step] = sum + 4 * far;
  to[at + 3 * step] = difference + 8 * beyond + from[start + 5 * line];
}

const transformed = new Float64Array(POINTS * BLOCK * CHANNELS); // [point][patch][channel]
const products = new Float64Array(POINTS * BLOCK * CHANNELS); // [point][patch][output]
const half = new Float64Array(POINTS);

/** @type {(x: Floats, start: number, w: number, patch: number) => void} */
function transform(x, start, w, patch) {
  for (let channel = 0; channel < CHANNELS; channel++) {
    const to = patch * CHANNELS + channel;
    for (let column = 0; column < SIDE; column++)
      into(half, column, SIDE, x, start + column * CHANNELS + channel, w * CHANNELS);
    for (let row = 0; row < SIDE; row++)
      into(transformed, to + row * SIDE * BLOCK * CHANNELS, BLOCK * CHANNELS, half, row * SIDE, 1);
  }
}

/** @type {(y: Floats, start: number, w: number, outputs: number, patch: number, bias: Floats, slope: number) => void} */
function restore(y, start, w, outputs, patch, bias, slope) {
  const done = new Float64Array(OUT);
  for (let output = 0; output < outputs; output++) {
    const from = patch * outputs + output;
    const line = BLOCK * outputs;
    for (let column = 0; column < SIDE; column++)
      back(half, column, SIDE, products, from + column * line, SIDE * line);
    for (let row = 0; row < OUT; row++) {
      back(done, 0, 1, half, row * SIDE, 1);
      for (let column = 0; column < OUT; column++)
        y[start + (row * w + column) * outputs + output] = leaky(done[column] + bias[output], slope);
    }
  }
}

/**
 * A convolution 3×3 from 32 channels by Winograd's F(4×4, 3×3) (Lavin & Gray 2016, arXiv 1509.09308), and leaky
 * ReLU. Patches at the far edges overlap those before.
 * @param {Floats} y - (h − 2, w − 2, outputs)
 * @param {Floats} x - (h, w, 32)
 * @param {number} h - at least 6
 * @param {number} w - at least 6
 * @param {Floats} filters - (36, 32, outputs), transformed
 * @param {Floats} bias - (outputs)
 * @param {number} outputs - a multiple of 4, at most 32
 * @param {number} slope - at most 1; 1 leaves the sums as they are
 */
function winograd(y, x, h, w, filters, bias, outputs, slope) {
  const [rows, columns] = [h - 2, w - 2];
  const across = Math.ceil(columns / OUT);
  const all = Math.ceil(rows / OUT) * across;
  for (let start = 0; start < all; start += BLOCK) {
    const count = Math.min(BLOCK, all - start);
    const places = Array.from({ length: count }, (_, i) => [
      Math.min(Math.floor((start + i) / across) * OUT, rows - OUT),
      Math.min(((start + i) % across) * OUT, columns - OUT),
    ]);
    places.forEach(([top, left], patch) => transform(x, (top * w + left) * CHANNELS, w, patch));
    for (let point = 0; point < POINTS; point++) {
      const v = transformed.subarray(point * BLOCK * CHANNELS);
      const u = filters.subarray(point * CHANNELS * outputs);
      const m = products.subarray(point * BLOCK * outputs);
      gemm(count, outputs, CHANNELS, v, CHANNELS, 1, u, outputs, 1, m, outputs, 0);
    }
    places.forEach(([top, left], patch) =>
      restore(y, (top * columns + left) * outputs, columns, outputs, patch, bias, slope),
    );
  }
}

/** Of two equally near levels the even one. @type {(x: number) => number} */
const level = (x) => {
  const whole = Math.round(x);
  const nearest = whole - x === 0.5 && whole % 2 ? whole - 1 : whole;
  return Math.min(Math.max(nearest, 0), 255);
};

/**
 * @param {Int32Array} y
 * @param {Floats} pixels
 * @param {number} h
 * @param {number} w
 * @param {number} factor
 * @param {Floats} taps
 * @param {Floats} line
 * @param {(at: number, phase: number) => number} add - levels that the colours of a pixel get besides
 */
function paint(y, pixels, h, w, factor, taps, line, add) {
  const padded = 4 * (w + TAPS - 1);
  for (let row = 0, to = 0; row < h * factor; row++) {
    const [from, down] = [Math.floor(row / factor), row % factor];
    for (let i = 0; i < padded; i++) {
      let sum = 0;
      for (let tap = 0; tap < TAPS; tap++) sum += taps[down * TAPS + tap] * pixels[(from + tap) * padded + i];
      line[i] = sum;
    }
    for (let column = 0; column < w; column++)
      for (let across = 0; across < factor; across++, to++) {
        const more = add(from * w + column, down * factor + across);
        let pixel = 0xff000000;
        for (let colour = 0; colour < 3; colour++) {
          let sum = more;
          for (let tap = 0; tap < TAPS; tap++)
            sum += taps[across * TAPS + tap] * line[4 * (column + tap) + colour];
          pixel |= level(sum) << (8 * colour);
        }
        y[to] = pixel;
      }
  }
}

/**
 * The bicubic enlargement of RGBA, opaque.
 * @param {Int32Array} y - pixels (h · factor, w · factor)
 * @param {Floats} pixels - levels (h + 4, w + 4, 4), with two pixels around
 * @param {number} h
 * @param {number} w
 * @param {number} factor
 * @param {Floats} taps - (factor, 5), by phase
 * @param {Floats} line - to work in, (w + 4, 4)
 */
function bicubic(y, pixels, h, w, factor, taps, line) {
  paint(y, pixels, h, w, factor, taps, line, () => 0);
}

/**
 * The same, with detail added to it.
 * @param {Int32Array} y
 * @param {Floats} pixels
 * @param {number} h
 * @param {number} w
 * @param {number} factor
 * @param {Floats} taps
 * @param {Floats} line
 * @param {Floats} detail - (h, w, outputs), first the phases of a pixel
 * @param {number} outputs
 * @param {number} gain - levels of each colour for 1 of detail
 */
function compose(y, pixels, h, w, factor, taps, line, detail, outputs, gain) {
  paint(y, pixels, h, w, factor, taps, line, (at, phase) => gain * detail[at * outputs + phase]);
}

/** The kernels. */
export const script = () => ({
  kind: "script",
  first,
  winograd,
  bicubic,
  compose,
  floats: (/** @type {number} */ n) => new Float32Array(n),
  bytes: (/** @type {any} */ array) => array.slice(),
});
