// The page's trainings against those of PyTorch, in fixtures/lab.json: python -m tests.js.lab_fixtures

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import test from "node:test";
import { gunzipSync } from "node:zlib";

import { compiled } from "../../../aedemo/web/engine/kernels/kernels.js";
import { script } from "../../../aedemo/web/engine/kernels/script.js";
import { Trainer } from "../../../aedemo/web/engine/learning/trainer.js";
import { described } from "../../../aedemo/web/state/lab/description.js";
import stored from "../fixtures/lab.json" with { type: "json" };

const MEMORY = 2 ** 26;
const SPREADS = 10; // of PyTorch from itself
const AEDEMO = new URL("../../../aedemo/", import.meta.url);
const file = (path) => readFile(new URL(path, AEDEMO));
const images = new Uint8Array(gunzipSync(await file("data/t10k-images-idx3-ubyte.gz"))).subarray(16);
const wasm = await compiled(await file("web/engine/kernels/kernels.wasm"));

// How far some numbers of a tensor are from those that are stored, at most.
const apart = (found, { numbers, every }) =>
  numbers.reduce((most, value, at) => Math.max(most, Math.abs(value - found[at * every])), 0);

const largest = (tensors) =>
  Math.max(...Object.values(tensors).flatMap(({ numbers }) => numbers.map(Math.abs)));

for (const [at, { description: values, weights, terms, gradients, told, spread }] of stored.entries()) {
  const { description, wrong } = described(values);

  test(`training ${at}: the first step in double precision`, () => {
    assert.deepEqual(wrong, []);
    const trainer = new Trainer(description, images, script(Float64Array));
    const { parameters } = trainer.store;
    assert.deepEqual([...parameters.keys()].sort(), Object.keys(weights).sort());
    // PyTorch begins in single precision.
    for (const { value } of parameters.values()) value.set(Float32Array.from(value));
    for (const [name, wanted] of Object.entries(weights))
      assert.ok(apart(parameters.get(name).value, wanted) <= 1e-7 * largest(weights), name);
    const { step, ...first } = trainer.step();
    assert.deepEqual([step, Object.keys(first)], [1, Object.keys(terms)]);
    for (const [name, value] of Object.entries(terms))
      assert.ok(Math.abs(first[name] - value) <= 1e-6 * Math.abs(value), name);
    if (description.clip) return; // which shortens them in place
    for (const [name, wanted] of Object.entries(gradients))
      assert.ok(apart(parameters.get(name).grad, wanted) <= 1e-6 * largest(gradients), name);
  });

  test(`training ${at}: all that is told, with both kinds of kernels`, () => {
    for (const kernels of [script(), wasm(MEMORY)]) {
      const trainer = new Trainer(description, images, kernels);
      for (const line of told) {
        const found = trainer.step();
        assert.deepEqual(Object.keys(found), Object.keys(line));
        for (const [name, value] of Object.entries(line)) {
          const error = Math.abs(found[name] / value - 1);
          assert.ok(error <= Math.max(1e-6, SPREADS * spread), `${name} of step ${line.step}: ${error}`);
        }
      }
    }
  });
}
