import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { gunzipSync } from "node:zlib";

import { Network } from "../../../aedemo/web/engine/network.js";
import { script } from "../../../aedemo/web/engine/kernels/script.js";
import { stored } from "../../../aedemo/web/engine/learning/stored.js";
import { Trainer } from "../../../aedemo/web/engine/learning/trainer.js";
import { safetensors } from "../../../aedemo/web/files/safetensors.js";
import { described } from "../../../aedemo/web/state/lab/description.js";
import { configFile, demandFinite, open, weightsFile } from "../../../aedemo/web/state/lab/saved.js";
import { near } from "../near.js";

const SAMPLE = new URL("../../../aedemo/data/t10k-images-idx3-ubyte.gz", import.meta.url);
const images = new Uint8Array(gunzipSync(readFileSync(SAMPLE)).subarray(16));
const SMALL = { digits: 200, batch: 50, epochs: 2, hidden: [16], code: 4 };
const RUNS = [
  {},
  { tied: true, batch_norm: true, dropout: 0.3, code: 1 },
  { variational: true, activation: "tanh" },
  { network: "convolutional", channels: [3, 4], batch_norm: true, sparsity: "top-k", active: 2 },
];

function trained(values = {}) {
  const { description } = described({ ...SMALL, ...values });
  const trainer = new Trainer(description, images, script());
  trainer.step();
  return { trainer, network: stored(trainer) };
}

for (const values of RUNS)
  test(`a network of ${JSON.stringify(values)} is opened from what was saved, and does what was trained`, async () => {
    const { trainer, network } = trained(values);
    const again = await open(new Blob(weightsFile(network)));
    assert.deepEqual(again, network);
    const net = new Network(again.config, again.tensors);
    const pixels = Float32Array.from(images.subarray(0, 784), (byte) => byte / 255);
    const { codes, pictures } = trainer.reconstruct(pixels);
    near(net.encode(pixels), codes, 1e-5);
    near(net.reconstruct(pixels), pictures, 1e-5);
  });

test("weights that do not say what they are are opened beside their configuration", async () => {
  const { network } = trained();
  const weights = new Blob(safetensors(network.tensors, {}));
  await assert.rejects(open(weights), { reason: "nameless" });
  assert.deepEqual(await open(weights, new Blob([configFile(network.config)])), network);
});

const { network } = trained({ batch_norm: true });
const whole = await new Blob(weightsFile(network)).arrayBuffer();
const { config, tensors } = network;

/** A file of the network with other tensors, or another configuration. */
const file = (changes, otherwise = {}) =>
  new Blob(weightsFile({ tensors: { ...tensors, ...changes }, config: { ...config, ...otherwise } }));
const tensor = (shape, data) => ({ shape, data: Float32Array.from(data) });
const without = (name) => Object.fromEntries(Object.entries(tensors).filter(([each]) => each !== name));
const lying = (length) => {
  const buffer = whole.slice();
  new DataView(buffer).setBigUint64(0, length, true);
  return new Blob([buffer]);
};

const WRONG = {
  "an empty file": [new Blob([]), "format"],
  "a page": [new Blob(["<!doctype html><title>Not found</title>"]), "format"],
  "a file that is cut": [new Blob([whole.slice(0, -4)]), "format"],
  "a file that goes on": [new Blob([whole, "more"]), "format"],
  "a header that is said to be huge": [lying(2n ** 60n), "format"],
  "a header as long as the file": [lying(BigInt(whole.byteLength - 8)), "format"],
  "a configuration that is no JSON": [new Blob(safetensors(tensors, { config: "{" })), "config"],
  "a network that is none of the lab": [file({}, { variant: "dense" }), "other"],
  "a network without a description": [file({}, { arguments: undefined }), "other"],
  "a description that cannot be": [
    file({}, { arguments: { ...config.arguments, code: 1e9 } }),
    "description",
  ],
  "another description": [file({}, { arguments: { ...config.arguments, hidden: [17] } }), "shape"],
  "one of more layers": [file({}, { arguments: { ...config.arguments, hidden: [16, 16] } }), "lacking"],
  "a tensor that is missing": [
    new Blob(weightsFile({ config, tensors: without("encoder.1.bias") })),
    "lacking",
  ],
  "a tensor too many": [file({ "encoder.9.bias": tensor([1], [0]) }), "unknown"],
  "a tensor of another shape": [file({ "encoder.1.bias": tensor([4, 4], Array(16).fill(0)) }), "shape"],
  "a weight that is no number": [file({ "encoder.1.bias": tensor([16], Array(16).fill(NaN)) }), "numbers"],
  "a variance below 0": [file({ "encoder.2.running_var": tensor([16], Array(16).fill(-1)) }), "numbers"],
  "no code": [file({}, { code: undefined }), "code"],
  "a code of another size": [file({}, { code: { size: 1, mean: [0], std: [1] } }), "code"],
  "a mean that is no number": [file({}, { code: { ...config.code, mean: [0, 0, 0, null] } }), "code"],
};

for (const [what, [blob, reason]] of Object.entries(WRONG))
  test(`${what} is refused, and why`, () => assert.rejects(open(blob), { name: "Error", reason }));

test("a network whose weights or codes have grown beyond all bounds is not handed over", () => {
  const code = { ...config.code, mean: [0, 0, 0, Infinity] };
  demandFinite(network);
  for (const grown of [
    { config: { ...config, code }, tensors },
    { config, tensors: { ...tensors, "decoder.0.bias": tensor([16], Array(16).fill(Infinity)) } },
  ])
    assert.throws(() => demandFinite(grown), { reason: "diverged" });
});

test("no more of a file is read than its description asks for", async () => {
  const read = [];
  const watched = (blob) => ({
    size: 2 ** 33,
    slice: (from, to) => blob.slice(from, to),
    arrayBuffer: () => read.push("all") && blob.arrayBuffer(),
  });
  await assert.rejects(open(watched(new Blob([whole]))), { reason: "format" });
  assert.deepEqual(read, []);
});
