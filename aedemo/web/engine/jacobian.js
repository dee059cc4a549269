// The Jacobian ∂z/∂x of an encoder, exactly: from the code back to the pixels, layer by layer.

import { runs, scaleAndShift } from "./layers.js";

/** @import { Tensor } from "../files/safetensors.js" */
/** @import { Matrix } from "../maths/matrix.js" */
/** @import { Weights } from "./layers.js" */
/** @import { Network } from "./network.js" */

/**
 * What a layer makes of the derivatives by its output: the derivatives by its input. Factories as
 * in layers.js, for the layers of fully connected encoders.
 * @type {Record<string, (layer: any, tensor: Weights) =>
 *   (row: Float64Array, input: Float32Array) => Float64Array>}
 */
const BACKWARDS = {
  flatten: () => (row) => row,
  relu: () => (row, input) => row.map((value, at) => (input[at] > 0 ? value : 0)),
  linear({ weight }, tensor) {
    const { shape, data: w } = tensor(weight);
    const [outputs, inputs] = shape;
    return (row) => {
      const result = new Float64Array(inputs);
      for (let o = 0; o < outputs; o++) {
        const derivative = row[o];
        if (!derivative) continue; // as of all rectified units that are off
        for (let i = 0, at = o * inputs; i < inputs; i++, at++) result[i] += derivative * w[at];
      }
      return result;
    };
  },
  batch_norm(layer, tensor) {
    const { scale } = scaleAndShift(layer, tensor);
    return (row) => row.map((value, at) => value * scale[at]);
  },
};

/**
 * At 784 pixels: a row of 784 derivatives for each number of the code, computed one after the other.
 * @param {Network} network
 * @param {Float32Array} pixels
 * @returns {Generator<Float64Array>}
 * @throws {Error} if the encoder has a layer that cannot be derived
 */
export function* gradients({ layers, tensor, code }, pixels) {
  /** @type {((row: Float64Array) => Float64Array)[]} */
  const backwards = [];
  /** @type {Tensor} */
  let value = { shape: [1, 28, 28], data: pixels };
  for (const layer of layers.encoder) {
    if (!BACKWARDS[layer.type]) throw new Error(`The page cannot derive a layer of type ${layer.type}.`);
    const { data: input } = value;
    const back = BACKWARDS[layer.type](layer, tensor);
    backwards.unshift((row) => back(row, input));
    value = runs([layer], tensor)[0](value);
  }
  for (let number = 0; number < code.size; number++) {
    /** @type {Float64Array} */
    const row = new Float64Array(code.size);
    row[number] = 1;
    yield backwards.reduce((derivatives, back) => back(derivatives), row);
  }
}

/**
 * The same rows together.
 * @param {Network} network
 * @param {Float32Array} pixels
 * @returns {Matrix}
 */
export const jacobian = (network, pixels) => [...gradients(network, pixels)];
