// Softmax (multinomial logistic) regression on few rows of numbers:
//
//   minimise  (1/n) Σ −ln p(label | x)  +  ‖W‖² / (2 C n),   p = softmax(W x + b),
//
// which is convex, by L-BFGS (Nocedal & Wright 2006, algorithm 7.4). The numbers are centred and
// divided by their root mean variance, as in aedemo/evaluation/labels.py. Centring is done on the
// scores, W x + (b − W m), so that zeros stay zeros and are skipped: sparse codes are cheap.

import { dot } from "./matrix.js";

const CLASSES = 10;
const MOST_STEPS = 500;
const TOLERANCE = 3e-7; // of the largest derivative: then probabilities are right to three decimals
const MEMORY = 10; // steps that L-BFGS remembers
const PAUSE = 64; // examples between two pauses

export class Softmax {
  // weights: 10 × size, bias: 10; of numbers as they are.
  constructor(weights, bias) {
    this.weights = weights;
    this.bias = bias;
  }

  // The probabilities of the ten classes for some numbers.
  probabilities(numbers) {
    return softmax(scores(example(numbers, 1), this.weights, numbers.length, this.bias));
  }
}

// The mean of each of `size` columns of a table, and the root of the mean of their variances.
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

// Learns `labels` from as many lists of numbers, with statistics {mean, scale} and C = `strength`.
// A generator that yields wherever it may be paused, and returns a Softmax.
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
  const weights = yield* minimise(problem);
  const bias = offset(weights, problem);
  return new Softmax(
    weights.subarray(0, -CLASSES).map((value) => value / scale),
    bias,
  );
}

// Those of some numbers that are not zero, divided by `scale`, and their places.
function example(numbers, scale) {
  const places = [];
  for (let i = 0; i < numbers.length; i++) if (numbers[i]) places.push(i);
  return { places: Int32Array.from(places), values: Float64Array.from(places, (i) => numbers[i] / scale) };
}

function scores({ places, values }, weights, size, bias) {
  const logits = Float64Array.from(bias);
  for (let c = 0; c < CLASSES; c++) {
    let sum = 0;
    for (let k = 0; k < places.length; k++) sum += values[k] * weights[c * size + places[k]];
    logits[c] += sum;
  }
  return logits;
}

function softmax(logits) {
  const most = Math.max(...logits);
  const shares = logits.map((value) => Math.exp(value - most));
  const sum = shares.reduce((a, b) => a + b);
  return shares.map((share) => share / sum);
}

// b − W m; `weights` are W (10 × size), then b.
function offset(weights, { size, centre }) {
  return weights
    .slice(-CLASSES)
    .map((bias, c) => bias - dot(weights.subarray(c * size, (c + 1) * size), centre));
}

// The loss at `weights`, and its slope.
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

function* minimise(problem) {
  let weights = new Float64Array((problem.size + 1) * CLASSES);
  let here = yield* evaluate(problem, weights);
  const steps = [];
  for (let count = 0; count < MOST_STEPS; count++) {
    if (here.slope.every((value) => Math.abs(value) < TOLERANCE)) break;
    const direction = descent(here.slope, steps);
    const fall = dot(here.slope, direction);
    let length = steps.length ? 1 : 1 / Math.sqrt(-fall);
    let next, there;
    do {
      next = weights.map((value, at) => value + length * direction[at]);
      there = yield* evaluate(problem, next);
      length /= 2;
    } while (there.loss > here.loss + 2e-4 * length * fall && length > 1e-9);
    steps.push({
      moved: next.map((value, at) => value - weights[at]),
      turned: there.slope.map((value, at) => value - here.slope[at]),
    });
    if (steps.length > MEMORY) steps.shift();
    [weights, here] = [next, there];
  }
  return weights;
}

// −H slope, where H is what the last steps tell of the inverse of the second derivatives.
function descent(slope, steps) {
  let direction = slope.map((value) => -value);
  const shares = [];
  for (const { moved, turned } of [...steps].reverse()) {
    const share = dot(moved, direction) / dot(moved, turned);
    shares.push(share);
    direction = direction.map((value, at) => value - share * turned[at]);
  }
  const last = steps.at(-1);
  const scale = last ? dot(last.moved, last.turned) / dot(last.turned, last.turned) : 1;
  direction = direction.map((value) => scale * value);
  for (const { moved, turned } of steps) {
    const share = shares.pop() - dot(turned, direction) / dot(moved, turned);
    direction = direction.map((value, at) => value + share * moved[at]);
  }
  return direction;
}
