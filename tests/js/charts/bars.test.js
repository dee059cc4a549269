import assert from "node:assert/strict";
import test from "node:test";

import { drawBars, reach } from "../../../aedemo/web/charts/bars.js";

const USUAL = { mean: [0, 1, 0], std: [1, 1, 1] }; // so that the scale is 4

// The attributes of the path that is drawn.
function drawn(code, statistics = USUAL) {
  const path = { d: "", class: "" };
  const numbers = { setAttribute: (name, value) => (path[name] = value) };
  drawBars(/** @type {any} */ ({ querySelector: () => numbers }), code, statistics);
  return path;
}

// Where each bar of a code begins and ends.
const ends = (...given) =>
  [...drawn(...given).d.matchAll(/M\S+ ([\d.]+)V(\d+(?:\.\d+)?)/g)].map(([, from, to]) => [from, to].join());

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

test("numbers too many for bars are lines, whose thickness does not depend on how many they are", () => {
  const many = new Float32Array(1000).fill(1);
  assert.equal(drawn(many).class, "numbers lines");
  assert.doesNotMatch(drawn(many).d, /[hz]/);
  assert.equal(drawn([1, 2]).class, "numbers");
  assert.match(drawn([1, 2]).d, /h40V50z/);
});

test("the scale reaches as far as any of the codes, also one of units that seldom fire", () => {
  assert.equal(reach(USUAL, [1, 2, 0]), 4);
  assert.equal(reach(USUAL, [1, 2, 0], Float32Array.of(0, -9, 0)), 9);
  assert.ok(reach(null, [0, 0]) > 0);
});
