// Inside a network at one pixel of the small picture: what its channels hold there before the transposed
// convolution, and what each of them adds to the pixels of the large picture that lie in it, its phases.

import { luminance } from "../../maths/luminance.js";
import { bicubicTaps } from "./bicubic.js";
import { CHANNELS, SEEN, TAPS } from "./sizes.js";
import { asPhases } from "./weights.js";

/** @import { Picture } from "../../maths/luminance.js" */
/** @import { Enlarger } from "./enlarger.js" */
/**
 * @typedef {object} Inside
 * @property {number} factor - s
 * @property {Float32Array} maps - what the channels hold around the place, (32, 9, 9)
 * @property {Float64Array} kernels - what a channel that holds 1 at one place writes, (32, 3s, 3s)
 * @property {Float64Array} parts - what each channel adds to each phase, (s², 32); black is 0 and white 1
 * @property {number} bias - what every phase gets besides
 * @property {Float64Array} detail - what the network adds to each phase: the sum of its parts and the bias
 * @property {Float64Array} bicubic - the luminance that it is added to, by phases
 */

/** Of the maps, in pixels of the small picture. */
export const SIDE = 9;
const HALF = (SIDE - 1) / 2;
/** How many pixels on each side of a place inside() has to know. */
export const REACH = HALF + SEEN;

// The tile whose features are those of the maps, with one more row and column; its sides are multiples of four.
const TILE = { top: REACH - HALF + 1, left: REACH - HALF + 1, h: SIDE - 1, w: SIDE - 1 };
const WIDTH = TILE.w + 2; // of its features

/**
 * @param {Enlarger} network
 * @param {Picture} around - the place in the middle, and REACH pixels on each side of it
 * @param {boolean} grey - whether the whole picture is
 * @returns {Inside}
 */
export function inside(network, around, grey) {
  const { factor, kernels, bias } = network.deconvolution;
  const features = network.features(around, TILE, grey);
  const held = (/** @type {number} */ channel, /** @type {number} */ row, /** @type {number} */ column) =>
    features[(row * WIDTH + column) * CHANNELS + channel];
  const maps = Float32Array.from({ length: CHANNELS * SIDE * SIDE }, (_, at) =>
    held(Math.floor(at / SIDE ** 2), Math.floor(at / SIDE) % SIDE, at % SIDE),
  );
  const taps = asPhases(kernels, factor);
  const parts = Float64Array.from({ length: factor ** 2 * CHANNELS }, (_, at) => {
    let sum = 0;
    for (let tap = 0; tap < 9; tap++)
      sum += taps[at * 9 + tap] * held(at % CHANNELS, HALF - 1 + Math.floor(tap / 3), HALF - 1 + (tap % 3));
    return sum;
  });
  const detail = Float64Array.from({ length: factor ** 2 }, (_, phase) =>
    parts.subarray(phase * CHANNELS, (phase + 1) * CHANNELS).reduce((sum, part) => sum + part, bias),
  );
  return { factor, maps, kernels, parts, bias, detail, bicubic: enlarged(around, grey, factor) };
}

/** @type {(around: Picture, grey: boolean, factor: number) => Float64Array} */
function enlarged({ width, data }, grey, factor) {
  const corner = REACH - (TAPS - 1) / 2;
  const taps = bicubicTaps(factor);
  return Float64Array.from({ length: factor ** 2 }, (_, phase) => {
    const [down, across] = [Math.floor(phase / factor), phase % factor];
    let sum = 0;
    for (let at = 0; at < TAPS ** 2; at++) {
      const [row, column] = [Math.floor(at / TAPS), at % TAPS];
      const level = luminance(data, 4 * ((corner + row) * width + corner + column), grey);
      sum += (taps[down * TAPS + row] * taps[across * TAPS + column] * level) / 255;
    }
    return sum;
  });
}
