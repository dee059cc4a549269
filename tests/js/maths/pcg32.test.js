import assert from "node:assert/strict";
import test from "node:test";

import { Pcg32 } from "../../../aedemo/web/maths/pcg32.js";
import { near } from "../near.js";

// PCG32 as it is published (O'Neill 2014), with a choice of stream: `count` numbers of 32 bits.
function published(seed, increment, count) {
  const wrap = (x) => x & ((1n << 64n) - 1n);
  const step = (state) => wrap(state * 6364136223846793005n + increment);
  let state = step(wrap(step(0n) + seed));
  return Array.from({ length: count }, () => {
    const mixed = Number((((state >> 18n) ^ state) >> 27n) & 0xffffffffn);
    const turn = Number(state >> 59n);
    state = step(state);
    return ((mixed >>> turn) | (mixed << (32 - turn || 32))) >>> 0;
  });
}

const STREAM = 1442695040888963407n;
const integers = (seed, count) => [...new Pcg32(seed).uniform(count)].map((x) => x * 2 ** 32);

test("the sequence is the published one", () => {
  // As pcg32-demo prints it for pcg32_srandom(42, 54).
  const demo = [0xa15c02b7, 0x7b47f409, 0xba1d3330, 0x83d2f293, 0xbfa4784b, 0xcbed606e];
  assert.deepEqual(published(42n, (54n << 1n) | 1n, 6), demo, "of this test itself");
  for (const seed of [0, 1, 42, 2 ** 32 - 1, 2 ** 53 - 1])
    assert.deepEqual(integers(seed, 100), published(BigInt(seed), STREAM, 100), `seed ${seed}`);
});

test("the numbers are those of Python", () => {
  // python -c "from aedemo.data.pcg32 import Pcg32; print(Pcg32(42).uniform(4) * 2**32)"
  assert.deepEqual(integers(42, 4), [3270867926, 1795671209, 1924641435, 1143034755]);
  // python -c "from aedemo.data.pcg32 import Pcg32; print(list(Pcg32(12345).normal(5)))"
  const normal = [
    -0.12215200266548897, -1.486837392206151, -0.6401536410207332, -0.2841439201609284, 1.4270975616218065,
  ];
  near(new Pcg32(12345).normal(5), normal, 1e-15);
});

test("uniform numbers fill [0, 1) evenly", () => {
  const numbers = new Pcg32(3).uniform(20_000);
  assert.ok(numbers.every((x) => x >= 0 && x < 1));
  const shares = Array(10).fill(0);
  for (const x of numbers) shares[Math.floor(10 * x)] += 1 / numbers.length;
  near(shares, Array(10).fill(0.1), 0.01);
});

test("normal numbers have mean 0 and variance 1, and a shorter list is how a longer one begins", () => {
  const numbers = new Pcg32(4).normal(20_001);
  const mean = numbers.reduce((sum, x) => sum + x / numbers.length, 0);
  const variance = numbers.reduce((sum, x) => sum + (x - mean) ** 2 / numbers.length, 0);
  near([mean, variance], [0, 1], 0.03);
  for (const count of [0, 1, 2, 7]) near(new Pcg32(4).normal(count), numbers.subarray(0, count));
});
