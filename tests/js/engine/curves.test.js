// Long trainings of the page against those of PyTorch, and against what the engine told before, in
// fixtures/lab-curves.json: python -m tests.js.lab_fixtures

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import test from "node:test";
import { gunzipSync } from "node:zlib";

import { script } from "../../../aedemo/web/engine/kernels/script.js";
import { memory, Trainer } from "../../../aedemo/web/engine/learning/trainer.js";
import { described } from "../../../aedemo/web/state/lab/description.js";
import stored from "../fixtures/lab-curves.json" with { type: "json" };
import { kernels } from "../kernels.js";

const EARLY = 20; // steps, after which what is rounded has not grown yet
const SAMPLE = new URL("../../../aedemo/data/t10k-images-idx3-ubyte.gz", import.meta.url);
const images = new Uint8Array(gunzipSync(await readFile(SAMPLE))).subarray(16);
const make = { wasm: await kernels(), script: () => script() };

// The losses of the first steps, with a kind of kernels.
function losses(description, kind, steps) {
  const trainer = new Trainer(description, images, make[kind](memory(description)));
  return Array.from({ length: steps }, () => trainer.step().loss);
}

const apart = (some, others) => Math.max(...some.map((one, at) => Math.abs(one / others[at] - 1)));

for (const [name, { description: values, losses: wanted, spread, page }] of Object.entries(stored)) {
  const { description, wrong } = described(values);
  const found = Object.fromEntries(
    Object.entries(page).map(([kind, { length }]) => [kind, losses(description, kind, length)]),
  );

  test(`${name}: 200 steps as far from PyTorch as it is from itself if it begins a little off`, () => {
    assert.deepEqual([wrong, wanted.length], [[], 200]);
    const distance = apart(found.wasm, wanted);
    assert.ok(distance <= spread, `${distance} > ${spread}`);
  });

  test(`${name}: the first steps within what is rounded`, () => {
    const most = description.batch_norm ? 1e-3 : 1e-6;
    for (const [kind, each] of Object.entries(found)) {
      const distance = apart(each.slice(0, EARLY), wanted);
      assert.ok(distance <= most, `${kind}: ${distance}`);
    }
  });

  test(`${name}: bit for bit what it was`, () => {
    for (const [kind, each] of Object.entries(found)) assert.deepEqual(each, page[kind], kind);
  });
}
