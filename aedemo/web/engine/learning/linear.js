// y = W x + b for a batch, and its derivatives: ∂L/∂W = Σ ∂L/∂y xᵀ, ∂L/∂b = Σ ∂L/∂y, ∂L/∂x = Wᵀ ∂L/∂y.

/** @import { Layer, Making } from "./layers.js" */
/** @import { Planned } from "./plan.js" */

/**
 * Weight (outputs, inputs); one that is `transposed` belongs to an encoder's layer and lies the other way
 * round.
 * @param {Planned} layer
 * @param {Making} making
 * @returns {Layer}
 */
export function linear({ inputs, outputs, weight, bias, transposed }, { k, n, training, store }) {
  const shape = transposed ? [inputs, outputs] : [outputs, inputs];
  const [w, b] = [store.parameter(weight, shape, training), store.parameter(bias, [outputs], training)];
  const [along, across] = transposed ? [1, outputs] : [inputs, 1]; // from row to row of W, from column to column
  const y = k.floats(n * outputs);
  const dx = training ? k.floats(n * inputs) : null;
  /** @type {any} */
  let x;
  return {
    forward(input) {
      x = input;
      k.fillColumns(y, b.value, n, outputs);
      k.gemm(n, outputs, inputs, x, inputs, 1, w.value, across, along, y, outputs, 1);
      return y;
    },
    backward(dy, wanted) {
      const more = w.uses > 1 ? 1 : 0;
      if (transposed) k.gemm(inputs, outputs, n, x, 1, inputs, dy, outputs, 1, w.grad, outputs, more);
      else k.gemm(outputs, inputs, n, dy, 1, outputs, x, inputs, 1, w.grad, inputs, more);
      k.sumColumns(b.grad, dy, n, outputs);
      if (wanted) k.gemm(n, inputs, outputs, dy, outputs, 1, w.value, along, across, dx, inputs, 0);
      return dx;
    },
  };
}
