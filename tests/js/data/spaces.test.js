import assert from "node:assert/strict";
import test from "node:test";

import { testDigits } from "../../../aedemo/web/data/digits.js";
import { feature, numbersOf, sample } from "../../../aedemo/web/data/features.js";
import { NEIGHBOURS, space } from "../../../aedemo/web/data/spaces.js";
import { network } from "../../../aedemo/web/engine/network.js";
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
