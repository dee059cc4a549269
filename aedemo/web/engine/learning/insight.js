// What is to be seen of a network while it learns.

import { norm } from "./optimisers.js";

/** @import { Planned } from "./plan.js" */
/** @import { Trainer } from "./trainer.js" */

/** Units, or kernels, of the first layer that are looked at. */
export const MOST_FILTERS = 64;

/**
 * How long the derivatives by each layer's weight are, from the picture to the reconstruction.
 * @param {Trainer} trainer - after a step
 * @returns {{ name: string, norm: number }[]}
 */
export const gradients = ({ store, k }) =>
  [...store.parameters.values()]
    .filter(({ shape }) => shape.length > 1)
    .map((parameter) => ({ name: parameter.name, norm: norm(k, [parameter]) }));

/**
 * What the first layer has learned: a picture of each of its first units, or each kernel.
 * @param {Trainer} trainer
 * @returns {{ side: number, pictures: Float32Array }}
 */
export function filters({ store }) {
  const [{ shape, value }] = store.parameters.values();
  const size = shape.slice(1).reduce((product, length) => product * length, 1);
  return { side: Math.sqrt(size), pictures: Float32Array.from(value.subarray(0, MOST_FILTERS * size)) };
}

/**
 * Which share of the rectified units, or channels, gave nothing for any digit of the last batch; undefined
 * if none is rectified, and before the first step.
 * @param {Trainer} trainer
 */
export function deadShare({ passes, plan, steps }) {
  if (!steps) return undefined;
  let [dead, all] = [0, 0];
  for (const [layers, { given }] of /** @type {[Planned[], { given: any[] }][]} */ ([
    [plan.encoder, passes.encoder],
    [plan.decoder, passes.decoder],
  ])) {
    layers.forEach(({ type }, at) => {
      if (type !== "relu") return;
      const before = layers.slice(0, at).findLast(({ outputs }) => outputs);
      const units = /** @type {Planned} */ (before).outputs;
      const images = /** @type {Planned} */ (before).type !== "linear";
      const values = given[at];
      const each = values.length / units; // of a channel one after the other, of a unit one in so many
      for (let unit = 0; unit < units; unit++) {
        let alive = false;
        for (let i = 0; i < each && !alive; i++)
          alive = values[images ? unit * each + i : i * units + unit] > 0;
        if (!alive) dead++;
      }
      all += units;
    });
  }
  return all ? dead / all : undefined;
}
