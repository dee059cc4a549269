// The weights of a super-resolution network (aedemo/models/superres.py), as the kernels want them.

import { demandShapes } from "../../files/safetensors.js";
import { balancePhases } from "../../maths/phases.js";
import { CHANNELS, DEPTH, FIRST, POINTS } from "./sizes.js";

/** @import { Tensor } from "../../files/safetensors.js" */
/** @typedef {{ weights: Float32Array, bias: Float32Array }} Layer */
/**
 * @typedef {object} Weights
 * @property {number} factor
 * @property {Layer} first
 * @property {Layer[]} middle
 * @property {Layer} last - the transposed convolution as one with an output for each phase
 * @property {Float64Array} kernels - those of the transposed convolution, (32, 3 · factor, 3 · factor)
 */

// G of Winograd's F(4×4, 3×3): a filter g becomes G g Gᵀ.
const G = [
  [1 / 4, 0, 0],
  [-1 / 6, -1 / 6, -1 / 6],
  [-1 / 6, 1 / 6, -1 / 6],
  [1 / 24, 1 / 12, 1 / 6],
  [1 / 24, -1 / 12, 1 / 6],
  [0, 0, 1],
];
const SIDE = G.length;

/**
 * Filters as winograd wants them.
 * @param {ArrayLike<number>} filters - (outputs, 32, 3, 3)
 * @param {number} outputs
 * @returns {Float32Array} (36, 32, outputs)
 */
export function transformed(filters, outputs) {
  const result = new Float32Array(POINTS * CHANNELS * outputs);
  for (let output = 0; output < outputs; output++)
    for (let channel = 0; channel < CHANNELS; channel++)
      for (let point = 0; point < POINTS; point++) {
        const [down, across] = [G[Math.floor(point / SIDE)], G[point % SIDE]];
        let sum = 0;
        for (let tap = 0; tap < 9; tap++)
          sum +=
            down[Math.floor(tap / 3)] * across[tap % 3] * filters[(output * CHANNELS + channel) * 9 + tap];
        result[(point * CHANNELS + channel) * outputs + output] = sum;
      }
  return result;
}

/** How many outputs the last layer has: the phases, filled up to fours. @param {number} factor */
export const outputsOf = (factor) => Math.ceil(factor ** 2 / 4) * 4;

/**
 * The transposed convolution with kernel 3s, stride s and padding 2s as a convolution 3×3 with an output for each
 * phase: output pixel s·a + p gets from input a + 2 − d through tap p + s·d, d = 0, 1, 2. Where s² is no multiple
 * of four, outputs of zeros follow.
 * @param {ArrayLike<number>} kernels - (32, 1, 3s, 3s)
 * @param {number} s
 * @returns {Float64Array} (outputs, 32, 3, 3)
 */
export function asPhases(kernels, s) {
  const result = new Float64Array(outputsOf(s) * CHANNELS * 9);
  for (let phase = 0; phase < s * s; phase++)
    for (let channel = 0; channel < CHANNELS; channel++)
      for (let tap = 0; tap < 9; tap++) {
        const row = Math.floor(phase / s) + s * (2 - Math.floor(tap / 3));
        const column = (phase % s) + s * (2 - (tap % 3));
        result[(phase * CHANNELS + channel) * 9 + tap] = kernels[(channel * 3 * s + row) * 3 * s + column];
      }
  return result;
}

/** @param {Float32Array} kernels - (32, 1, 3s, 3s) @param {number} s */
function balanced(kernels, s) {
  const size = 9 * s * s;
  const all = Array.from({ length: CHANNELS }, (_, channel) =>
    balancePhases(kernels.subarray(channel * size, (channel + 1) * size), s),
  );
  return Float64Array.from({ length: kernels.length }, (_, at) => all[Math.floor(at / size)][at % size]);
}

/**
 * The weights of a network.
 * @param {Record<string, Tensor>} tensors - of its file
 * @param {number} factor
 * @returns {Weights}
 * @throws {Error} if they are not those of such a network
 */
export function weightsOf(tensors, factor) {
  const names = Array.from({ length: DEPTH + 1 }, (_, layer) => `features.${2 * layer}`);
  /** @type {Record<string, number[]>} */
  const shapes = { "deconvolution.weight": [CHANNELS, 1, 3 * factor, 3 * factor], "deconvolution.bias": [1] };
  names.forEach((name, layer) => {
    shapes[`${name}.weight`] = layer ? [CHANNELS, CHANNELS, 3, 3] : [CHANNELS, 1, FIRST, FIRST];
    shapes[`${name}.bias`] = [CHANNELS];
  });
  demandShapes(tensors, shapes);
  /** @param {string} name */
  const data = (name) => tensors[name].data;
  const size = FIRST * FIRST;
  const start = data(`${names[0]}.weight`);
  const outputs = outputsOf(factor);
  const kernels = balanced(data("deconvolution.weight"), factor);
  return {
    factor,
    kernels,
    first: {
      weights: Float32Array.from(start, (_, at) => start[(at % CHANNELS) * size + Math.floor(at / CHANNELS)]),
      bias: data(`${names[0]}.bias`),
    },
    middle: names.slice(1).map((name) => ({
      weights: transformed(data(`${name}.weight`), CHANNELS),
      bias: data(`${name}.bias`),
    })),
    last: {
      weights: transformed(asPhases(kernels, factor), outputs),
      bias: new Float32Array(outputs).fill(data("deconvolution.bias")[0]),
    },
  };
}
