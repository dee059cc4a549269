import assert from "node:assert/strict";
import test from "node:test";

import { COPIES, draw, posteriorSamples } from "../../../aedemo/web/data/labelled.js";
import { Pcg32 } from "../../../aedemo/web/maths/pcg32.js";
import { near } from "../near.js";

const labels = [...new Pcg32(1).uniform(2500)].map((x) => Math.floor(10 * x));
const sample = { count: labels.length, label: (row) => labels[row] };

test("a draw has as many of each class, by turns, and no digit twice", () => {
  for (const count of [10, 30, 100, 1000]) {
    const rows = draw(sample, count, 5);
    assert.deepEqual(
      rows.map(sample.label),
      [...Array(count).keys()].map((at) => at % 10),
    );
    assert.equal(new Set(rows).size, count);
  }
});

test("smaller draws are how larger ones begin; other seeds draw others", () => {
  assert.deepEqual(draw(sample, 100, 5), draw(sample, 1000, 5).slice(0, 100));
  const [a, b] = [5, 6].map((seed) => draw(sample, 100, seed));
  assert.ok(a.filter((row) => b.includes(row)).length < 20);
});

test("every digit is drawn as often as any other", () => {
  const times = Array(sample.count).fill(0);
  for (let seed = 0; seed < 60; seed++) for (const row of draw(sample, 500, seed)) times[row]++;
  const mean = (numbers) => numbers.reduce((a, b) => a + b) / numbers.length;
  near(mean(times.slice(0, 1250)), mean(times.slice(1250)), 0.5);
});

test("a sample is z = μ + σ ε", () => {
  const vae = { posterior: () => ({ mean: [1, -2], logVariance: [0, 2 * Math.log(3)] }) };
  let calls = 0;
  const codes = posteriorSamples(vae, null, { normal: (count) => Array(count).fill(++calls) });
  near(
    codes,
    Array.from({ length: COPIES }, (_, at) => [2 + at, 1 + 3 * at]),
    1e-12,
  );
});

test("samples scatter about the mean with the posterior's deviation", () => {
  const [mean, logVariance] = [
    [1, -2, 0],
    [0, 2, -40],
  ].map((list) => Float32Array.from(list));
  const vae = { posterior: () => ({ mean, logVariance }) };
  const random = new Pcg32(2);
  const codes = Array.from({ length: 300 }, () => posteriorSamples(vae, null, random)).flat();
  assert.equal(codes.length, 300 * COPIES);
  for (const [at, deviation] of [1, Math.E, 0].entries()) {
    const values = codes.map((code) => code[at]);
    const middle = values.reduce((a, b) => a + b) / values.length;
    const spread = Math.sqrt(values.reduce((sum, x) => sum + (x - middle) ** 2, 0) / values.length);
    near([middle, spread], [mean[at], deviation], 0.12);
  }
});
