import assert from "node:assert/strict";
import test from "node:test";

import { minimise } from "../../../aedemo/web/maths/lbfgs.js";
import { near } from "../near.js";

// Runs a generator to its end; how often it paused, and what it returned.
function finish(generator) {
  for (let pauses = 0; ; pauses++) {
    const { done, value } = generator.next();
    if (done) return { pauses, value };
  }
}

test("a quadratic function, however narrow its valley, is at its least in the middle", () => {
  const [middle, steep] = [
    [3, -2, 0.5, 7],
    [1, 100, 0.01, 10],
  ];
  const { value, pauses } = finish(
    minimise(4, function* (place) {
      yield;
      const off = place.map((x, i) => x - middle[i]);
      return {
        loss: off.reduce((sum, x, i) => sum + (steep[i] * x * x) / 2, 0),
        slope: off.map((x, i) => steep[i] * x),
      };
    }),
  );
  near(value, middle, 1e-4);
  assert.ok(pauses > 1 && pauses < 100, `paused ${pauses} times`);
});

test("Rosenbrock's banana", () => {
  const { value } = finish(
    // eslint-disable-next-line require-yield
    minimise(2, function* ([x, y]) {
      return {
        loss: (1 - x) ** 2 + 100 * (y - x * x) ** 2,
        slope: Float64Array.of(-2 * (1 - x) - 400 * x * (y - x * x), 200 * (y - x * x)),
      };
    }),
  );
  near(value, [1, 1], 1e-5);
});

test("where the slope is flat, it stays", () => {
  const { value } = finish(
    // eslint-disable-next-line require-yield
    minimise(3, function* () {
      return { loss: 1, slope: new Float64Array(3) };
    }),
  );
  near(value, [0, 0, 0]);
});
