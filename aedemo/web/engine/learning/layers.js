// The layers of a network in training: what each gives for a batch, and what the loss says of it. Vectors
// lie [picture][feature]; images lie [channel][picture][y][x], so that a channel is a row and a convolution
// a product. Weights lie as PyTorch's do.

import { batchNorm } from "./batch-norm.js";
import { conv2d, convTranspose2d } from "./convolutions.js";
import { dropout, sigmoid, tanh, leakyRelu, topK } from "./elementwise.js";
import { linear } from "./linear.js";
import { product, shapesAfter } from "./plan.js";

/** @import { Planned } from "./plan.js" */
/** @import { Store } from "./store.js" */

/** @typedef {Float32Array | Float64Array} Floats */

/**
 * A layer for batches of one size. Its arrays are its own: what it gives holds until the next batch.
 * @typedef {object} Layer
 * @property {(x: Floats) => Floats} forward
 * @property {(dy: Floats, wanted?: boolean) => Floats} backward - from the derivatives of the loss by
 *   what it gave to those by what it was given, unless they are not `wanted`; those by its weights are put
 *   into their `grad`
 */

/**
 * What a layer is made with.
 * @typedef {object} Making
 * @property {any} k - kernels
 * @property {number} n - pictures in a batch
 * @property {boolean} training - or evaluation
 * @property {Store} store - of weights
 * @property {number[]} shape - of what comes in, of one picture
 * @property {number[]} gives - of what goes out
 * @property {import("../../maths/pcg32.js").Pcg32} [random] - of dropout
 */

/** @type {(layer: Planned, making: Making) => Layer} */
const same = () => ({ forward: (x) => x, backward: (dy) => dy });

/**
 * From images to vectors.
 * @type {(layer: Planned, making: Making) => Layer}
 */
const flatten = (_, { k, n, shape }) => {
  const [channels, ...sides] = shape;
  const size = product(sides);
  if (channels === 1) return same(_, /** @type {any} */ (null)); // which lie alike then
  const [y, dx] = [k.floats(n * channels * size), k.floats(n * channels * size)];
  return {
    forward: (x) => (k.swap(y, x, channels, n, size), y),
    backward: (dy) => (k.swap(dx, dy, n, channels, size), dx),
  };
};

/**
 * From vectors to images.
 * @type {(layer: Planned, making: Making) => Layer}
 */
const unflatten = (layer, making) => {
  const { forward, backward } = flatten(layer, { ...making, shape: layer.shape });
  return { forward: (x) => backward(x), backward: (dy) => forward(dy) };
};

/** @type {Record<string, (layer: Planned, making: Making) => Layer>} */
const FACTORIES = {
  linear,
  conv2d,
  conv_transpose2d: convTranspose2d,
  batch_norm: batchNorm,
  relu: leakyRelu,
  leaky_relu: leakyRelu,
  sigmoid,
  tanh,
  dropout,
  top_k: topK,
  flatten,
  unflatten,
};

/**
 * Layers one after the other, as one; `given` are what each gave for the last batch.
 * @param {Planned[]} layers
 * @param {Making} making
 * @returns {Layer & { given: Floats[] }}
 */
export function chain(layers, making) {
  const shapes = shapesAfter(layers, making.shape);
  const made = layers.map((layer, at) =>
    FACTORIES[layer.type](layer, { ...making, shape: at ? shapes[at - 1] : making.shape, gives: shapes[at] }),
  );
  const learning = layers.findIndex(({ weight }) => weight);
  const first = learning < 0 ? layers.length : learning; // nothing before it has to learn
  /** @type {Floats[]} */
  const given = [];
  return {
    given,
    forward: (x) => made.reduce((value, layer, at) => (given[at] = layer.forward(value)), x),
    backward(dy, wanted = true) {
      for (let at = made.length - 1; at >= (wanted ? 0 : first); at--)
        dy = made[at].backward(dy, wanted || at > first);
      return dy;
    },
  };
}
