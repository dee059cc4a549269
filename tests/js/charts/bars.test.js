import assert from "node:assert/strict";
import test from "node:test";

import { drawBars } from "../../../aedemo/web/charts/bars.js";

const USUAL = { mean: [0, 1, 0], std: [1, 1, 1] }; // so that the scale is 4

// Where each bar of a code begins and ends.
function ends(code, statistics = USUAL) {
  let path = "";
  const numbers = { setAttribute: (_, shape) => (path = shape) };
  drawBars(/** @type {any} */ ({ querySelector: () => numbers }), code, statistics);
  return [...path.matchAll(/M\S+ (\S+)V(\S+)h/g)].map(([, from, to]) => [from, to].join());
}

test("zero stays where it is, and the scale as long as the numbers are usual", () => {
  assert.deepEqual(ends([2, 1, 0]), ["50,25", "50,37.5", "50,50"]);
  assert.deepEqual(ends([2, -1, 0]), ["50,25", "50,62.5", "50,50"]);
});

test("a number beyond the usual is shown whole", () => {
  assert.deepEqual(ends([2, -8, 0]), ["50,37.5", "50,100", "50,50"]);
});

test("without statistics the largest number is the scale; without a code there is nothing", () => {
  assert.deepEqual(ends([1, -2], null), ["50,25", "50,100"]);
  assert.deepEqual(ends(null), []);
});
