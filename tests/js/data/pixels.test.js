import assert from "node:assert/strict";
import test from "node:test";

import { gallery } from "../../../aedemo/web/data/digits.js";
import * as pixels from "../../../aedemo/web/data/pixels.js";
import { Pcg32 } from "../../../aedemo/web/maths/pcg32.js";
import stored from "../fixtures/pixels.json" with { type: "json" };
import { near } from "../near.js";
import "../served.js";

const EVERY = 37; // pixel is in the fixtures: python -m tests.js.fixtures
const some = (picture) => picture.filter((_, at) => at % EVERY === 0);
const digits = (await gallery()).map((each) => each.pixels);
const noisy = (kind, level = 0.35, seed = 2 ** 31 + 7) => pixels.corrupt(digits[0], kind, level, seed);
const grey = new Float32Array(784).fill(0.5);
const share = (picture, test) => picture.filter(test).length / picture.length;

test("the same seed gives the noise that Python gives, another seed another", () => {
  for (const [kind, expected] of Object.entries(stored.noisy)) {
    near(some(noisy(kind)), expected, 2e-6);
    assert.notDeepEqual(noisy(kind, 0.35, 1), noisy(kind));
    assert.deepEqual(noisy(kind, 0), digits[0], "of level 0 is none");
  }
});

test("noise is as strong as its level says", () => {
  const of = (kind, level) => pixels.corrupt(grey, kind, level, 3);
  const gaussian = of("gaussian", 0.1);
  const variance = gaussian.reduce((sum, value) => sum + (value - 0.5) ** 2 / 784, 0);
  near(Math.sqrt(variance), 0.1, 0.01);
  near(
    share(of("masking", 0.4), (value) => value === 0),
    0.4,
    0.05,
  );
  const salted = of("salt-and-pepper", 0.4);
  near(
    [0, 1].map((end) => share(salted, (value) => value === end)),
    [0.2, 0.2],
    0.05,
  );
  assert.ok(of("gaussian", 1).every((value) => value >= 0 && value <= 1));
});

test("the median is the middle of nine, and that of SciPy", () => {
  const picture = noisy("gaussian");
  near(some(pixels.median(picture)), stored.median, 2e-6);
  const inside = (i) => Math.min(27, Math.max(0, i));
  const expected = picture.map((_, at) => {
    const around = [-1, 0, 1].flatMap((dy) =>
      [-1, 0, 1].map((dx) => picture[inside(Math.floor(at / 28) + dy) * 28 + inside((at % 28) + dx)]),
    );
    return around
      .filter((value) => around.filter((other) => other < value).length <= 4)
      .sort((a, b) => b - a)[0];
  });
  near(pixels.median(picture), expected);
});

function variation(picture) {
  let sum = 0;
  picture.forEach((value, at) => {
    const right = at % 28 < 27 ? picture[at + 1] - value : 0;
    const below = at < 756 ? picture[at + 28] - value : 0;
    sum += Math.hypot(right, below);
  });
  return sum;
}

test("total variation is that of scikit-image, and the least that it minimises", () => {
  const picture = noisy("gaussian");
  const smooth = pixels.totalVariation(picture, 0.12);
  near(some(smooth), stored.totalVariation, 1e-4);
  assert.ok(variation(smooth) < variation(picture) / 2);
  const energy = (u) => (784 * pixels.squaredError(u, picture)) / 0.24 + variation(u);
  const random = new Pcg32(4);
  for (const size of [0.003, 0.03]) {
    for (let round = 0; round < 5; round++) {
      const noise = random.normal(784);
      assert.ok(energy(smooth) < energy(smooth.map((value, at) => value + size * noise[at])));
    }
  }
  near(pixels.totalVariation(grey, 0.12), grey, 1e-6);
});

test("errors in numbers that are known", () => {
  const other = grey.map((value) => value + 0.1);
  near([pixels.squaredError(grey, other), pixels.psnr(grey, other)], [0.01, 20], 1e-5);
  assert.equal(pixels.psnr(grey, grey), Infinity);
  near([-0.5, 0, 0.3, 1, 7].map(pixels.clip), [0, 0, 0.3, 1, 1]);
  near(pixels.difference(Float32Array.of(-1, 0.25, 2), [0.5, 0.5, 0.5]), [-0.5, -0.25, 0.5]);
});

test("shapes are softened by a Gaussian of 1.4 pixels, up to the border", () => {
  const random = new Pcg32(5);
  const [a, b] = [1, 2].map(() => Float32Array.from(random.uniform(784)));
  const soft = (picture) =>
    picture.map((_, to) =>
      picture.reduce((sum, value, from) => {
        const [dx, dy] = [(from % 28) - (to % 28), Math.floor(from / 28) - Math.floor(to / 28)];
        return sum + value * Math.exp(-(dx * dx + dy * dy) / (2 * 1.4 ** 2));
      }, 0),
    );
  const product = (x, y) => x.reduce((sum, value, at) => sum + value * y[at], 0);
  const [u, v] = [soft(a), soft(b)];
  near(pixels.shapeError(a, b), 1 - product(u, v) / Math.sqrt(product(u, u) * product(v, v)), 1e-5);
});

test("how much shapes differ is what Python says, and does not depend on brightness", () => {
  const errors = stored.shapeErrors.map((_, at) => pixels.shapeError(digits[0], digits[at]));
  near(errors, stored.shapeErrors, 2e-6);
  near(
    pixels.shapeError(
      digits[1],
      digits[1].map((value) => value / 3),
    ),
    0,
    1e-6,
  );
  near(pixels.shapeError(new Float32Array(784), digits[1]), 1);
});

test("cross-entropy is that of coins: nothing if they are sure and right, ln 2 a pixel if they are fair", () => {
  const black = new Float32Array(784);
  near(pixels.crossEntropy(black, black), 0, 1e-3);
  near(pixels.crossEntropy(grey, digits[0]), 784 * Math.LN2, 1e-9);
  const biased = new Float64Array(784).fill(0.2);
  const throws = -(0.3 * Math.log(0.2) + 0.7 * Math.log(0.8));
  near(pixels.crossEntropy(biased, new Float64Array(784).fill(0.3)), 784 * throws, 1e-9);
  assert.ok(Number.isFinite(pixels.crossEntropy(black, new Float32Array(784).fill(1))));
});
