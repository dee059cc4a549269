// How long trainings of the lab take, and how long the page says beforehand they will
// (aedemo/web/state/lab/limits.js): for each description a line with the milliseconds of an epoch, as measured
// and as estimated, and the ratio. Of several rounds the shortest times count, as those of a quiet machine.
//
//     node tests/js/lab/speed.js

import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { memory, Trainer } from "../../../aedemo/web/engine/learning/trainer.js";
import { described } from "../../../aedemo/web/state/lab/description.js";
import { effort } from "../../../aedemo/web/state/lab/limits.js";
import { kernels } from "../kernels.js";

const SAMPLE = new URL("../../../aedemo/data/t10k-images-idx3-ubyte.gz", import.meta.url);
const ROUNDS = 3;
const TURN = 100; // ms

const convolutional = { network: "convolutional" };
const DESCRIPTIONS = [
  {},
  { batch: 512 },
  { batch: 8 },
  { hidden: [], code: 2 },
  { hidden: [], code: 800, code_activation: "relu" },
  { hidden: [128, 128, 128, 128, 64], activation: "sigmoid" },
  { hidden: [512, 256], loss: "cross-entropy" },
  { hidden: [1024, 1024], code: 256, batch: 32 },
  { hidden: [256], variational: true },
  { noise: "masking" },
  { noise: "gaussian" },
  { batch_norm: true, dropout: 0.2 },
  convolutional,
  { ...convolutional, batch: 8 },
  { ...convolutional, batch_norm: true },
  { ...convolutional, channels: [4, 8], kernel: 4, batch: 32 },
  { ...convolutional, channels: [8], kernel: 5 },
  { ...convolutional, channels: [64, 64], kernel: 6, batch: 32 },
  { ...convolutional, noise: "gaussian", code: 512 },
];

const images = new Uint8Array(gunzipSync(readFileSync(SAMPLE)).subarray(16));
const make = await kernels();

/** Milliseconds of what is done. */
function taken(what) {
  const began = performance.now();
  what();
  return performance.now() - began;
}

const all = DESCRIPTIONS.map((values) => {
  const description = described({ ...values, epochs: 1 }).description;
  return { values, description, step: Infinity, heldOut: Infinity };
});
for (let round = 0; round < ROUNDS; round++) {
  for (const each of all) {
    const trainer = new Trainer(each.description, images, make(memory(each.description)));
    const began = performance.now();
    do
      each.step = Math.min(
        each.step,
        taken(() => trainer.step()),
      );
    while (trainer.steps + 1 < trainer.total && performance.now() - began < TURN);
    each.heldOut = Math.min(
      each.heldOut,
      taken(() => trainer.heldOut()),
    );
  }
}
for (const { values, description, step, heldOut } of all) {
  const measured = Math.floor(description.digits / description.batch) * step + heldOut;
  const estimated = 1000 * effort(description).seconds;
  const ratio = (estimated / measured).toFixed(2);
  console.log(
    `${measured.toFixed(0)} ms, ${estimated.toFixed(0)} estimated: ${ratio}  ${JSON.stringify(values)}`,
  );
}
