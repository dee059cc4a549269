// What a training takes, before it begins: seconds and memory. What is too much is said, with what would do.

import { plan, size } from "../../engine/learning/plan.js";
import { memory } from "../../engine/learning/trainer.js";

/** @import { Description } from "../../engine/learning/plan.js" */
/** @import { Wrong } from "./description.js" */

const SPEED = 4e9; // multiply-adds a second, there and back, of a usual laptop
const LONGEST = 120; // seconds
const LARGEST = 500; // megabytes
const LEAST = 8; // digits in a batch, of facts/lab.json

/**
 * How large the network is, and how long its training takes.
 * @param {Description} description
 */
export function effort(description) {
  const { epochs, digits, batch } = description;
  const { parameters, multiplyAdds } = size(plan(description));
  const seen = Math.floor(digits / batch) * batch; // in an epoch
  return { parameters, multiplyAdds, seconds: (3 * multiplyAdds * seen * epochs) / SPEED };
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
    const least = megabytes({ ...description, batch: LEAST });
    // Memory is what the network takes, and so much for each digit of a batch.
    const fitting = Math.floor(LEAST + ((LARGEST - least) * (batch - LEAST)) / (size - least));
    if (fitting >= LEAST) wrong.push({ name: "batch", rule: "too_large", values: { ...values, fitting } });
    else wrong.push({ name: "batch", rule: "too_large_at_all", values });
  }
  return wrong;
}
