// Softmax (multinomial logistic) regression on few rows of numbers:
//
//   minimise  (1/n) Σ −ln p(label | x)  +  ‖W‖² / (2 C n),   p = softmax(W x + b),
//
// which is convex. The numbers are centred and divided by their root mean variance, as in
// aedemo/evaluation/labels.py. Centring is done on the scores, W x + (b − W m), so that zeros stay
// zeros and are skipped: sparse codes are cheap.

import { minimise } from "./lbfgs.js";
import { dot } from "./matrix.js";

/** @import { Value } from "./lbfgs.js" */
/** @import { Vector } from "./matrix.js" */
/** @import { Table } from "./nearest.js" */
/** @typedef {{ mean: Float64Array, scale: number }} Statistics */
/** @typedef {{ places: Int32Array, values: Float64Array }} Example the numbers that are not zero */

/**
 * @typedef {object} Problem
 * @property {number} size - how many numbers an example has
 * @property {Example[]} examples
 * @property {number[]} labels
 * @property {Float64Array} centre - what every example would have to be shifted by
 * @property {number} penalty - 1 / (C n)
 */

const CLASSES = 10;
const PAUSE = 64; // examples between two pauses

/** What has been learned. */
export class Softmax {
  /**
   * @param {Float64Array} weights - 10 × size, for numbers as they are
   * @param {Float64Array} bias - 10
   */
  constructor(weights, bias) {
    this.weights = weights;
    this.bias = bias;
  }

  /**
   * The probabilities of the ten classes for some numbers.
   * @param {Vector} numbers
   */
  probabilities(numbers) {
    return softmax(scores(example(numbers, 1), this.weights, numbers.length, this.bias));
  }
}

/**
 * The mean of each column of a table, and the root of the mean of their variances.
 * @param {Table} table
 * @returns {Statistics}
 */
export function statistics({ rows, size }) {
  const count = rows.length / size;
  const mean = new Float64Array(size);
  let squares = 0;
  for (let from = 0; from < rows.length; from += size) {
    for (let i = 0; i < size; i++) {
      mean[i] += rows[from + i] / count;
      squares += rows[from + i] ** 2;
    }
  }
  const variance = squares / count - dot(mean, mean);
  return { mean, scale: Math.sqrt(variance / size) };
}

/**
 * Learns labels from as many lists of numbers. Yields wherever it may be paused.
 * @param {Vector[]} lists
 * @param {number[]} labels - 0 … 9
 * @param {Statistics} statistics - of all numbers, not only of those with labels
 * @param {number} strength - C
 * @returns {Generator<void, Softmax>}
 */
export function* learn(lists, labels, { mean, scale }, strength) {
  const examples = [];
  for (const numbers of lists) {
    if (examples.length % PAUSE === 0) yield;
    examples.push(example(numbers, scale));
  }
  const problem = {
    size: mean.length,
    examples,
    labels,
    centre: mean.map((value) => value / scale),
    penalty: 1 / (strength * labels.length),
  };
  const weights = yield* minimise((problem.size + 1) * CLASSES, (place) => evaluate(problem, place));
  const bias = offset(weights, problem);
  return new Softmax(
    weights.subarray(0, -CLASSES).map((value) => value / scale),
    bias,
  );
}

/**
 * Those of some numbers that are not zero, divided by `scale`, and their places.
 * @param {Vector} numbers
 * @param {number} scale
 * @returns {Example}
 */
function example(numbers, scale) {
  const places = [];
  for (let i = 0; i < numbers.length; i++) if (numbers[i]) places.push(i);
  return { places: Int32Array.from(places), values: Float64Array.from(places, (i) => numbers[i] / scale) };
}

/**
 * W x + bias.
 * @param {Example} example
 * @param {Float64Array} weights
 * @param {number} size
 * @param {Float64Array} bias
 */
function scores({ places, values }, weights, size, bias) {
  const logits = Float64Array.from(bias);
  for (let c = 0; c < CLASSES; c++) {
    let sum = 0;
    for (let k = 0; k < places.length; k++) sum += values[k] * weights[c * size + places[k]];
    logits[c] += sum;
  }
  return logits;
}

/** @param {Float64Array} logits */
function softmax(logits) {
  const most = Math.max(...logits);
  const shares = logits.map((value) => Math.exp(value - most));
  const sum = shares.reduce((a, b) => a + b);
  return shares.map((share) => share / sum);
}

/**
 * b − W m.
 * @param {Float64Array} weights - W (10 × size), then b
 * @param {Problem} problem
 */
function offset(weights, { size, centre }) {
  return weights
    .slice(-CLASSES)
    .map((bias, c) => bias - dot(weights.subarray(c * size, (c + 1) * size), centre));
}

/**
 * The loss at `weights`, and its slope.
 * @param {Problem} problem
 * @param {Float64Array} weights
 * @returns {Generator<void, Value>}
 */
function* evaluate(problem, weights) {
  const { size, examples, labels, centre, penalty } = problem;
  const matrix = weights.subarray(0, -CLASSES);
  const slope = Float64Array.from(weights, (value) => penalty * value).fill(0, -CLASSES);
  let loss = (penalty / 2) * dot(matrix, matrix);
  const bias = offset(weights, problem);
  const rest = slope.subarray(-CLASSES); // the sum of p − [label], which is the slope of b
  for (const [at, { places, values }] of examples.entries()) {
    if (at % PAUSE === 0) yield;
    const shares = softmax(scores(examples[at], weights, size, bias));
    loss -= Math.log(Math.max(shares[labels[at]], 1e-300)) / examples.length;
    shares[labels[at]] -= 1;
    for (let c = 0; c < CLASSES; c++) {
      const share = shares[c] / examples.length;
      rest[c] += share;
      for (let k = 0; k < places.length; k++) slope[c * size + places[k]] += share * values[k];
    }
  }
  for (let c = 0; c < CLASSES; c++) {
    for (let i = 0; i < size; i++) slope[c * size + i] -= rest[c] * centre[i];
  }
  return { loss, slope };
}
