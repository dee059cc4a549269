import assert from "node:assert/strict";
import test from "node:test";

import { Pcg32 } from "../../../aedemo/web/maths/pcg32.js";
import { learn, Softmax, statistics } from "../../../aedemo/web/maths/softmax.js";
import { near } from "../near.js";

const CLASSES = [...Array(10).keys()];

function finish(pieces) {
  let piece;
  do piece = pieces.next();
  while (!piece.done);
  return piece.value;
}

// Rows around a middle for each class, with an offset that centring has to take off.
function problem(count, size, seed) {
  const random = new Pcg32(seed);
  const middles = CLASSES.map(() => random.normal(size));
  const labels = Array.from({ length: count }, (_, at) => at % 10);
  const lists = labels.map((label) => random.normal(size).map((x, i) => 5 + middles[label][i] + 2 * x));
  return { labels, lists, table: { size, rows: Float32Array.from(lists.flatMap((list) => [...list])) } };
}

test("probabilities by hand", () => {
  const weights = new Float64Array(20);
  weights.set([1, -1], 0); // of class 0
  weights.set([0, 2], 2); // of class 1
  const bias = new Float64Array(10).fill(-Infinity);
  bias[0] = bias[1] = 0;
  const learned = new Softmax(weights, bias);
  near(learned.probabilities([0, 0]), [0.5, 0.5, ...Array(8).fill(0)]);
  near(learned.probabilities([0, 1]).slice(0, 2), [1 / (1 + Math.exp(3)), 1 / (1 + Math.exp(-3))]);
  near(learned.probabilities([5000, 0]).slice(0, 2), [1, 0]);
});

test("statistics are those of the definition", () => {
  const { table, lists } = problem(50, 3, 1);
  const { mean, scale } = statistics(table);
  const mean3 = [0, 1, 2].map((i) => lists.reduce((sum, list) => sum + list[i] / 50, 0));
  const variances = [0, 1, 2].map((i) =>
    lists.reduce((sum, list) => sum + (list[i] - mean3[i]) ** 2 / 50, 0),
  );
  near(mean, mean3, 1e-5);
  near(scale, Math.sqrt((variances[0] + variances[1] + variances[2]) / 3), 1e-5);
});

test("at what was learned, the slope of the loss is zero", () => {
  const size = 6;
  const { labels, lists, table } = problem(80, size, 2);
  const { mean, scale } = statistics(table);
  for (const strength of [0.01, 1, 30]) {
    const learned = finish(learn(lists, labels, { mean, scale }, strength));
    const slopes = { bias: Array(10).fill(0), weights: Array(10 * size).fill(0) };
    lists.forEach((list, at) => {
      const shares = learned.probabilities(list);
      const x = list.map((value, i) => (value - mean[i]) / scale);
      for (const c of CLASSES) {
        const share = (shares[c] - (labels[at] === c)) / lists.length;
        slopes.bias[c] += share;
        for (let i = 0; i < size; i++) slopes.weights[c * size + i] += share * x[i];
      }
    });
    // The penalty is on weights for the scaled numbers, which are `scale` times those kept.
    const penalised = slopes.weights.map(
      (slope, at) => slope + (scale * learned.weights[at]) / (strength * lists.length),
    );
    near(slopes.bias, Array(10).fill(0), 1e-6);
    near(penalised, Array(10 * size).fill(0), 1e-6);
  }
});

test("one number, two examples: the weight is where a bisection finds it", () => {
  const strength = 2;
  const { weights } = finish(learn([[1], [-1]], [0, 1], { mean: Float64Array.of(0), scale: 1 }, strength));
  // By symmetry the weights are w and −w, and the loss ln(1 + exp(−2w)) + w² / (2C).
  let [low, high] = [0, 10];
  while (high - low > 1e-9) {
    const w = (low + high) / 2;
    if (w / strength < 2 / (1 + Math.exp(2 * w))) low = w;
    else high = w;
  }
  near(weights.subarray(0, 2), [low, -low], 1e-4);
});

test("numbers that say nothing leave how frequent the classes are", () => {
  const labels = [0, 0, 0, 1, 1, 2, 3, 4, 5, 6, 7, 8, 9];
  const lists = labels.map(() => [0, 0]);
  const learned = finish(learn(lists, labels, { mean: new Float64Array(2), scale: 1 }, 1));
  const shares = CLASSES.map((c) => labels.filter((label) => label === c).length / labels.length);
  near(learned.probabilities([0, 0]), shares, 1e-5);
});

test("learning pauses: once in 64 examples", () => {
  const { labels, lists, table } = problem(150, 2, 3);
  const pieces = learn(lists, labels, statistics(table), 1);
  for (let piece = 0; piece < 6; piece++) assert.equal(pieces.next().done, false);
});
