// The layers of the digit networks, with PyTorch's arithmetic. Each factory takes a layer's
// description from config.json and a function from names to tensors, and gives a function from
// tensor to tensor. Sums are kept in double precision.

/** @import { Tensor } from "../files/safetensors.js" */
/** @typedef {(name: string) => Tensor} Weights */
/** @typedef {(input: Tensor) => Tensor} Run */

/** @typedef {{ type: "linear", weight: string, bias?: string }} Linear */
/** @typedef {{ type: "batch_norm", mean: string, variance: string, epsilon: number }} BatchNorm */
/**
 * @typedef {object} Convolution
 * @property {"conv2d" | "conv_transpose2d"} type
 * @property {string} weight
 * @property {string} [bias]
 * @property {number} stride
 * @property {number} padding
 */
/**
 * A layer as aedemo/models/description.py writes it; weights are named as in model.safetensors.
 * @typedef {Linear | BatchNorm | Convolution | { type: "unflatten", shape: number[] }
 *   | { type: "leaky_relu", slope: number } | { type: "flatten" | "present" | "relu" | "sigmoid" }} Layer
 */

/**
 * @param {Float32Array} data
 * @returns {Tensor}
 */
const vector = (data) => ({ shape: [data.length], data });

/** @type {(f: (x: number) => number) => () => Run} */
const elementwise =
  (f) =>
  () =>
  ({ shape, data }) => ({ shape, data: data.map(f) });

/**
 * @param {Linear} layer
 * @param {Weights} tensor
 * @returns {Run}
 */
function linear({ weight, bias }, tensor) {
  const { shape, data: w } = tensor(weight);
  const [outputs, inputs] = shape;
  const b = bias ? tensor(bias).data : new Float32Array(outputs);
  return ({ data: x }) => {
    const y = new Float32Array(outputs);
    for (let o = 0, at = 0; o < outputs; o++) {
      let sum = b[o];
      for (let i = 0; i < inputs; i++, at++) sum += w[at] * x[i];
      y[o] = sum;
    }
    return vector(y);
  };
}

/**
 * Weight (C_out, C_in, k, k): every output pixel gathers a window of the input.
 * @param {Convolution} layer
 * @param {Weights} tensor
 * @returns {Run}
 */
function conv2d({ weight, bias, stride, padding }, tensor) {
  const { shape, data: w } = tensor(weight);
  const [outputs, inputs, kernel] = shape;
  const b = bias ? tensor(bias).data : new Float32Array(outputs);
  return ({ shape: [, height, width], data: x }) => {
    const high = Math.floor((height + 2 * padding - kernel) / stride) + 1;
    const wide = Math.floor((width + 2 * padding - kernel) / stride) + 1;
    const y = new Float32Array(outputs * high * wide);
    for (let o = 0, at = 0; o < outputs; o++) {
      for (let row = 0; row < high; row++) {
        for (let column = 0; column < wide; column++, at++) {
          const top = row * stride - padding;
          const left = column * stride - padding;
          const kFrom = Math.max(0, -left);
          const kTo = Math.min(kernel, width - left);
          let sum = b[o];
          for (let i = 0; i < inputs; i++) {
            for (let k = Math.max(0, -top); k < Math.min(kernel, height - top); k++) {
              const line = (i * height + top + k) * width + left;
              const weights = ((o * inputs + i) * kernel + k) * kernel;
              for (let l = kFrom; l < kTo; l++) sum += w[weights + l] * x[line + l];
            }
          }
          y[at] = sum;
        }
      }
    }
    return { shape: [outputs, high, wide], data: y };
  };
}

/**
 * Weight (C_in, C_out, k, k): every input pixel is spread over a window of the output;
 * H_out = (H_in − 1)·stride − 2·padding + k.
 * @param {Convolution} layer
 * @param {Weights} tensor
 * @returns {Run}
 */
function convTranspose2d({ weight, bias, stride, padding }, tensor) {
  const { shape, data: w } = tensor(weight);
  const [inputs, outputs, kernel] = shape;
  const b = bias ? tensor(bias).data : new Float32Array(outputs);
  return ({ shape: [, height, width], data: x }) => {
    const high = (height - 1) * stride - 2 * padding + kernel;
    const wide = (width - 1) * stride - 2 * padding + kernel;
    const y = new Float64Array(outputs * high * wide);
    for (let o = 0; o < outputs; o++) y.fill(b[o], o * high * wide, (o + 1) * high * wide);
    for (let i = 0, at = 0; i < inputs; i++) {
      for (let row = 0; row < height; row++) {
        for (let column = 0; column < width; column++, at++) {
          const value = x[at];
          const top = row * stride - padding;
          const left = column * stride - padding;
          const kFrom = Math.max(0, -left);
          const kTo = Math.min(kernel, wide - left);
          for (let o = 0; o < outputs; o++) {
            for (let k = Math.max(0, -top); k < Math.min(kernel, high - top); k++) {
              const line = (o * high + top + k) * wide + left;
              const weights = ((i * outputs + o) * kernel + k) * kernel;
              for (let l = kFrom; l < kTo; l++) y[line + l] += w[weights + l] * value;
            }
          }
        }
      }
    }
    return { shape: [outputs, high, wide], data: Float32Array.from(y) };
  };
}

/**
 * Of a vector, and without learned scale and shift.
 * @param {BatchNorm} layer
 * @param {Weights} tensor
 * @returns {Run}
 */
function batchNorm({ mean, variance, epsilon }, tensor) {
  const [m, v] = [mean, variance].map((name) => tensor(name).data);
  return ({ data }) => vector(data.map((x, at) => (x - m[at]) / Math.sqrt(v[at] + epsilon)));
}

/** @type {Record<string, (layer: any, tensor: Weights) => Run>} */
const FACTORIES = {
  linear,
  conv2d,
  conv_transpose2d: convTranspose2d,
  batch_norm: batchNorm,
  flatten:
    () =>
    ({ data }) =>
      vector(data),
  unflatten:
    ({ shape }) =>
    ({ data }) => ({ shape, data }),
  present:
    () =>
    ({ data }) =>
      vector(
        Float32Array.from(
          { length: 2 * data.length },
          (_, at) => data[at] ?? Number(data[at - data.length] !== 0),
        ),
      ),
  relu: elementwise((x) => Math.max(0, x)),
  sigmoid: elementwise((x) => 1 / (1 + Math.exp(-x))),
  leaky_relu: ({ slope }) => elementwise((x) => (x < 0 ? slope * x : x))(),
};

/**
 * Layers as functions, in their order.
 * @param {Layer[]} descriptions
 * @param {Weights} tensor
 * @returns {Run[]}
 * @throws {Error} if the page has no such layer
 */
export const runs = (descriptions, tensor) =>
  descriptions.map((layer) => {
    const factory = FACTORIES[layer.type];
    if (!factory) throw new Error(`The page has no layer of type ${layer.type}.`);
    return factory(layer, tensor);
  });

/**
 * What comes out of each of some layers, one after the other.
 * @param {Run[]} layers
 * @param {Tensor} input
 * @returns {Tensor[]}
 */
export const outputs = (layers, input) => layers.map((layer) => (input = layer(input)));
