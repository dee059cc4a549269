// One step in slow motion: a batch, what the network makes of it, the derivatives, the update.

import { MOST_FILTERS } from "./insight.js";
import { SCHEDULES } from "./optimisers.js";

/** @import { Told, Trainer } from "./trainer.js" */

const DIGITS = 8;
const PIXELS = 784;

/**
 * What a network makes of the digits that are looked at.
 * @typedef {{ pictures: Float32Array, derivatives: Float32Array, error: number }} Judged
 */

/**
 * All of one step. What is said of weights is said of those of the first layer: of its first units or
 * kernels, `size` numbers each.
 * @typedef {object} Slow
 * @property {Told} told
 * @property {number} rate - at this step
 * @property {Float32Array} input - (n, 784) the first digits of the batch, as the network sees them
 * @property {Judged} before - what it makes of them
 * @property {Judged} after - and once the weights have been changed
 * @property {number} size
 * @property {Float32Array} weights - before the step
 * @property {Float32Array} gradients - of the loss of the whole batch, as the optimiser is given them
 * @property {Record<string, Float32Array>} moments - what the optimiser remembered of them
 * @property {Float32Array} changed - the weights after the step
 */

/**
 * Takes a step.
 * @param {Trainer} trainer
 * @returns {Slow}
 */
export function slowStep(trainer) {
  const { description, store, steps, total } = trainer;
  const [first] = store.parameters.values();
  const size = first.value.length / first.shape[0];
  /** @type {(all: any) => Float32Array} */
  const part = (all) => Float32Array.from(all.subarray(0, MOST_FILTERS * size));
  /** @type {(batch: any) => Float32Array} */
  const some = (batch) => Float32Array.from(batch.subarray(0, DIGITS * PIXELS));
  const judge = () => trainer.judge(some(trainer.input), some(trainer.clean));

  const weights = part(first.value);
  const moments = Object.fromEntries(
    Object.entries(trainer.moments).map(([name, [of]]) => [name, part(of)]), // the first parameter's
  );
  let before = /** @type {Judged | undefined} */ (undefined);
  const told = trainer.step(() => (before = judge()));
  return {
    told,
    rate: SCHEDULES[description.schedule](description.rate, steps, total),
    input: some(trainer.input),
    before: /** @type {Judged} */ (/** @type {unknown} */ (before)),
    after: judge(),
    size,
    weights,
    gradients: part(first.grad),
    moments,
    changed: part(first.value),
  };
}
