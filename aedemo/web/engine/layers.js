// The layers of the digit networks, with PyTorch's arithmetic. Each factory takes a layer's
// description from config.json and a function from names to tensors, and gives a function from
// tensor to tensor. Sums are kept in double precision.

/** @import { Tensor } from "../files/safetensors.js" */
/** @typedef {(name: string) => Tensor} Weights */
/** @typedef {(input: Tensor) => Tensor} Run */

/** @typedef {{ type: "linear", weight: string, bias?: string }} Linear */
/**
 * @typedef {object} BatchNorm
 * @property {"batch_norm"} type
 * @property {string} mean - the running one, as is the variance
 * @property {string} variance
 * @property {number} epsilon
 * @property {string} [weight] - the scale, if it is learned
 * @property {string} [bias] - and the shift
 */
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
 *   | { type: "leaky_relu", slope: number } | { type: "top_k", active: number }
 *   | { type: "flatten" | "present" | "relu" | "sigmoid" | "tanh" }} Layer
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

// What product() reads of a vector: the numbers that are not 0, and their places.
let numbers = new Float64Array(1024);
let places = new Int32Array(1024);

/**
 * y = W x + b. Eight rows at a time, whose sums need not wait for each other; zeros, as most pixels and
 * most rectified units are, add nothing and are passed over.
 * @param {Float32Array} w - a row for each number of b
 * @param {Float32Array} b
 * @param {Float32Array} x
 * @param {Float32Array | Float64Array} y
 * @param {number} [from] - where in y the first number is put
 * @param {number} [step] - and how far from each the next
 */
function product(w, b, x, y, from = 0, step = 1) {
  const [rows, columns] = [b.length, x.length];
  if (columns > places.length) [numbers, places] = [new Float64Array(columns), new Int32Array(columns)];
  let count = 0;
  for (let i = 0; i < columns; i++) {
    if (x[i] === 0) continue;
    numbers[count] = x[i];
    places[count++] = i;
  }
  let row = 0;
  for (; row + 8 <= rows; row += 8) {
    let [s0, s1, s2, s3] = [b[row], b[row + 1], b[row + 2], b[row + 3]];
    let [s4, s5, s6, s7] = [b[row + 4], b[row + 5], b[row + 6], b[row + 7]];
    for (let j = 0; j < count; j++) {
      const value = numbers[j];
      let at = row * columns + places[j];
      s0 += w[at] * value;
      s1 += w[(at += columns)] * value;
      s2 += w[(at += columns)] * value;
      s3 += w[(at += columns)] * value;
      s4 += w[(at += columns)] * value;
      s5 += w[(at += columns)] * value;
      s6 += w[(at += columns)] * value;
      s7 += w[at + columns] * value;
    }
    let at = from + row * step;
    y[at] = s0;
    y[(at += step)] = s1;
    y[(at += step)] = s2;
    y[(at += step)] = s3;
    y[(at += step)] = s4;
    y[(at += step)] = s5;
    y[(at += step)] = s6;
    y[at + step] = s7;
  }
  for (; row < rows; row++) {
    let sum = b[row];
    for (let j = 0; j < count; j++) sum += w[row * columns + places[j]] * numbers[j];
    y[from + row * step] = sum;
  }
}

/**
 * @param {Linear} layer
 * @param {Weights} tensor
 * @returns {Run}
 */
function linear({ weight, bias }, tensor) {
  const { shape, data: w } = tensor(weight);
  const [outputs] = shape;
  const b = bias ? tensor(bias).data : new Float32Array(outputs);
  return ({ data: x }) => {
    const y = new Float32Array(outputs);
    product(w, b, x, y);
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
  const gathered = new Float32Array(inputs * kernel * kernel); // one window, zeros outside of the input
  return ({ shape: [, height, width], data: x }) => {
    const high = Math.floor((height + 2 * padding - kernel) / stride) + 1;
    const wide = Math.floor((width + 2 * padding - kernel) / stride) + 1;
    const y = new Float32Array(outputs * high * wide);
    for (let pixel = 0; pixel < high * wide; pixel++) {
      const top = Math.floor(pixel / wide) * stride - padding;
      const left = (pixel % wide) * stride - padding;
      for (let i = 0, at = 0; i < inputs; i++) {
        for (let row = top; row < top + kernel; row++) {
          const inside = row >= 0 && row < height;
          for (let column = left; column < left + kernel; column++, at++) {
            const there = inside && column >= 0 && column < width;
            gathered[at] = there ? x[(i * height + row) * width + column] : 0;
          }
        }
      }
      product(w, b, gathered, y, pixel, high * wide);
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
  const patch = outputs * kernel * kernel;
  const turned = Float32Array.from(w, (_, at) => w[(at % inputs) * patch + Math.floor(at / inputs)]);
  const nothing = new Float32Array(patch);
  const spread = new Float64Array(patch); // what one pixel gives
  const channels = new Float32Array(inputs); // of that pixel
  return ({ shape: [, height, width], data: x }) => {
    const high = (height - 1) * stride - 2 * padding + kernel;
    const wide = (width - 1) * stride - 2 * padding + kernel;
    const y = new Float64Array(outputs * high * wide);
    for (let o = 0; o < outputs; o++) y.fill(b[o], o * high * wide, (o + 1) * high * wide);
    for (let pixel = 0; pixel < height * width; pixel++) {
      const top = Math.floor(pixel / width) * stride - padding;
      const left = (pixel % width) * stride - padding;
      for (let i = 0; i < inputs; i++) channels[i] = x[i * height * width + pixel];
      product(turned, nothing, channels, spread);
      for (let o = 0, at = 0; o < outputs; o++) {
        for (let row = top; row < top + kernel; row++) {
          const inside = row >= 0 && row < high;
          for (let column = left; column < left + kernel; column++, at++) {
            if (inside && column >= 0 && column < wide) y[(o * high + row) * wide + column] += spread[at];
          }
        }
      }
    }
    return { shape: [outputs, high, wide], data: Float32Array.from(y) };
  };
}

/**
 * What each number of a vector, or each channel of a picture, is multiplied by, and what is added then.
 * @param {BatchNorm} layer
 * @param {Weights} tensor
 */
export function scaleAndShift({ mean, variance, epsilon, weight, bias }, tensor) {
  const [m, v] = [mean, variance].map((name) => tensor(name).data);
  const scale = Float64Array.from(v, (value) => 1 / Math.sqrt(value + epsilon));
  if (weight) tensor(weight).data.forEach((value, at) => (scale[at] *= value));
  const added = bias && tensor(bias).data;
  const shift = scale.map((value, at) => (added ? added[at] : 0) - m[at] * value);
  return { scale, shift };
}

/**
 * @param {BatchNorm} layer
 * @param {Weights} tensor
 * @returns {Run}
 */
function batchNorm(layer, tensor) {
  const { scale, shift } = scaleAndShift(layer, tensor);
  return ({ shape, data }) => {
    const size = data.length / scale.length; // of a channel
    return {
      shape,
      data: data.map((x, at) => x * scale[Math.floor(at / size)] + shift[Math.floor(at / size)]),
    };
  };
}

/**
 * Of a vector the `active` largest numbers stay, the others become 0.
 * @type {(layer: { active: number }) => Run}
 */
const topK =
  ({ active }) =>
  ({ data }) => {
    const order = Array.from(data.keys()).sort((a, b) => data[b] - data[a]);
    const result = new Float32Array(data.length);
    for (const at of order.slice(0, active)) result[at] = data[at];
    return vector(result);
  };

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
  tanh: elementwise(Math.tanh),
  top_k: topK,
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
