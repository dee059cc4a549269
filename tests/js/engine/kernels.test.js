// Each kernel in WebAssembly against its twin in JavaScript, which runs in double precision.

import assert from "node:assert/strict";
import { test } from "node:test";
import { compiled } from "../../../aedemo/web/engine/kernels/kernels.js";
import { script } from "../../../aedemo/web/engine/kernels/script.js";
import { Pcg32 } from "../../../aedemo/web/maths/pcg32.js";
import { kernels } from "../kernels.js";

const make = await kernels();
const CLOSE = 1e-6; // of the largest number
const BESIDE = 7;

/** @typedef {{ random?: (random: Pcg32, count: number) => ArrayLike<number>, size: number, out?: boolean }} Array */

const normal = (random, count) => random.normal(count);
const share = (random, count) => random.uniform(count);
const positive = (random, count) => random.normal(count).map(Math.abs);
const given = (size, random = normal) => ({ size, random });
const out = (size) => ({ size, out: true });
const both = (size, random = normal) => ({ size, random, out: true });

// The kernel, its arrays and numbers in their order. Odd sizes, so that nothing is a multiple of four.
const CASES = {
  "gemm, rows times columns": ["gemm", 13, 11, 7, given(91), 7, 1, given(77), 11, 1, out(143), 11, 0],
  "gemm, A transposed": ["gemm", 9, 17, 5, given(45), 1, 9, given(85), 17, 1, out(153), 17, 0],
  "gemm, B transposed, added": ["gemm", 6, 9, 13, given(78), 13, 1, given(117), 1, 13, both(54), 9, 1],
  "gemm, larger than its blocks": [
    "gemm",
    131,
    517,
    259,
    given(131 * 259),
    259,
    1,
    given(259 * 517),
    517,
    1,
    out(131 * 517),
    517,
    0,
  ],
  "gemm, within wider rows": ["gemm", 5, 6, 4, given(20), 4, 1, given(24), 6, 1, both(50), 10, 0],
  fillRows: ["fillRows", out(21), given(3), 3, 7],
  fillColumns: ["fillColumns", out(21), given(7), 3, 7],
  sumRows: ["sumRows", out(3), given(3 * 1031), 3, 1031],
  sumColumns: ["sumColumns", out(7), given(21), 3, 7],
  swap: ["swap", out(30), given(30), 2, 3, 5],
  "swap, single numbers": ["swap", out(91), given(91), 13, 7, 1],
  multiply: ["multiply", out(9), given(9), given(9), 9],
  scale: ["scale", both(9), 0.3, 9],
  squares: ["squares", given(1031), 1031],
  absolutes: ["absolutes", given(1031), 1031],
  rectify: ["rectify", out(9), given(9), 0.1, 9],
  rectifyBack: ["rectifyBack", out(9), given(9), given(9), 0.1, 9],
  sigmoid: [
    "sigmoid",
    out(1031),
    given(1031, (random, count) => random.normal(count).map((x) => 20 * x)),
    1031,
  ],
  sigmoidBack: ["sigmoidBack", out(9), given(9), given(9, share), 9],
  tanh: ["tanh", out(1031), given(1031, (random, count) => random.normal(count).map((x) => x ** 3)), 1031],
  tanhBack: ["tanhBack", out(9), given(9), given(9, share), 9],
  mse: ["mse", out(1031), given(1031), given(1031), 1031],
  absolute: ["absolute", out(1031), given(1031), given(1031), 1031],
  crossEntropy: ["crossEntropy", out(1031), given(1031, share), given(1031, share), 1031],
  "crossEntropy at its ends": [
    "crossEntropy",
    out(3),
    given(3, () => [0, 1, 0.5]),
    given(3, () => [1, 0, 0]),
    3,
  ],
  sgd: ["sgd", both(9), given(9), 9, 0.1],
  momentum: ["momentum", both(9), given(9), both(9), 9, 0.1, 0.9],
  rmsprop: ["rmsprop", both(9), given(9), both(9, positive), 9, 0.1, 0.99, 1e-8],
  adam: ["adam", both(9), given(9), both(9), both(9, positive), 9, 0.9, 0.999, 1e-8, 1e-3, 0.1, 0.99],
  penalise: ["penalise", both(9), given(9), 9, 0.1, 0.2],
  normalise: [
    ...["normalise", out(21), out(21), given(21), given(3), given(3), out(3), out(3), out(3)],
    ...[3, 7, 1e-5],
  ],
  normaliseBack: [
    ...["normaliseBack", out(21), given(21), given(21), given(3), given(3, positive), out(3), out(3)],
    ...[3, 7],
  ],
  affine: ["affine", out(21), given(21), given(3), given(3), 3, 7],
  unfold: ["unfold", out(2 * 9 * 2 * 12), given(2 * 3 * 35), 2, 3, 7, 5, 3, 2, 1, 4, 3, 1, 3],
  "unfold, windows beyond the edge": ["unfold", out(25 * 4 * 4), given(4), 1, 1, 2, 2, 5, 1, 3, 4, 4, 0, 1],
  "unfold, longer lines": ["unfold", out(16 * 80), given(374), 1, 2, 17, 11, 4, 2, 1, 8, 5, 0, 2],
  "unfold, every place": ["unfold", out(9 * 45), given(45), 1, 1, 5, 9, 3, 1, 1, 5, 9, 0, 1],
  fold: ["fold", both(2 * 3 * 35), given(2 * 9 * 2 * 12), 2, 3, 7, 5, 3, 2, 1, 4, 3, 1, 3],
  "fold, windows beyond the edge": ["fold", both(4), given(25 * 4 * 4), 1, 1, 2, 2, 5, 1, 3, 4, 4, 0, 1],
  "fold, longer lines": ["fold", both(374), given(16 * 80), 1, 2, 17, 11, 4, 2, 1, 8, 5, 0, 2],
  "fold, wide windows": ["fold", both(234), given(50 * 35), 2, 1, 9, 13, 5, 2, 2, 5, 7, 0, 1],
};

/**
 * What a kernel makes of the same numbers: its own, and those of its arrays that it writes to. Each array is
 * part of a larger one: beside what is read there are no numbers, beside what is written others that stay.
 */
function run(k, [name, ...words]) {
  const random = new Pcg32(1);
  const [outs, beside] = [[], []];
  const filled = words.map((word) => {
    if (typeof word === "number") return word;
    const whole = k.floats(word.size + 8).fill(word.out ? BESIDE : NaN);
    const array = whole.subarray(4, 4 + word.size).fill(0);
    if (word.out) beside.push(whole.subarray(0, 4), whole.subarray(4 + word.size));
    // Both sides begin with the same numbers in single precision.
    if (word.random) array.set(Float32Array.from(word.random(random, word.size)));
    if (word.out) outs.push(array);
    return array;
  });
  const value = k[name](...filled);
  for (const numbers of beside)
    assert.ok(
      numbers.every((number) => number === BESIDE),
      `${name} writes beside an array`,
    );
  return [...outs.map((array) => [...array]), ...(value === undefined ? [] : [[value]])];
}

for (const [name, words] of Object.entries(CASES)) {
  test(`${name}: wasm against JavaScript`, () => {
    const [found, wanted] = [run(make(1e6), words), run(script(Float64Array), words)];
    found.forEach((numbers, which) => {
      const largest = Math.max(...wanted[which].map(Math.abs));
      numbers.forEach((number, at) =>
        assert.ok(
          Math.abs(number - wanted[which][at]) <= CLOSE * largest,
          `${which}, ${at}: ${number} for ${wanted[which][at]}`,
        ),
      );
    });
  });
}

test("digits are gathered as shares of 255, the same on both sides", () => {
  const bytes = Uint8Array.from({ length: 14 }, (_, at) => 255 - 19 * at);
  const [found, wanted] = [make(1e4), script()].map((k) => {
    const y = k.floats(21);
    k.gather(y, k.bytes(bytes), k.bytes(Int32Array.of(1, 0, 1)), 3, 7);
    return [...y];
  });
  assert.deepEqual(found, wanted);
  const shares = [...bytes].map((byte) => Math.fround(byte / 255));
  assert.deepEqual(wanted, [...shares.slice(7), ...shares]);
});

test("what is no number stays none, so that a training that has diverged is seen", () => {
  for (const k of [make(1e4), script()]) {
    for (const size of [1, 9]) {
      const [y, dy, x] = [k.floats(size).fill(NaN), k.floats(size), k.floats(size)];
      for (const loss of ["mse", "absolute", "crossEntropy"])
        assert.ok(Number.isNaN(k[loss](dy, y, x, size)));
      for (const bend of ["sigmoid", "tanh"]) {
        k[bend](dy, y, size);
        assert.ok(dy.every(Number.isNaN), bend);
      }
      k.rectify(dy, y, 0, size);
      assert.ok(dy.every(Number.isNaN));
    }
  }
});

test("a sigmoid far on the wrong side costs as much as a cross-entropy may, which is 100", () => {
  for (const k of [make(1e4), script()]) {
    const [y, dy, x] = [k.floats(4), k.floats(4), k.floats(4)];
    x.set([-200, 200, -1e30, Infinity]);
    k.sigmoid(y, x, 4);
    x.set([1, 0, 1, 0]);
    assert.equal(k.crossEntropy(dy, y, x, 4), 100);
  }
});

test("both sides have the same kernels", () => {
  assert.deepEqual(Object.keys(make(0)).sort(), Object.keys(script()).sort());
});

test("arrays beyond the memory that was asked for are refused", () => {
  assert.throws(() => make(1e5).floats(1e7), RangeError);
});

test("where WebAssembly is refused it is JavaScript that computes", async () => {
  const k = (await compiled(new Uint8Array([0, 1, 2])))(0);
  assert.equal(k.kind, "script");
  assert.equal(make(0).kind, "wasm");
});
