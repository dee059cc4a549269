// What weights a training begins with.

import { weighted, weightShape } from "./plan.js";

/** @import { Pcg32 } from "../../maths/pcg32.js" */
/** @import { Description, Plan, Planned } from "./plan.js" */
/** @import { Store } from "./store.js" */

/**
 * The numbers that one unit adds up, and that one reaches, as torch.nn.init counts them.
 * @param {Planned} layer
 */
function fans(layer) {
  const [first, second, ...kernel] = weightShape(layer);
  const taps = kernel.reduce((size, side) => size * side, 1);
  return { ins: second * taps, outs: first * taps };
}

/** @typedef {ReturnType<typeof fans>} Fans */

/** @type {(random: Pcg32, bound: number) => (count: number) => Float64Array} */
const even = (random, bound) => (count) => {
  const drawn = random.uniform(count);
  for (let i = 0; i < count; i++) drawn[i] = (2 * drawn[i] - 1) * bound;
  return drawn;
};

/**
 * Ways to begin: of a weight, and of a bias if it does not begin at 0. PyTorch's own is He's uniform one
 * with a = √5; Glorot & Bengio 2010; He et al. 2015.
 * @type {Record<string, { weight: (random: Pcg32, fans: Fans, gain: number) => (count: number) => Float64Array,
 *   bias?: (random: Pcg32, fans: Fans) => (count: number) => Float64Array }>}
 */
const WAYS = {
  default: {
    weight: (random, { ins }, gain) => even(random, gain / Math.sqrt(ins)),
    bias: (random, { ins }) => even(random, 1 / Math.sqrt(ins)),
  },
  xavier: { weight: (random, { ins, outs }, gain) => even(random, gain * Math.sqrt(6 / (ins + outs))) },
  he: {
    weight:
      (random, { ins }, gain) =>
      (count) =>
        random.normal(count).map((value) => value * gain * Math.sqrt(2 / ins)),
  },
};

/**
 * Gives a network its first weights. A layer that shares its weight draws its bias alone.
 * @param {Plan} network
 * @param {Store} store
 * @param {Description} description
 * @param {Pcg32} random
 */
export function begin(network, store, { initialisation, gain }, random) {
  const { weight, bias } = WAYS[initialisation];
  for (const layer of weighted(network)) {
    const { value } = /** @type {any} */ (store.parameters.get(layer.weight));
    const shift = /** @type {any} */ (store.parameters.get(layer.bias)).value;
    if (layer.type === "batch_norm") {
      value.fill(1);
      shift.fill(0);
      continue;
    }
    if (!layer.transposed) value.set(weight(random, fans(layer), gain)(value.length));
    if (bias) shift.set(bias(random, fans(layer))(shift.length));
    else shift.fill(0);
  }
}
