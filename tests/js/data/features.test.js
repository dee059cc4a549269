import assert from "node:assert/strict";
import test from "node:test";

import { sampleCodes, SAMPLE_EVERY } from "../../../aedemo/web/data/codes.js";
import { testDigits } from "../../../aedemo/web/data/digits.js";
import { best, feature, measured, numbersOf, sample } from "../../../aedemo/web/data/features.js";
import { FEATURES } from "../../../aedemo/web/data/variants.js";
import { network } from "../../../aedemo/web/engine/network.js";
import { near } from "../near.js";
import "../served.js";

test("the sample is every fourth test digit", async () => {
  const [{ count, index, digit, label, labelOf, rowOf }, all] = await Promise.all([sample(), testDigits()]);
  assert.equal(count * SAMPLE_EVERY, all.count);
  for (const row of [0, 1, 77, count - 1]) {
    assert.deepEqual(digit(row), all.digit(index(row)));
    assert.equal(label(row), labelOf(index(row)));
    assert.equal(rowOf(index(row)), row);
  }
  assert.deepEqual([rowOf(1), labelOf(1)], [-1, all.label(1)]);
});

test("the shipped codes are those of the sample, up to the steps they are rounded to", async () => {
  const { digit } = await sample();
  for (const name of ["convolutional", "vae-2d", "pca-32"]) {
    const [net, { count, size, codes, tsne2, tsne3 }] = await Promise.all([network(name), sampleCodes(name)]);
    assert.deepEqual([codes.length, tsne2.length, tsne3.length], [count * size, 2 * count, 3 * count]);
    for (const row of [0, 1000, 2499]) {
      const stored = numbersOf({ rows: codes, size }, row);
      const column = (at) => codes.filter((_, place) => place % size === at);
      net.encode(digit(row)).forEach((value, at) => {
        if (at > 4) return;
        const all = column(at);
        near(stored[at], value, (0.5 * (Math.max(...all) - Math.min(...all))) / 255 + 1e-4);
      });
    }
    assert.ok(tsne2.every((place) => Math.abs(place) <= 1.001));
  }
});

test("features describe the sample and any digit alike", async () => {
  const { digit, count } = await sample();
  const pixels = await feature("pixels");
  assert.equal(pixels.count, count);
  for (const row of [0, 33]) {
    assert.deepEqual(numbersOf(pixels, row), digit(row));
    assert.deepEqual(pixels.of(digit(row)), digit(row));
    assert.deepEqual(pixels.decode(digit(row)), digit(row));
  }
  const [codes, net] = await Promise.all([feature("dense"), network("dense")]);
  assert.deepEqual(codes.of(digit(5)), net.encode(digit(5)));
  near(numbersOf(codes, 5), codes.of(digit(5)), 0.1);
});

test("the best is the first with the largest value", () => {
  assert.equal(
    best(["a", "bb", "cc"], (name) => name.length),
    "bb",
  );
});

test("what was measured is there for every feature of the page", async () => {
  const { features } = await measured("labels");
  for (const name of FEATURES) assert.ok(features[name], name);
  await assert.rejects(measured("nothing"), /404/);
});
