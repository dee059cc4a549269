// What shape layers give to what goes through them; and that their weights fit them.

/** @import { Layer, Weights } from "./layers.js" */

/** @param {number[]} shape */
const product = (shape) => shape.reduce((size, length) => size * length, 1);

/** @type {(a: unknown[], b: unknown[]) => boolean} */
const equal = (a, b) => a.length === b.length && a.every((one, at) => one === b[at]);

/**
 * @param {boolean} fits
 * @param {string} name - of a layer or of its weights
 */
const demand = (fits, name) => {
  if (!fits) throw new Error(`${name} does not fit its network.`);
};

/** @type {(value: any) => boolean} */
const isWhole = (value) => Number.isInteger(value) && value >= 0;

/**
 * @param {any} layer
 * @param {number} outputs
 * @param {Weights} tensor
 */
const demandBias = ({ bias }, outputs, tensor) => demand(!bias || equal(tensor(bias).shape, [outputs]), bias);

/**
 * A convolution, or a transposed one, whose weight has its two first axes the other way round.
 * @param {boolean} transposed
 * @returns {(layer: any, shape: number[], tensor: Weights) => number[]}
 */
const convolution = (transposed) => (layer, shape, tensor) => {
  const { weight, stride, padding } = layer;
  const [first, second, ...kernel] = tensor(weight).shape;
  const [inputs, outputs] = transposed ? [first, second] : [second, first];
  const k = kernel[0];
  demand(kernel.length === 2 && k === kernel[1] && shape.length === 3 && shape[0] === inputs, weight);
  demandBias(layer, outputs, tensor);
  demand(isWhole(padding) && isWhole(stride) && stride > 0, weight);
  const side = (/** @type {number} */ length) =>
    transposed
      ? (length - 1) * stride - 2 * padding + k
      : Math.floor((length + 2 * padding - k) / stride) + 1;
  const sides = shape.slice(1).map(side);
  demand(
    sides.every((length) => length > 0),
    weight,
  );
  return [outputs, ...sides];
};

/** @type {Record<string, (layer: any, shape: number[], tensor: Weights) => number[]>} */
const AFTER = {
  linear(layer, shape, tensor) {
    const [outputs, ...inputs] = tensor(layer.weight).shape;
    demand(inputs.length === 1 && equal(shape, inputs), layer.weight);
    demandBias(layer, outputs, tensor);
    return [outputs];
  },
  batch_norm({ mean, variance, epsilon, weight, bias }, shape, tensor) {
    for (const name of [mean, variance, ...(weight ? [weight, bias] : [])])
      demand([1, 3].includes(shape.length) && equal(tensor(name).shape, [shape[0]]), name);
    demand(
      tensor(variance).data.every((value) => value + epsilon > 0),
      variance,
    );
    return shape;
  },
  conv2d: convolution(false),
  conv_transpose2d: convolution(true),
  flatten: (_, shape) => [product(shape)],
  present(_, shape) {
    demand(shape.length === 1, "A layer of type present");
    return [2 * shape[0]];
  },
  unflatten(layer, shape) {
    demand(product(layer.shape) === product(shape), "A layer of type unflatten");
    return layer.shape;
  },
  top_k({ active }, shape) {
    demand(shape.length === 1 && isWhole(active) && active <= shape[0], "A layer of type top_k");
    return shape;
  },
  leaky_relu({ slope }, shape) {
    demand(Number.isFinite(slope), "A layer of type leaky_relu");
    return shape;
  },
};

/**
 * The shape that layers give to what comes in with the shape `shape`.
 * @param {Layer[]} layers
 * @param {number[]} shape
 * @param {Weights} tensor
 * @throws {Error} if their weights do not fit
 */
export const shapeAfter = (layers, shape, tensor) =>
  layers.reduce((now, layer) => AFTER[layer.type]?.(layer, now, tensor) ?? now, shape);

/**
 * Sees to it that networks turn a digit into a code and a code into a digit.
 * @param {Record<string, Layer[]>} networks
 * @param {{ size: number, mean: number[], std: number[] } | undefined} code
 * @param {number[]} digit - the shape of one
 * @param {Weights} tensor
 * @throws {Error} if they cannot
 */
export function demandFit(networks, code, digit, tensor) {
  const { encoder, decoder, log_variance: logVariance } = networks;
  const size = shapeAfter(encoder, digit, tensor);
  demand(size.length === 1, "The encoder");
  if (logVariance) demand(equal(shapeAfter(logVariance, digit, tensor), size), "log_variance");
  demand(product(shapeAfter(decoder, size, tensor)) === product(digit), "The decoder");
  if (!code) return;
  const { mean, std } = code;
  demand(code.size === size[0] && [mean, std].every(({ length }) => length === size[0]), "The code");
  demand([...mean, ...std].every(Number.isFinite), "The code");
}
