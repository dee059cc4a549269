// Networks of descriptions as the page saves them, for tests in Python: reads {folder, steps, digits, runs:
// [description]} from the standard input, writes the files of each into a folder of its number there, and what
// the page rebuilds of the first digits, [pixels] for each, to the standard output.

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { Network } from "../../../aedemo/web/engine/network.js";
import { stored } from "../../../aedemo/web/engine/learning/stored.js";
import { memory, Trainer } from "../../../aedemo/web/engine/learning/trainer.js";
import { described } from "../../../aedemo/web/state/lab/description.js";
import { configFile, weightsFile } from "../../../aedemo/web/state/lab/saved.js";
import { kernels } from "../kernels.js";

const SAMPLE = new URL("../../../aedemo/data/t10k-images-idx3-ubyte.gz", import.meta.url);
const PIXELS = 784;

const { folder, steps, digits, runs } = JSON.parse(readFileSync(0, "utf8"));
const images = new Uint8Array(gunzipSync(readFileSync(SAMPLE)).subarray(16));
const make = await kernels();

/** @type {(values: Record<string, unknown>, at: number) => Promise<number[][]>} */
async function saved(values, at) {
  const { description } = described(values);
  const trainer = new Trainer(description, images, make(memory(description)));
  while (trainer.steps < steps) trainer.step();
  const network = stored(trainer);
  const there = `${folder}/${at}`;
  mkdirSync(there);
  writeFileSync(`${there}/config.json`, configFile(network.config));
  const weights = await new Blob(weightsFile(network)).arrayBuffer();
  writeFileSync(`${there}/model.safetensors`, new Uint8Array(weights));
  const net = new Network(network.config, network.tensors);
  const digit = (row) =>
    Float32Array.from(images.subarray(row * PIXELS, (row + 1) * PIXELS), (byte) => byte / 255);
  return Array.from({ length: digits }, (_, row) => Array.from(net.reconstruct(digit(row))));
}

process.stdout.write(JSON.stringify(await Promise.all(runs.map(saved))));
