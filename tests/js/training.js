// Trains a description for python -m tests.benchmarks.training: for each line on standard input, which is how
// many seconds to train, one is written, the digits that a second of processor time learned from.

import { createInterface } from "node:readline";
import { readFile } from "node:fs/promises";
import { gunzipSync } from "node:zlib";
import { script } from "../../aedemo/web/engine/kernels/script.js";
import { memory, Trainer } from "../../aedemo/web/engine/learning/trainer.js";
import { described } from "../../aedemo/web/state/lab/description.js";
import { kernels } from "./kernels.js";

const DIGITS = new URL("../../aedemo/data/t10k-images-idx3-ubyte.gz", import.meta.url);

const [kind, values] = process.argv.slice(2);
const { description } = described(JSON.parse(values));
const images = new Uint8Array(gunzipSync(await readFile(DIGITS))).subarray(16);
const make = kind === "script" ? () => script() : await kernels();
const begin = () => new Trainer(description, images, make(memory(description)));

let trainer = begin();
for await (const line of createInterface({ input: process.stdin })) {
  const before = process.cpuUsage();
  const end = performance.now() + 1000 * Number(line);
  let steps = 0;
  for (; performance.now() < end; steps++) {
    if (trainer.over) trainer = begin();
    trainer.step();
  }
  const { user, system } = process.cpuUsage(before);
  console.log((steps * description.batch * 1e6) / (user + system));
}
