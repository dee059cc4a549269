// What the presets of the lab claim, measured by training them as the page does. For each claim and seed a
// line: the claim, its figures, whether it holds.
//
//     node tests/js/lab/claims.js [--seeds 1,2,3] [PRESET…]

import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { parseArgs } from "node:util";
import lab from "../../../aedemo/facts/lab.json" with { type: "json" };
import { baselines } from "../../../aedemo/web/engine/learning/baselines.js";
import { filters, gradients } from "../../../aedemo/web/engine/learning/insight.js";
import { PIXELS } from "../../../aedemo/web/engine/learning/material.js";
import { memory, Trainer } from "../../../aedemo/web/engine/learning/trainer.js";
import { described } from "../../../aedemo/web/state/lab/description.js";
import { kernels } from "../kernels.js";

const SAMPLE = new URL("../../../aedemo/data/t10k-images-idx3-ubyte.gz", import.meta.url);
const ACTIVE = 0.1; // of the largest number of all codes

const images = new Uint8Array(gunzipSync(readFileSync(SAMPLE)).subarray(16));
const make = await kernels();

/** Trains a description to its end, and measures what claims are about. */
function measured(description) {
  const trainer = new Trainer(description, images, make(memory(description)));
  const told = [trainer.step()];
  const norms = gradients(trainer).map(({ norm }) => norm);
  while (!trainer.over) told.push(trainer.step());
  const { held, heldInput, learned, steps } = trainer.material;
  const { codes, pictures } = trainer.reconstruct(heldInput);
  const last = told.slice(-steps);
  const mean = (name) => last.reduce((sum, each) => sum + each[name], 0) / last.length;
  const largest = codes.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const beaten = baselines(learned, held, heldInput, PIXELS, description.code, make);
  return {
    held_out: told.at(-1).held_out,
    training: mean("reconstruction"),
    kl: mean("kl"),
    squared: held.reduce((sum, value, at) => sum + (value - pictures[at]) ** 2, 0) / held.length,
    active: codes.filter((value) => Math.abs(value) > ACTIVE * largest).length / codes.length,
    gradient: norms[0] / norms.at(-1),
    smooth: smoothness(filters(trainer)),
    mean: beaten.mean,
    pca: beaten.pca,
    spoilt: !trainer.finite,
  };
}

/** How alike neighbouring numbers of the first layer's pictures are: 0 for noise, 1 for one colour. */
function smoothness({ side, pictures }) {
  let [alike, whole] = [0, 0];
  pictures.forEach((value, at) => {
    whole += value ** 2;
    if ((at + 1) % side) alike += value * pictures[at + 1];
  });
  return alike / whole;
}

/**
 * Trains a preset, and judges its claims.
 * @returns {{ claim: string, found: string, holds: boolean }[]}
 */
export function judged(name, seed) {
  const { base, runs, claims } = lab.presets[name];
  const all = runs.map((run) => measured(described({ ...base, ...run, seed }).description));
  return claims.map(({ of, run, than, and, times, spoilt }) => {
    if (spoilt !== undefined) {
      const claim = `run ${run + 1} ${spoilt ? "ends in no number" : "stays finite"}`;
      return { claim, found: String(all[run].spoilt), holds: all[run].spoilt === spoilt };
    }
    const [one, other] = [all[run][of], all[and][than]];
    return {
      claim: `${of} of run ${run + 1} ≥ ${times} × ${than} of run ${and + 1}`,
      found: `${one.toPrecision(3)}, ${other.toPrecision(3)}: ${(one / other).toPrecision(3)}`,
      holds: one >= times * other,
    };
  });
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  const { values, positionals } = parseArgs({
    options: { seeds: { type: "string" } },
    allowPositionals: true,
  });
  const seeds = (values.seeds ?? "1,2,3").split(",").map(Number);
  for (const name of positionals.length ? positionals : Object.keys(lab.presets))
    for (const seed of seeds) {
      const began = performance.now();
      const found = judged(name, seed);
      const seconds = ((performance.now() - began) / 1000).toFixed(1);
      for (const { claim, found: figures, holds } of found)
        console.log(
          `${holds ? "holds" : "FAILS"}  ${name}, seed ${seed} (${seconds} s): ${claim}: ${figures}`,
        );
    }
}
