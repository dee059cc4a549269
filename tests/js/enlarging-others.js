// What ONNX Runtime Web needs for the network's part of an enlargement, for python -m tests.benchmarks.superres:
//
//     node tests/js/enlarging-others.js FOLDER MODEL HEIGHT WIDTH
//
// FOLDER has node_modules/onnxruntime-web, MODEL is a file. For each line on standard input one is written, the
// seconds of processor time that one run took.

import { readFile } from "node:fs/promises";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";
import { Pcg32 } from "../../aedemo/web/maths/pcg32.js";

const [folder, model, ...sides] = process.argv.slice(2);
const [height, width] = sides.map(Number);
const address = pathToFileURL(`${folder}/node_modules/onnxruntime-web/dist/`).href;
const runtime = await import(`${address}ort.wasm.min.mjs`);
runtime.env.wasm.numThreads = 1;
runtime.env.wasm.wasmPaths = address;
const session = await runtime.InferenceSession.create(await readFile(model), {
  executionProviders: ["wasm"],
});
const noise = Float32Array.from(new Pcg32(1).uniform(width * height));
const picture = new runtime.Tensor("float32", noise, [1, 1, height, width]);

createInterface({ input: process.stdin }).on("line", async () => {
  const before = process.cpuUsage();
  await session.run({ [session.inputNames[0]]: picture });
  const { user, system } = process.cpuUsage(before);
  console.log((user + system) / 1e6);
});
