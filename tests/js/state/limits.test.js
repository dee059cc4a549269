// What the page says of a training before it begins.

import assert from "node:assert/strict";
import test from "node:test";

import { described, FIELDS } from "../../../aedemo/web/state/lab/description.js";
import { effort, tooMuch } from "../../../aedemo/web/state/lab/limits.js";

const of = (values) => described(values).description;
const seconds = (values) => effort(of(values)).seconds;

test("what is more of anything takes longer", () => {
  const start = seconds({});
  assert.ok(start > 0);
  for (const values of [
    { digits: 4000 },
    { hidden: [256, 64] },
    { noise: "masking" },
    { batch: FIELDS.batch.least }, // as many digits, but more steps
    { network: "convolutional" },
  ])
    assert.ok(seconds(values) > start, JSON.stringify(values));
  assert.ok(seconds({ noise: "gaussian" }) > seconds({ noise: "masking" }));
  assert.ok(Math.abs(seconds({ epochs: 20 }) / start - 2) < 1e-12);
});

test("what takes too long is offered fewer epochs, or none where one is too long already", () => {
  const long = { hidden: [1024, 1024], digits: 8000, epochs: 100 };
  const [{ name, rule, values }] = tooMuch(of(long));
  assert.deepEqual([name, rule], ["epochs", "too_long"]);
  assert.deepEqual(tooMuch(of({ ...long, epochs: values.fitting })), []);
  assert.equal(tooMuch(of({ ...long, epochs: values.fitting + 1 })).length, 1);
});

test("what is too much at all is said to be", () => {
  const largest = { network: "convolutional", channels: [64], kernel: 6, code: 1024, variational: true };
  const found = tooMuch(of({ ...largest, digits: 8000, batch: FIELDS.batch.least }));
  assert.deepEqual(
    found.map(({ name, rule }) => [name, rule]),
    [
      ["epochs", "too_long_once"],
      ["batch", "too_large_at_all"],
    ],
  );
});

test("a batch that takes too much memory is offered the largest that will do", () => {
  const wide = { network: "convolutional", channels: [64, 64], kernel: 6, batch: 512, batch_norm: true };
  const [{ name, rule, values }] = tooMuch(of(wide));
  assert.deepEqual([name, rule], ["batch", "too_large"]);
  const left = (batch) => tooMuch(of({ ...wide, batch })).map((each) => each.rule);
  assert.deepEqual(left(values.fitting), []);
  assert.deepEqual(left(values.fitting + 2), ["too_large"]);
});
