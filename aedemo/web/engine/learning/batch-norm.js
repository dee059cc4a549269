// Ioffe & Szegedy 2015: every channel, or feature, is brought to mean 0 and variance 1 over the batch, then
// scaled and shifted as is learned. In evaluation by the running statistics, which PyTorch keeps with the
// unbiased variance.

import { product } from "./plan.js";

/** @import { Layer, Making } from "./layers.js" */
/** @import { Planned } from "./plan.js" */

const MOMENTUM = 0.1; // the share of a batch in the running statistics

/**
 * @param {Planned} layer
 * @param {Making} making
 * @returns {Layer}
 */
export function batchNorm({ weight, bias, mean, variance, epsilon }, { k, n, shape, training, store }) {
  const [rows, ...sides] = shape;
  const columns = n * product(sides);
  const gain = store.parameter(weight, [rows], training);
  const shift = store.parameter(bias, [rows], training);
  const means = store.buffer(mean, rows, 0);
  const variances = store.buffer(variance, rows, 1);
  const [y, a, b] = [k.floats(rows * columns), k.floats(rows), k.floats(rows)];
  const turned = turning(k, n, rows, sides.length > 0, training);
  if (!training) {
    return {
      forward(x) {
        for (let row = 0; row < rows; row++) {
          a[row] = gain.value[row] / Math.sqrt(variances[row] + epsilon);
          b[row] = shift.value[row] - means[row] * a[row];
        }
        k.affine(y, turned.there(x), a, b, rows, columns);
        return turned.back(y);
      },
      backward: (dy) => dy,
    };
  }
  const [hat, dx, deviation] = [k.floats(rows * columns), k.floats(rows * columns), k.floats(rows)];
  const unbiased = columns / (columns - 1);
  return {
    forward(x) {
      k.normalise(y, hat, turned.there(x), gain.value, shift.value, a, b, deviation, rows, columns, epsilon);
      for (let row = 0; row < rows; row++) {
        means[row] = (1 - MOMENTUM) * means[row] + MOMENTUM * a[row];
        variances[row] = (1 - MOMENTUM) * variances[row] + MOMENTUM * unbiased * b[row];
      }
      return turned.back(y);
    },
    backward(dy) {
      k.normaliseBack(dx, turned.there(dy), hat, gain.value, deviation, gain.grad, shift.grad, rows, columns);
      return turned.back(dx);
    },
  };
}

/**
 * Vectors with a row for each feature, and back; images have one for each channel as they are.
 * @param {any} k
 * @param {number} n
 * @param {number} rows
 * @param {boolean} images
 * @param {boolean} training
 */
function turning(k, n, rows, images, training) {
  /** @param {any} x */
  const same = (x) => x;
  if (images) return { there: same, back: same };
  const inside = k.floats(n * rows);
  // What is given away holds until the next batch: forwards and backwards have an array each.
  const outside = [k.floats(n * rows), training ? k.floats(n * rows) : null];
  let turn = 0;
  return {
    there: (/** @type {any} */ x) => (k.swap(inside, x, n, rows, 1), inside),
    back(/** @type {any} */ x) {
      const given = training ? outside[turn++ % 2] : outside[0];
      k.swap(given, x, rows, n, 1);
      return given;
    },
  };
}
