// A step in slow motion is a step like any other, and what is said of its weights is what happens to them.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import test from "node:test";
import { gunzipSync } from "node:zlib";

import { slowStep } from "../../../aedemo/web/engine/learning/slow.js";
import { memory, Trainer } from "../../../aedemo/web/engine/learning/trainer.js";
import { described } from "../../../aedemo/web/state/lab/description.js";
import { updated } from "../../../aedemo/web/state/lab/update.js";
import { kernels } from "../kernels.js";

const DIGITS = new URL("../../../aedemo/data/t10k-images-idx3-ubyte.gz", import.meta.url);
const images = new Uint8Array(gunzipSync(await readFile(DIGITS))).subarray(16);
const make = await kernels();
const SMALL = { digits: 200, batch: 20, epochs: 3, hidden: [12], code: 6 };
const BEFORE = 11; // steps: past an epoch, with its evaluation

const begin = (values) => {
  const { description, wrong } = described({ ...SMALL, ...values });
  assert.deepEqual(wrong, []);
  return new Trainer(description, images, make(memory(description)));
};
const steps = (trainer, count) => Array.from({ length: count }, () => trainer.step());

const KINDS = {
  sgd: { optimiser: "sgd", rate: 2, noise: "gaussian" },
  momentum: { optimiser: "momentum", rate: 0.5, schedule: "cosine" },
  rmsprop: { optimiser: "rmsprop", dropout: 0.2 },
  adam: { optimiser: "adam", schedule: "one-cycle", variational: true },
  adamw: { optimiser: "adamw", weight_decay: 0.5, clip: 0.01, batch_norm: true },
  kernels: { network: "convolutional", channels: [4], kernel: 4, l2_weights: 0.001 },
};

for (const [name, values] of Object.entries(KINDS))
  test(`${name}: a step in slow motion leaves the curve as it is, and its lines lead to the new weights`, () => {
    const usual = steps(begin(values), BEFORE + 3);
    const trainer = begin(values);
    const before = steps(trainer, BEFORE);
    const slow = slowStep(trainer);
    assert.deepEqual([...before, slow.told, ...steps(trainer, 2)], usual);

    for (let at = 0; at < slow.weights.length; at++) {
      const moments = Object.fromEntries(Object.entries(slow.moments).map(([key, held]) => [key, held[at]]));
      const weight = {
        step: slow.told.step,
        rate: slow.rate,
        weight: slow.weights[at],
        gradient: slow.gradients[at],
        moments,
      };
      const { name: last, value } = updated(trainer.description, weight).at(-1);
      assert.equal(last, "w");
      assert.ok(Math.abs(value - slow.changed[at]) <= 2e-7 * Math.max(1, Math.abs(value)), `weight ${at}`);
    }
    assert.ok(slow.weights.some((value, at) => value !== slow.changed[at]));
    if (trainer.description.noise !== "none") return;
    const { pictures, error, derivatives } = slow.before;
    const away = pictures.map((value, at) => value - slow.input[at]);
    const mean = away.reduce((sum, value) => sum + value ** 2, 0) / away.length;
    assert.ok(Math.abs(error - mean) < 1e-6 * mean);
    away.forEach((value, at) => assert.ok(Math.abs(derivatives[at] - (2 * value) / away.length) < 1e-9));
  });
