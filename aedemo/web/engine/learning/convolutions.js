// Convolution and its adjoint, the transposed convolution, as products of matrices: the windows of a few
// pictures are unfolded into columns, and folded back where windows overlap.

/** @import { Layer, Making } from "./layers.js" */
/** @import { Planned } from "./plan.js" */

const CACHE = 65536; // numbers that are unfolded at once: a quarter of a megabyte

/**
 * How many pictures are unfolded at once: a divisor of their number.
 * @param {number} n
 * @param {number} each - numbers in the columns of one
 */
export function together(n, each) {
  let some = Math.max(1, Math.min(n, Math.floor(CACHE / each)));
  while (n % some) some--;
  return some;
}

/**
 * Weight (outputs, inputs, kernel, kernel).
 * @param {Planned} layer
 * @param {Making} making
 * @returns {Layer}
 */
export function conv2d(layer, { k, n, training, store, shape: [inputs, h, w], gives: [outputs, oh, ow] }) {
  const { kernel, stride, padding } = layer;
  const [size, depth] = [oh * ow, inputs * kernel * kernel];
  const weight = store.parameter(layer.weight, [outputs, inputs, kernel, kernel], training);
  const bias = store.parameter(layer.bias, [outputs], training);
  const y = k.floats(n * outputs * size);
  const dx = training ? k.floats(n * inputs * h * w) : null;
  const some = together(n, depth * size);
  const columns = k.floats(depth * some * size);
  const geometry = [inputs, n, h, w, kernel, stride, padding, oh, ow];
  /** @type {any} */
  let x;
  return {
    forward(input) {
      x = input;
      k.fillRows(y, bias.value, outputs, n * size);
      for (let from = 0; from < n; from += some) {
        k.unfold(columns, x, ...geometry, from, from + some);
        const part = y.subarray(from * size);
        k.gemm(
          outputs,
          some * size,
          depth,
          weight.value,
          depth,
          1,
          columns,
          some * size,
          1,
          part,
          n * size,
          1,
        );
      }
      return y;
    },
    backward(dy, wanted) {
      k.sumRows(bias.grad, dy, outputs, n * size);
      if (wanted) dx.fill(0);
      for (let from = 0; from < n; from += some) {
        const part = dy.subarray(from * size);
        k.unfold(columns, x, ...geometry, from, from + some);
        const more = from > 0 ? 1 : 0;
        k.gemm(
          outputs,
          depth,
          some * size,
          part,
          n * size,
          1,
          columns,
          1,
          some * size,
          weight.grad,
          depth,
          more,
        );
        if (!wanted) continue;
        k.gemm(
          depth,
          some * size,
          outputs,
          weight.value,
          1,
          depth,
          part,
          n * size,
          1,
          columns,
          some * size,
          0,
        );
        k.fold(dx, columns, ...geometry, from, from + some);
      }
      return dx;
    },
  };
}

/**
 * Weight (inputs, outputs, kernel, kernel): what a convolution unfolds is folded here, and the other way
 * round.
 * @param {Planned} layer
 * @param {Making} making
 * @returns {Layer}
 */
export function convTranspose2d(layer, making) {
  const { k, n, training, store, shape, gives } = making;
  const [[inputs, h, w], [outputs, oh, ow]] = [shape, gives];
  const { kernel, stride, padding } = layer;
  const [size, depth] = [h * w, outputs * kernel * kernel];
  const weight = store.parameter(layer.weight, [inputs, outputs, kernel, kernel], training);
  const bias = store.parameter(layer.bias, [outputs], training);
  const y = k.floats(n * outputs * oh * ow);
  const dx = training ? k.floats(n * inputs * size) : null;
  const some = together(n, depth * size);
  const columns = k.floats(depth * some * size);
  const geometry = [outputs, n, oh, ow, kernel, stride, padding, h, w];
  /** @type {any} */
  let x;
  return {
    forward(input) {
      x = input;
      k.fillRows(y, bias.value, outputs, n * oh * ow);
      for (let from = 0; from < n; from += some) {
        const part = x.subarray(from * size);
        k.gemm(
          depth,
          some * size,
          inputs,
          weight.value,
          1,
          depth,
          part,
          n * size,
          1,
          columns,
          some * size,
          0,
        );
        k.fold(y, columns, ...geometry, from, from + some);
      }
      return y;
    },
    backward(dy, wanted) {
      k.sumRows(bias.grad, dy, outputs, n * oh * ow);
      for (let from = 0; from < n; from += some) {
        k.unfold(columns, dy, ...geometry, from, from + some);
        const part = x.subarray(from * size);
        const more = from > 0 ? 1 : 0;
        k.gemm(
          inputs,
          depth,
          some * size,
          part,
          n * size,
          1,
          columns,
          1,
          some * size,
          weight.grad,
          depth,
          more,
        );
        if (!wanted) continue;
        const to = dx.subarray(from * size);
        k.gemm(inputs, some * size, depth, weight.value, depth, 1, columns, some * size, 1, to, n * size, 0);
      }
      return dx;
    },
  };
}
