import assert from "node:assert/strict";
import test from "node:test";

import { testDigits } from "../../../aedemo/web/data/digits.js";
import { feature, numbersOf, sample } from "../../../aedemo/web/data/features.js";
import { isFlat, NEIGHBOURS, space } from "../../../aedemo/web/data/spaces.js";
import { makeYours, yours } from "../../../aedemo/web/data/yours.js";
import { network } from "../../../aedemo/web/engine/network.js";
import { eigenvalues } from "../../../aedemo/web/maths/matrix.js";
import { near } from "../near.js";
import "../served.js";

test("a place on a map with a way back is decoded to what stands there", async () => {
  const { digit } = await sample();
  const [net, pca] = await Promise.all(["vae-2d", "pca-32"].map(network));
  const plane = await space("vae-2d", "any", 2);
  assert.equal(plane.rows.length, 2 * 2500);
  assert.deepEqual(plane.locate(digit(3)).place, net.encode(digit(3)));
  assert.deepEqual(plane.decode([1, -1]), net.decode([1, -1]));
  for (const size of [2, 3]) {
    const components = await space("pca", "any", size);
    const { place } = components.locate(digit(3));
    assert.deepEqual(place, pca.encode(digit(3)).slice(0, size));
    near(numbersOf(components, 3), place, 0.1);
    assert.deepEqual(components.decode([...place]), pca.decode([...place, ...Array(32 - size).fill(0)]));
  }
});

test("t-SNE puts a digit among its neighbours by code", async () => {
  const [{ digit, index }, { rows, size, of }] = await Promise.all([sample(), feature("vae")]);
  const { digit: anyDigit } = await testDigits();
  const map = await space("tsne", "vae", 3);
  assert.equal(map.decode, undefined);
  const code = of(anyDigit(1));
  const distances = Array.from({ length: 2500 }, (_, row) =>
    code.reduce((sum, value, at) => sum + (value - rows[row * size + at]) ** 2, 0),
  );
  const order = [...distances.keys()].sort((a, b) => distances[a] - distances[b]).slice(0, NEIGHBOURS);
  const total = order.reduce((sum, row) => sum + 1 / (distances[row] + 1e-9), 0);
  const expected = [0, 1, 2].map((axis) =>
    order.reduce((sum, row) => sum + map.rows[3 * row + axis] / (distances[row] + 1e-9) / total, 0),
  );
  const { place, neighbours } = map.locate(anyDigit(1));
  assert.deepEqual(neighbours, order);
  near(place, expected, 1e-9);
  // A digit of the sample is its own neighbour, by far the nearest.
  assert.equal(map.locate(digit(9)).neighbours[0], 9);
  assert.equal(index(9), 36);
});

// 784 pixels → so many sums of some of them, and back.
function own(size) {
  const weight = Float32Array.from(
    { length: size * 784 },
    (_, at) => ((at % 7) - 3) / 784 + (at % 784 < 400) / 99,
  );
  const turned = Float32Array.from({ length: size * 784 }, (_, at) => Math.sin(at));
  const code = { size, mean: Array(size).fill(0), std: Array(size).fill(1) };
  const networks = {
    encoder: [{ type: "flatten" }, { type: "linear", weight: "e" }],
    decoder: [{ type: "linear", weight: "d" }],
  };
  makeYours({
    config: { variant: "lab", code, networks },
    tensors: { e: { shape: [size, 784], data: weight }, d: { shape: [784, size], data: turned } },
  });
  return yours();
}

test("a code of the visitor's own of two numbers is the place, of one it lies on a line", async () => {
  const { digit } = await sample();
  for (const size of [1, 2]) {
    const net = own(size);
    assert.ok(isFlat("yours"));
    const there = await space("yours", "any", 3);
    const place = [...net.encode(digit(3)), 0].slice(0, 2);
    assert.deepEqual([there.size, there.rows.length], [2, 2 * 2500]);
    near(there.locate(digit(3)).place, place);
    near(numbersOf(there, 3), place, 1e-6);
    assert.deepEqual(there.decode([0.5, -1]), net.decode([0.5, -1].slice(0, size)));
  }
});

test("one of more numbers is seen along the directions in which the codes differ most", async () => {
  const { count, digit } = await sample();
  const net = own(5);
  assert.ok(!isFlat("yours"));
  const there = await space("yours", "any", 3);
  const codes = Array.from({ length: count }, (_, row) => net.encode(digit(row)));
  const mean = Array.from({ length: 5 }, (_, at) => codes.reduce((sum, code) => sum + code[at] / count, 0));
  const products = (a, b) => codes.reduce((sum, code) => sum + (code[a] - mean[a]) * (code[b] - mean[b]), 0);
  const strongest = eigenvalues(mean.map((_, a) => Float64Array.from(mean, (_, b) => products(a, b))));
  const along = (axis) => there.rows.reduce((sum, value, at) => sum + (at % 3 === axis ? value ** 2 : 0), 0);
  near([along(0), along(1)], strongest.slice(0, 2), 1e-3 * strongest[0]);
  near(there.locate(digit(3)).place, numbersOf(there, 3), 1e-5);
  near(there.decode([0, 0, 0]), net.decode(Float32Array.from(mean)), 1e-6);
  assert.equal((await space("yours", "any", 2)).rows.length, 2 * count);
});

test("a network whose codes are all the same has a map, too", async () => {
  const net = own(4);
  net.tensor("e").data.fill(0);
  const there = await space("yours", "any", 2);
  assert.ok(there.rows.every((value) => value === 0));
  assert.deepEqual(there.decode([1, 1]), net.decode([0, 0, 0, 0]));
});
