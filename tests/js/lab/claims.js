// What the presets of the lab claim, measured by training them as the page does: the table of
// docs/training.md. For each claim a row with what was found for each seed, what fails in bold, and how many
// seconds of processor time the runs of the preset took at most.
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
const ACTIVE = 0.1; // a number of a code that is larger is active

const images = new Uint8Array(gunzipSync(readFileSync(SAMPLE)).subarray(16));
const make = await kernels();

/** Trains a description to its end, and measures what claims are about. */
async function measured(description) {
  const trainer = new Trainer(description, images, make(memory(description)));
  const told = [trainer.step()];
  const norms = gradients(trainer).map(({ norm }) => norm);
  while (!trainer.over) told.push(trainer.step());
  const { held, heldInput, learned, steps } = trainer.material;
  const { codes, pictures } = trainer.reconstruct(heldInput);
  const last = told.slice(-steps);
  const mean = (name) => last.reduce((sum, each) => sum + each[name], 0) / last.length;
  const beaten = await baselines(learned, held, heldInput, PIXELS, description.code, make);
  return {
    held_out: told.at(-1).held_out,
    training: mean("reconstruction"),
    kl: mean("kl"),
    squared: held.reduce((sum, value, at) => sum + (value - pictures[at]) ** 2, 0) / held.length,
    active: codes.filter((value) => Math.abs(value) > ACTIVE).length / codes.length,
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

/** A claim in words, its runs counted from 1. */
export const claimed = ({ of, run, than, and, times, spoilt }) =>
  spoilt === undefined
    ? `${of} of run ${run + 1} ≥ ${times} × ${than} of run ${and + 1}`
    : `the loss of run ${run + 1} ${spoilt ? "ends in no number" : "stays a number"}`;

/** What was found of a claim: how many times as much, or whether it is so. */
function found({ of, run, than, and, times, spoilt }, all) {
  if (spoilt !== undefined) return all[run].spoilt === spoilt ? "yes" : "**no**";
  const ratio = all[run][of] / all[and][than];
  return ratio >= times ? ratio.toPrecision(3) : `**${ratio.toPrecision(3)}**`;
}

/** Trains a preset from a seed: what was found of each claim, and the seconds it took. */
async function judged({ base, runs, claims }, seed) {
  const before = process.cpuUsage();
  const all = [];
  for (const run of runs) all.push(await measured(described({ ...base, ...run, seed }).description));
  const { user, system } = process.cpuUsage(before);
  return { found: claims.map((claim) => found(claim, all)), seconds: (user + system) / 1e6 };
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  const { values, positionals } = parseArgs({
    options: { seeds: { type: "string", default: "1,2,3" } },
    allowPositionals: true,
  });
  const seeds = values.seeds.split(",").map(Number);
  console.log(`| preset | claim | seeds ${seeds.join(", ")} | seconds |\n|---|---|---|---|`);
  for (const name of positionals.length ? positionals : Object.keys(lab.presets)) {
    const preset = lab.presets[name];
    const results = [];
    for (const seed of seeds) results.push(await judged(preset, seed));
    const seconds = Math.max(...results.map((each) => each.seconds)).toFixed(0);
    preset.claims.forEach((claim, at) => {
      const figures = results.map((each) => each.found[at]).join(", ");
      console.log(`| ${at ? "" : name} | ${claimed(claim)} | ${figures} | ${at ? "" : seconds} |`);
    });
  }
}
