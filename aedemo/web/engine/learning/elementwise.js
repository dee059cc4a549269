// Layers that leave every number where it is.

import { product } from "./plan.js";

/** @import { Layer, Making } from "./layers.js" */
/** @import { Planned } from "./plan.js" */

/**
 * @param {(k: any, y: any, x: any, count: number) => void} there
 * @param {(k: any, dx: any, dy: any, y: any, count: number) => void} back - from y, what `there` gave
 * @returns {(making: Making) => Layer}
 */
const bend =
  (there, back) =>
  ({ k, n, shape, training }) => {
    const count = n * product(shape);
    const y = k.floats(count);
    const dx = training ? k.floats(count) : null;
    return {
      forward: (x) => (there(k, y, x, count), y),
      backward: (dy) => (back(k, dx, dy, y, count), dx),
    };
  };

/** @type {(layer: Planned, making: Making) => Layer} */
export const sigmoid = (_, making) =>
  bend(
    (k, y, x, count) => k.sigmoid(y, x, count),
    (k, dx, dy, y, count) => k.sigmoidBack(dx, dy, y, count),
  )(making);

/** @type {(layer: Planned, making: Making) => Layer} */
export const tanh = (_, making) =>
  bend(
    (k, y, x, count) => k.tanh(y, x, count),
    (k, dx, dy, y, count) => k.tanhBack(dx, dy, y, count),
  )(making);

/**
 * max(x, slope · x); ReLU has no slope.
 * @type {(layer: Planned, making: Making) => Layer}
 */
export const leakyRelu = ({ slope = 0 }, making) =>
  bend(
    (k, y, x, count) => k.rectify(y, x, slope, count),
    (k, dx, dy, y, count) => k.rectifyBack(dx, dy, y, slope, count),
  )(making);

/**
 * Srivastava et al. 2014: in training a `share` of the numbers becomes 0, the others are divided by what is
 * left. Its random numbers are drawn in PyTorch's order, picture by picture.
 * @type {(layer: Planned, making: Making) => Layer}
 */
export function dropout({ share }, { k, n, shape, training, random }) {
  if (!training || !random) return { forward: (x) => x, backward: (dy) => dy };
  const [first, ...sides] = shape;
  const size = product(sides);
  const count = n * first * size;
  const [mask, y, dx] = [k.floats(count), k.floats(count), k.floats(count)];
  const kept = 1 / (1 - share);
  const image = sides.length > 0;
  return {
    forward(x) {
      const drawn = random.uniform(count);
      for (let picture = 0, at = 0; picture < n; picture++)
        for (let channel = 0; channel < first; channel++) {
          const to = image ? (channel * n + picture) * size : at;
          for (let i = 0; i < size; i++, at++) mask[to + i] = drawn[at] < share ? 0 : kept;
        }
      k.multiply(y, x, mask, count);
      return y;
    },
    backward: (dy) => (k.multiply(dx, dy, mask, count), dx),
  };
}

/**
 * Makhzani & Frey 2013: of each code only the `active` largest numbers stay.
 * @type {(layer: Planned, making: Making) => Layer}
 */
export function topK({ active }, { k, n, shape: [size], training }) {
  const [mask, y] = [k.floats(n * size), k.floats(n * size)];
  const dx = training ? k.floats(n * size) : null;
  const order = Array.from({ length: size }, (_, at) => at);
  return {
    forward(x) {
      mask.fill(0);
      for (let from = 0; from < n * size; from += size) {
        order.sort((a, b) => x[from + b] - x[from + a] || a - b);
        for (let at = 0; at < active; at++) mask[from + order[at]] = 1;
      }
      k.multiply(y, x, mask, n * size);
      return y;
    },
    backward: (dy) => (k.multiply(dx, dy, mask, n * size), dx),
  };
}
