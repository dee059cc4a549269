// The curves of descriptions by the page's engine, for tests in Python: reads {steps, kind, runs:
// [values]} from the standard input, writes [{curve, script, notebook}] to the standard output. `kind`: of
// kernels. What is no finite number is a text there, as JSON has none.

import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { script } from "../../../aedemo/web/engine/kernels/script.js";
import { memory, Trainer } from "../../../aedemo/web/engine/learning/trainer.js";
import { described } from "../../../aedemo/web/state/lab/description.js";
import { EXPORTS } from "../../../aedemo/web/state/lab/exports.js";
import { kernels } from "../kernels.js";

const SAMPLE = new URL("../../../aedemo/data/t10k-images-idx3-ubyte.gz", import.meta.url);

const { steps, kind, runs } = JSON.parse(readFileSync(0, "utf8"));
const images = new Uint8Array(gunzipSync(readFileSync(SAMPLE)).subarray(16));
const make = kind === "script" ? () => script() : await kernels();

/** @param {Record<string, unknown>} values */
function run(values) {
  const { description, wrong } = described(values);
  if (wrong.length) return { wrong: wrong.map(({ name, rule }) => rule ?? name) };
  const trainer = new Trainer(description, images, make(memory(description)));
  const curve = [];
  while (!trainer.over && curve.length < steps) curve.push(trainer.step());
  return { curve, script: EXPORTS.py(description), notebook: EXPORTS.ipynb(description) };
}

const numbers = (_, value) => (typeof value === "number" && !Number.isFinite(value) ? String(value) : value);

process.stdout.write(JSON.stringify(runs.map(run), numbers));
