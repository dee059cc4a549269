// The directions in which rows differ most (principal components), by orthogonal iteration: Golub & Van Loan,
// Matrix Computations, section 8.2.4.

import { dot, orthonormal } from "./matrix.js";
import { Pcg32 } from "./pcg32.js";

/** @import { Matrix } from "./matrix.js" */

const ROUNDS = 30;

/**
 * Where rows do not differ in so many directions, those that are left over are any, or zeros.
 * @param {Float32Array} rows - (count, size)
 * @param {number} size
 * @param {number} most - how many directions are looked for, at most `size`
 * @returns {{ mean: Float64Array, axes: Matrix }} of length 1, the strongest first
 */
export function principal(rows, size, most) {
  const count = rows.length / size;
  const mean = new Float64Array(size);
  rows.forEach((value, at) => (mean[at % size] += value / count));
  const centred = Float64Array.from(rows, (value, at) => value - mean[at % size]);
  let axes = orthonormal(Array.from({ length: most }, (_, seed) => new Pcg32(seed).normal(size)));
  for (let round = 0; round < ROUNDS; round++) {
    const next = axes.map(() => new Float64Array(size));
    for (let at = 0; at < centred.length; at += size) {
      const row = centred.subarray(at, at + size);
      axes.forEach((axis, which) => {
        const along = dot(axis, row);
        for (let i = 0; i < size; i++) next[which][i] += along * row[i];
      });
    }
    axes = orthonormal(next);
  }
  return { mean, axes };
}
