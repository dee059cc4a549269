import assert from "node:assert/strict";
import { test } from "node:test";

import { described } from "../../../aedemo/web/state/lab/description.js";
import { evidence } from "../../../aedemo/web/tabs/lab/evidence.js";
import { Run } from "../../../aedemo/web/tabs/lab/run.js";

const run = (values = {}) =>
  new Run(described({ digits: 200, batch: 100, epochs: 3, ...values }).description);
/** @type {(run: any, errors: number[], held: Record<number, number>) => void} */
const learn = (run, errors, held) =>
  errors.forEach((reconstruction, at) =>
    run.told.push({ step: at + 1, reconstruction, ...(held[at + 1] && { held_out: held[at + 1] }) }),
  );

test("before the first pass is over there is no error to tell", () => {
  const some = run();
  learn(some, [0.9], {});
  const { steps, passes, held_out: held, training, gap, nats, magnitudes } = evidence(some);
  assert.deepEqual(
    [steps, passes, held, training, gap, nats, magnitudes],
    [1, 0, null, null, null, null, null],
  );
});

test("the training error is that of the last whole pass, the gap how much larger the held-out one is", () => {
  const some = run();
  learn(some, [0.9, 0.8, 0.3, 0.1, 0.7], { 2: 0.5, 4: 0.4 });
  const { passes, held_out: held, training, gap } = evidence(some);
  assert.deepEqual([passes, held, training, gap], [2, 0.4, 0.2, 2]);
});

test("a loss that is no number leaves no error, and settings are told beside what came of them", () => {
  const some = run({ hidden: [30, 20] });
  learn(some, [0.9, 0.8], { 2: 0.5 });
  some.finite = false;
  const { diverged, held_out: held, layers, batch } = evidence(some);
  assert.deepEqual([diverged, held, layers, batch], [true, null, 2, 100]);
});

test("a step of plain gradient descent is told in the weight that is followed, and in no other", () => {
  const slow = { rate: 10, weights: [1, 2], gradients: [0.1, -0.05], changed: [0, 2.5] };
  const told = (/** @type {any} */ values, /** @type {any} */ taken) => {
    const some = Object.assign(run(values), { slow: taken });
    const { weight, eta, derivative, moved } = evidence(some, 1);
    return [weight, eta, derivative, moved];
  };
  assert.deepEqual(told({ optimiser: "sgd" }, slow), [2, 10, -0.05, 2.5]);
  for (const [values, taken] of [
    [{ optimiser: "adam" }, slow],
    [{ optimiser: "sgd", clip: 1 }, slow],
    [{ optimiser: "sgd" }, undefined],
  ])
    assert.deepEqual(told(values, taken), [null, null, null, null]);
});

test("how far the gradient has vanished is told in powers of ten, and nothing if it is zero", () => {
  const some = run();
  const view = (/** @type {number} */ first) => ({ step: 1, gradients: [{ norm: first }, { norm: 1e-2 }] });
  some.views = [view(2e-9)];
  assert.equal(evidence(some).magnitudes, 7);
  some.views = [view(0)];
  assert.equal(evidence(some).magnitudes, null);
});
