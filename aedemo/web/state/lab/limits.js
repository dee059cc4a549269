// What a training takes, before it begins: seconds and memory. What is too much is said, with what would do.

import { HELD_OUT, PIXELS } from "../../engine/learning/material.js";
import { plan, size } from "../../engine/learning/plan.js";
import { memory } from "../../engine/learning/trainer.js";
import { FIELDS } from "./description.js";

/** @import { Description } from "../../engine/learning/plan.js" */
/** @import { Wrong } from "./description.js" */

// Seconds that WebAssembly takes, as tests/js/lab/speed.js measures them.
const MULTIPLY_ADD = 9e-11;
const PIXEL = 1e-8; // of a digit that is learned from, whatever the network
const WEIGHT = 2e-9; // at each step, to move it
/** @type {Record<string, number>} */
const NOISE = { none: 0, gaussian: 4e-8, masking: 1.5e-8, "salt-and-pepper": 1.5e-8 }; // for a pixel

const LONGEST = 120; // seconds
const LARGEST = 500; // megabytes

/**
 * How large the network is, and how long its training takes.
 * @param {Description} description
 */
export function effort(description) {
  const { epochs, digits, batch, noise } = description;
  const { parameters, multiplyAdds } = size(plan(description));
  const there = MULTIPLY_ADD * multiplyAdds; // and back it takes twice as long
  const step = batch * (3 * there + PIXELS * (PIXEL + NOISE[noise])) + WEIGHT * parameters;
  const epoch = Math.floor(digits / batch) * step + HELD_OUT * there;
  return { parameters, multiplyAdds, seconds: epochs * epoch };
}

/** @param {Description} description */
const megabytes = (description) => memory(description) / 1e6;

/**
 * What of a description that is right otherwise would take too long or too much memory.
 * @param {Description} description
 * @returns {Wrong[]}
 */
export function tooMuch(description) {
  const { epochs, batch } = description;
  const { seconds } = effort(description);
  const size = megabytes(description);
  /** @type {Wrong[]} */
  const wrong = [];
  if (seconds > LONGEST) {
    const values = { seconds: Math.round(seconds), longest: LONGEST };
    const fitting = Math.floor((epochs * LONGEST) / seconds);
    if (fitting) wrong.push({ name: "epochs", rule: "too_long", values: { ...values, fitting } });
    else wrong.push({ name: "epochs", rule: "too_long_once", values });
  }
  if (size > LARGEST) {
    const values = { megabytes: Math.round(size), largest: LARGEST };
    const fewest = Number(FIELDS.batch.least);
    const least = megabytes({ ...description, batch: fewest });
    // Memory is what the network takes, and so much for each digit of a batch.
    const fitting = Math.floor(fewest + ((LARGEST - least) * (batch - fewest)) / (size - least));
    if (fitting >= fewest) wrong.push({ name: "batch", rule: "too_large", values: { ...values, fitting } });
    else wrong.push({ name: "batch", rule: "too_large_at_all", values });
  }
  return wrong;
}
