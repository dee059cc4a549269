import assert from "node:assert/strict";
import test from "node:test";

import {
  allowing,
  auroc,
  histogram,
  roc,
  split,
  storedErrors,
  upTo,
} from "../../../aedemo/web/data/errors.js";
import { Pcg32 } from "../../../aedemo/web/maths/pcg32.js";
import { near } from "../near.js";
import "../served.js";

// Errors by three networks of some digits, rounded so that many are equal.
function some(count, seed) {
  const random = new Pcg32(seed);
  const list = (most, decimals) =>
    Float32Array.from(random.uniform(count), (x) => Math.floor(x * most * decimals) / decimals);
  return { labels: list(3, 1), by: [list(1, 10), list(1, 10), list(1, 10)] };
}

const CHOICES = [["0"], ["0", "2"], ["2", "1"]];

test("errors are the least over the networks that are normal, and both sides are in their order", () => {
  const errors = some(200, 1);
  for (const digits of CHOICES) {
    const { scores, normal, others } = split(errors, digits);
    scores.forEach((score, at) =>
      assert.equal(score, Math.min(...digits.map((digit) => errors.by[digit][at]))),
    );
    assert.deepEqual(
      [...normal, ...others].sort((a, b) => a - b),
      [...Array(200).keys()],
    );
    assert.ok(normal.every((at) => digits.includes(`${errors.labels[at]}`)));
    assert.ok(!others.some((at) => digits.includes(`${errors.labels[at]}`)));
    for (const side of [normal, others])
      assert.ok(side.every((at, place) => !place || scores[at] >= scores[side[place - 1]]));
  }
});

test("how many have an error up to a threshold", () => {
  const { scores, normal } = split(some(100, 2), ["0", "1"]);
  for (const threshold of [-1, 0, 0.1, 0.15, 0.5, Infinity, ...scores.slice(0, 20)])
    assert.equal(upTo(normal, scores, threshold), normal.filter((at) => scores[at] <= threshold).length);
  assert.equal(upTo([], scores, 1), 0);
});

test("the lowest threshold that a share of the normal digits is above, by sorting", () => {
  for (const digits of CHOICES) {
    const errors = some(150, 5);
    const sorted = [...errors.labels.keys()]
      .filter((at) => digits.includes(`${errors.labels[at]}`))
      .map((at) => Math.min(...digits.map((digit) => errors.by[digit][at])))
      .sort((a, b) => a - b);
    for (const share of [0.01, 0.05, 0.3]) {
      const above = (threshold) => sorted.filter((error) => error > threshold).length / sorted.length;
      const expected = sorted.find((error) => above(error) <= share);
      assert.equal(allowing(split(errors, digits), share), expected);
    }
  }
});

test("the area under the ROC curve is the share of pairs in order", () => {
  for (const digits of CHOICES) {
    const parts = split(some(150, 3), digits);
    let sum = 0;
    for (const a of parts.normal)
      for (const b of parts.others) sum += (Math.sign(parts.scores[b] - parts.scores[a]) + 1) / 2;
    near(auroc(parts), sum / parts.normal.length / parts.others.length, 1e-12);
  }
  const scores = [0, 1, 2, 3];
  assert.equal(auroc({ scores, normal: [0, 1], others: [2, 3] }), 1);
  assert.equal(auroc({ scores, normal: [2, 3], others: [0, 1] }), 0);
  assert.ok(Number.isNaN(auroc({ scores, normal: [], others: [0] })));
});

test("the ROC curve goes through the rates of every threshold", () => {
  const parts = split(some(80, 4), ["1"]);
  const points = roc(parts);
  assert.deepEqual(points[0], [1, 1]);
  assert.deepEqual(points.at(-1), [0, 0]);
  const share = (side, threshold) => side.filter((at) => parts.scores[at] > threshold).length / side.length;
  for (const threshold of new Set(parts.normal.map((at) => parts.scores[at]))) {
    const [alarms, recall] = [share(parts.normal, threshold), share(parts.others, threshold)];
    const close = ([x, y]) => Math.abs(y - recall) < 1e-9 && x >= alarms - 1e-9;
    assert.ok(points.some(close), `threshold ${threshold}`);
  }
  assert.ok(points.every(([x, y], at) => !at || (x <= points[at - 1][0] && y <= points[at - 1][1])));
  assert.deepEqual(roc({ ...parts, others: [] }), []);
});

test("a histogram shares out all of them, the largest error too", () => {
  const scores = [0, 0.24, 0.25, 0.5, 1];
  const shares = histogram([0, 1, 2, 3, 4], scores, (error) => error, 4);
  near(shares, [0.4, 0.2, 0.2, 0.2]);
  near(
    histogram([], scores, (error) => error, 2),
    [0, 0],
  );
});

test("the shipped errors tell every digit from all others", async () => {
  const { test: errors, heldOut } = await storedErrors();
  assert.deepEqual([errors.labels.length, errors.by.length], [10_000, 10]);
  assert.deepEqual([heldOut.labels.length, heldOut.by.length], [5_000, 10]);
  for (let digit = 0; digit < 10; digit++) assert.ok(auroc(split(errors, [`${digit}`])) > 0.95, `${digit}`);
});
