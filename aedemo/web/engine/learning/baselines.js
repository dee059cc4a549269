// What a network has to beat: the mean image, and PCA with as many numbers as its code has (Pearson 1901),
// both of the very digits it learns from.

import { orthonormal } from "../../maths/matrix.js";
import { Pcg32 } from "../../maths/pcg32.js";

const MOST = 128; // numbers of a code; with more, PCA would take longer than the training
const ROUNDS = 20; // of orthogonal iteration
const AT_ONCE = 250; // digits
const NOTHING = 1e-6; // of the variance, that rounding leaves

/** @typedef {{ mean: number, pca: number | null }} Baselines squared errors of the held-out digits, a pixel */

/**
 * @param {Float32Array} digits - (n, size), that are learned from
 * @param {Float32Array} held - (m, size), held out
 * @param {Float32Array} input - those as a network sees them
 * @param {number} size
 * @param {number} code
 * @param {(bytes: number) => any} make - kernels with so much memory
 * @param {() => Promise<unknown>} [pause] - is awaited now and then, so that other work goes on
 * @returns {Promise<Baselines>}
 */
export async function baselines(digits, held, input, size, code, make, pause = async () => {}) {
  const count = digits.length / size;
  const mean = new Float64Array(size);
  for (let at = 0; at < digits.length; at++) mean[at % size] += digits[at] / count;
  let error = 0;
  for (let at = 0; at < held.length; at++) error += (held[at] - mean[at % size]) ** 2;
  const mine = error / held.length;
  if (code > Math.min(MOST, size)) return { mean: mine, pca: null };
  const k = make(4 * (2 * size * size + AT_ONCE * (size + code) + 3 * code * size) + 4096);
  const basis = await directions(digits, mean, size, code, k, pause);
  return { mean: mine, pca: projected(held, input, mean, basis, size, code, k) };
}

/**
 * The directions in which digits differ most, (code, size), by orthogonal iteration on their covariance.
 * @param {Float32Array} digits
 * @param {Float64Array} mean
 * @param {number} size
 * @param {number} code
 * @param {any} k - kernels
 * @param {() => Promise<unknown>} pause
 */
async function directions(digits, mean, size, code, k, pause) {
  const covariance = k.floats(size * size);
  const some = k.floats(AT_ONCE * size);
  for (let from = 0; from < digits.length; from += AT_ONCE * size) {
    await pause();
    const rows = Math.min(AT_ONCE, (digits.length - from) / size);
    for (let at = 0; at < rows * size; at++) some[at] = digits[from + at] - mean[at % size];
    k.gemm(size, size, rows, some, 1, size, some, size, 1, covariance, size, from ? 1 : 0);
  }
  const [basis, next] = [k.floats(code * size), k.floats(code * size)];
  basis.set(new Pcg32(0).normal(code * size));
  for (let round = 0; round < ROUNDS; round++) {
    await pause();
    k.gemm(code, size, size, basis, size, 1, covariance, size, 1, next, size, 0);
    const rows = Array.from({ length: code }, (_, row) =>
      Float64Array.from(next.subarray(row * size, (row + 1) * size)),
    );
    orthonormal(rows).forEach((row, at) => basis.set(row, at * size));
  }
  // Few digits differ in few directions; what is left of the others is rounding, and no part of PCA.
  k.gemm(code, size, size, basis, size, 1, covariance, size, 1, next, size, 0);
  const lengths = Array.from({ length: code }, (_, row) =>
    Math.hypot(...next.subarray(row * size, (row + 1) * size)),
  );
  const least = NOTHING * Math.max(...lengths, digits.length / size);
  lengths.forEach((length, row) => length < least && basis.fill(0, row * size, (row + 1) * size));
  return basis;
}

/**
 * The squared error of digits that are projected.
 * @type {(held: Float32Array, input: Float32Array, mean: Float64Array, basis: any, size: number, code: number, k: any) => number}
 */
function projected(held, input, mean, basis, size, code, k) {
  const [codes, some, back] = [k.floats(AT_ONCE * code), k.floats(AT_ONCE * size), k.floats(AT_ONCE * size)];
  let error = 0;
  for (let from = 0; from < held.length; from += AT_ONCE * size) {
    const rows = Math.min(AT_ONCE, (held.length - from) / size);
    for (let at = 0; at < rows * size; at++) some[at] = input[from + at] - mean[at % size];
    k.gemm(rows, code, size, some, size, 1, basis, 1, size, codes, code, 0);
    k.gemm(rows, size, code, codes, code, 1, basis, size, 1, back, size, 0);
    for (let at = 0; at < rows * size; at++) error += (held[from + at] - mean[at % size] - back[at]) ** 2;
  }
  return error / held.length;
}
