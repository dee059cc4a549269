// The same networks in TensorFlow.js and ConvNetJS, for python -m tests.benchmarks.training --others DIR, where
// DIR has them from npm. For each line on standard input, which is how many seconds to train, one is written,
// the digits that a second of processor time learned from.

import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import { readFile } from "node:fs/promises";
import { gunzipSync } from "node:zlib";

const DIGITS = new URL("../../aedemo/data/t10k-images-idx3-ubyte.gz", import.meta.url);

const [kind, values, folder] = process.argv.slice(2);
const { network, hidden, channels, kernel, code, batch, digits } = JSON.parse(values);
const load = createRequire(`${folder}/`);
const bytes = new Uint8Array(gunzipSync(await readFile(DIGITS))).subarray(16, 16 + digits * 784);
const pixels = Float32Array.from(bytes, (byte) => byte / 255);

/** Functions that take one step, each on the next batch of cut ones; none where a layer is missing. */
const KINDS = {
  "tfjs-wasm": () => tensorflow("wasm"),
  "tfjs-cpu": () => tensorflow("cpu"),
  convnetjs,
};

async function tensorflow(backend) {
  const tf = load("@tensorflow/tfjs");
  if (backend === "wasm") load("@tensorflow/tfjs-backend-wasm");
  await tf.setBackend(backend);
  await tf.ready();
  const model = tf.sequential();
  const dense = (units, activation, more = {}) => model.add(tf.layers.dense({ units, activation, ...more }));
  if (network === "dense") {
    hidden.forEach((units, at) => dense(units, "relu", at ? {} : { inputShape: [784] }));
    dense(code, "linear");
    for (const units of hidden.toReversed()) dense(units, "relu");
    dense(784, "sigmoid");
  } else {
    const [first, second] = channels;
    const shape = { kernelSize: kernel, strides: 2, padding: "same" };
    const back = { ...shape, kernelSize: kernel + (kernel % 2) };
    const normed = () => (model.add(tf.layers.batchNormalization()), model.add(tf.layers.reLU()));
    model.add(tf.layers.reshape({ targetShape: [28, 28, 1], inputShape: [784] }));
    for (const filters of channels) (model.add(tf.layers.conv2d({ filters, ...shape })), normed());
    model.add(tf.layers.flatten());
    dense(code, "linear");
    dense(49 * second, "linear");
    normed();
    model.add(tf.layers.reshape({ targetShape: [7, 7, second] }));
    model.add(tf.layers.conv2dTranspose({ filters: first, ...back }));
    normed();
    model.add(tf.layers.conv2dTranspose({ filters: 1, activation: "sigmoid", ...back }));
    model.add(tf.layers.flatten());
  }
  model.compile({ optimizer: tf.train.adam(0.001), loss: "meanSquaredError" });
  const batches = Array.from({ length: Math.floor(digits / batch) }, (_, at) =>
    tf.tensor(pixels.subarray(at * batch * 784, (at + 1) * batch * 784), [batch, 784]),
  );
  return async (at) => {
    const x = batches[at % batches.length];
    await model.trainOnBatch(x, x);
  };
}

function convnetjs() {
  if (network !== "dense") return null;
  const { Net, Trainer, Vol } = load("convnetjs");
  const net = new Net();
  const layer = (num_neurons, activation) => ({ type: "fc", num_neurons, activation });
  net.makeLayers([
    { type: "input", out_sx: 1, out_sy: 1, out_depth: 784 },
    ...hidden.map((units) => layer(units, "relu")),
    layer(code),
    ...hidden.toReversed().map((units) => layer(units, "relu")),
    { type: "regression", num_neurons: 784 },
  ]);
  const trainer = new Trainer(net, { method: "adam", learning_rate: 0.001, batch_size: batch });
  const all = Array.from({ length: digits }, (_, at) => {
    const digit = new Vol(1, 1, 784, 0);
    digit.w = Float64Array.from(pixels.subarray(at * 784, (at + 1) * 784));
    return digit;
  });
  return (at) => {
    for (let row = 0; row < batch; row++) {
      const digit = all[(at * batch + row) % all.length];
      trainer.train(digit, digit.w);
    }
  };
}

let step = await KINDS[kind]();
await step?.(0)?.catch(() => (step = null)); // the derivatives of a layer are missing
for await (const line of createInterface({ input: process.stdin })) {
  const before = process.cpuUsage();
  const end = performance.now() + 1000 * Number(line);
  let steps = 0;
  for (; step && performance.now() < end; steps++) await step(steps);
  const { user, system } = process.cpuUsage(before);
  console.log((steps * batch * 1e6) / (user + system));
}
