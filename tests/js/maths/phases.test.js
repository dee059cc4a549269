import assert from "node:assert/strict";
import test from "node:test";

import { Pcg32 } from "../../../aedemo/web/maths/pcg32.js";
import * as phases from "../../../aedemo/web/maths/phases.js";
import { near } from "../near.js";

const random = (size, seed) => new Pcg32(seed).normal(size * size);
const square = (numbers) => {
  const size = Math.sqrt(numbers.length);
  return Array.from({ length: size }, (_, row) => [...numbers.slice(row * size, (row + 1) * size)]);
};
const blank = (size) => Array.from({ length: size }, () => Array(size).fill(0));
const spread = (rows) => Math.max(...rows.flat()) - Math.min(...rows.flat());

// The transposed convolution of a square image, with nothing cut off.
function deconvolve(image, taps, stride) {
  const kernel = square(taps);
  const result = blank((image.length - 1) * stride + kernel.length);
  image.forEach((line, y) =>
    line.forEach((level, x) =>
      kernel.forEach((row, dy) =>
        row.forEach((tap, dx) => (result[y * stride + dy][x * stride + dx] += level * tap)),
      ),
    ),
  );
  return result;
}

// One period of what a constant image of ones becomes, away from the border.
function inside(taps, stride) {
  const image = blank(16).map((row) => row.fill(1));
  const period = (list) => list.slice(8 * stride, 9 * stride);
  return period(deconvolve(image, taps, stride)).map(period);
}

const enlarged = (image, stride) =>
  blank(image.length * stride).map((row, y) =>
    row.map((_, x) => image[Math.floor(y / stride)][Math.floor(x / stride)]),
  );

test("the sums of the phases are what a constant image becomes", () => {
  assert.deepEqual([...phases.phaseSums([1, 2, 3, 4, 5, 6, 7, 8, 9], 2)], [20, 10, 10, 5]);
  for (const [size, stride] of [
    [3, 2],
    [4, 2],
    [5, 3],
    [1, 4],
    [7, 4],
    [3, 1],
  ]) {
    const kernel = random(size, size);
    near(phases.phaseSums(kernel, stride), inside(kernel, stride).flat(), 1e-12);
  }
});

test("balanced phases leave a constant image constant, as bright as before; twice is the same as once", () => {
  for (const stride of [1, 2, 3, 4]) {
    for (const times of [1, 2, 3]) {
      const kernel = random(stride * times, 10 * stride + times);
      const balanced = phases.balancePhases(kernel, stride);
      const mean = kernel.reduce((a, b) => a + b) / stride ** 2;
      near(inside(balanced, stride), Array(stride ** 2).fill(mean), 1e-12);
      near(phases.balancePhases(balanced, stride), balanced, 1e-12);
      // What is taken off a tap is the same for all taps of its phase.
      const taken = square(kernel.map((tap, at) => tap - balanced[at]));
      taken.forEach((row, y) => row.forEach((off, x) => near(off, taken[y % stride][x % stride], 1e-12)));
      assert.ok(stride === 1 || spread(inside(kernel, stride)) > 0.1, "the kernel was not balanced before");
    }
  }
});

// Of a kernel: size and stride.
const SHAPES = [
  [3, 2],
  [4, 3],
  [1, 2],
  [5, 4],
];

test("resizing and then convolving is one transposed convolution", () => {
  for (const [size, stride] of SHAPES) {
    const [kernel, image] = [random(size, size), square(random(6, 9))];
    const whole = deconvolve(enlarged(image, stride), kernel, 1); // of stride 1: a convolution
    near(deconvolve(image, phases.resizeThenConvolve(kernel, stride), stride), whole, 1e-12);
  }
});

test("a sub-pixel convolution whose filters are alike is enlarging what one of them gives", () => {
  for (const [size, stride] of SHAPES) {
    const [kernel, image] = [random(size, size), square(random(6, 9))];
    const shuffled = enlarged(deconvolve(image, kernel, 1), stride);
    near(deconvolve(image, phases.subPixel(kernel, stride), stride), shuffled, 1e-12);
  }
});

test("scaling keeps the mean grey, and the shape of the kernel", () => {
  const kernel = random(5, 1).map(Math.abs);
  const kept = phases.keepMean(kernel, 2);
  near(
    inside(kept, 2)
      .flat()
      .reduce((a, b) => a + b) / 4,
    1,
    1e-12,
  );
  near(
    kept.map((tap) => tap / kept[0]),
    kernel.map((tap) => tap / kernel[0]),
    1e-12,
  );
});
