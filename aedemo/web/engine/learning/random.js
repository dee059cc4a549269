// Everything that is drawn by chance in a training, each from a stream of its own: so the noise of a run is
// the same whether or not it also drops units.

import { Pcg32 } from "../../maths/pcg32.js";

export const NAMES = /** @type {const} */ ([
  "init",
  "order",
  "noise",
  "dropout",
  "posterior",
  "data",
  "held",
]);

/** @typedef {Record<typeof NAMES[number], Pcg32>} Streams */

/**
 * The streams that a seed stands for.
 * @param {number} seed
 * @returns {Streams}
 */
export function streams(seed) {
  const seeds = new Pcg32(seed).uniform(NAMES.length);
  return /** @type {Streams} */ (
    Object.fromEntries(NAMES.map((name, at) => [name, new Pcg32(seeds[at] * 2 ** 32)]))
  );
}

/**
 * The numbers from 0 to `count` − 1 in an order drawn by chance (Fisher & Yates).
 * @param {number} count
 * @param {Pcg32} random
 */
export function shuffled(count, random) {
  const order = Int32Array.from({ length: count }, (_, at) => at);
  const drawn = random.uniform(Math.max(0, count - 1));
  for (let i = count - 1; i > 0; i--) {
    const j = Math.floor(drawn[count - 1 - i] * (i + 1));
    [order[i], order[j]] = [order[j], order[i]];
  }
  return order;
}
