// What a network of the lab has to beat, against PCA by another way.

import assert from "node:assert/strict";
import test from "node:test";

import { baselines } from "../../../aedemo/web/engine/learning/baselines.js";
import { Pcg32 } from "../../../aedemo/web/maths/pcg32.js";
import { kernels } from "../kernels.js";

const make = await kernels();
const SIZE = 20;
const drawn = (seed, count) => Float32Array.from(new Pcg32(seed).uniform(count * SIZE));
const close = (found, wanted) => assert.ok(Math.abs(found - wanted) < 1e-6, `${found}, not ${wanted}`);

// The squared error of rows on a straight line through `mean` along `along`, or only at the mean.
function errorOf(held, mean, along) {
  let sum = 0;
  for (let from = 0; from < held.length; from += SIZE) {
    const away = mean.map((value, at) => held[from + at] - value);
    const share = along ? away.reduce((total, value, at) => total + value * along[at], 0) : 0;
    away.forEach((value, at) => (sum += (value - (along ? share * along[at] : 0)) ** 2));
  }
  return sum / held.length;
}

test("pictures that differ in one direction have one component, however many are asked for", async () => {
  const [a, b, held] = [drawn(1, 1), drawn(2, 1), drawn(3, 50)];
  const digits = new Float32Array(40 * SIZE);
  for (let row = 0; row < 40; row++) digits.set(row % 2 ? a : b, row * SIZE);
  const mean = Array.from(a, (value, at) => (value + b[at]) / 2);
  const apart = Array.from(a, (value, at) => value - b[at]);
  const along = apart.map((value) => value / Math.hypot(...apart));
  for (const code of [1, 8]) {
    const found = await baselines(digits, held, held, SIZE, code, make);
    close(found.mean, errorOf(held, mean));
    close(found.pca, errorOf(held, mean, along));
  }
});

test("of one picture over and over nothing is better than that picture", async () => {
  const [one, held] = [drawn(4, 1), drawn(5, 30)];
  const digits = new Float32Array(30 * SIZE);
  for (let row = 0; row < 30; row++) digits.set(one, row * SIZE);
  const { mean, pca } = await baselines(digits, held, held, SIZE, 4, make);
  close(mean, errorOf(held, Array.from(one)));
  close(pca, mean);
});

test("with as many components as pixels nothing is lost", async () => {
  const { mean, pca } = await baselines(drawn(6, 200), drawn(7, 20), drawn(7, 20), SIZE, SIZE, make);
  assert.ok(mean > 0.05);
  close(pca, 0);
});
