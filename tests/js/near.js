// Numbers are compared up to rounding.

import assert from "node:assert/strict";

/** Fails if two numbers, or two lists of them, lie further apart than `tolerance` anywhere. */
export function near(actual, expected, tolerance = 1e-12) {
  const [found, wanted] = [flat(actual), flat(expected)];
  assert.equal(found.length, wanted.length, "as many numbers");
  found.forEach((value, at) => {
    const close = value === wanted[at] || Math.abs(value - wanted[at]) <= tolerance;
    assert.ok(close, `number ${at} is ${value}, not ${wanted[at]} ± ${tolerance}`);
  });
}

const flat = (value) => (typeof value === "number" ? [value] : [...value].flatMap(flat));
