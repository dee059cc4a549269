// The layers of a network that a description asks for, as config.json says them, with the names that
// PyTorch's nn.Sequential gives their weights. What else there is to a layer in training stands beside.

/** @typedef {Record<string, any>} Description checked, of the fields of facts/lab.json */

/**
 * A layer of config.json, with what it needs to be trained.
 * @typedef {Record<string, any> & { type: string }} Planned
 */

/**
 * @typedef {object} Plan
 * @property {Planned[]} encoder - of a variational network what both heads have in common
 * @property {Planned[]} heads - of a variational network: "mean" and "log_variance"
 * @property {Planned[]} decoder
 */

export const IMAGE = [1, 28, 28];
const SIDE = 28;
const PIXELS = SIDE * SIDE;
const SLOPE = 0.01; // of leaky_relu, PyTorch's own
const EPSILON = 1e-5; // of batch_norm, PyTorch's own

/** @param {string} name */
const weights = (name) => ({ weight: `${name}.weight`, bias: `${name}.bias` });

/** @param {string} type */
const activations = (type) =>
  type === "none" ? [] : [type === "leaky_relu" ? { type, slope: SLOPE } : { type }];

/**
 * The kernel of a transposed convolution of stride 2 that gives exactly twice the side has an even side.
 * @param {number} kernel
 */
export const even = (kernel) => kernel + (kernel % 2);

/**
 * Layers one after the other, named by where they stand.
 * @param {string} chain
 */
function sequence(chain) {
  /** @type {Planned[]} */
  const layers = [];
  return {
    layers,
    /** @param {Planned[]} more - of which those with weights are given names */
    add(...more) {
      for (const layer of more) {
        const name = `${chain}.${layers.length}`;
        if (layer.type === "batch_norm") {
          Object.assign(layer, weights(name), {
            mean: `${name}.running_mean`,
            variance: `${name}.running_var`,
            epsilon: EPSILON,
          });
        } else if (layer.outputs) Object.assign(layer, { ...weights(name), ...layer });
        layers.push(layer);
      }
    },
  };
}

/**
 * What follows the weights of a hidden layer.
 * @param {Description} description
 */
const after = ({ batch_norm: normed, activation, dropout }) => [
  ...(normed ? [{ type: "batch_norm" }] : []),
  ...activations(activation),
  ...(dropout > 0 ? [{ type: "dropout", share: dropout }] : []),
];

/**
 * @param {Description} description
 * @returns {Plan}
 */
export function plan(description) {
  const { network, code, variational, code_activation: bend, sparsity, active } = description;
  const encoder = sequence(variational ? "trunk" : "encoder");
  const decoder = sequence("decoder");
  const features = network === "dense" ? dense(description, encoder) : down(description, encoder);
  /** @type {Planned[]} */
  const heads = [];
  if (variational) {
    for (const name of ["mean", "log_variance"])
      heads.push({ type: "linear", inputs: features, outputs: code, ...weights(name) });
  } else {
    encoder.add({ type: "linear", inputs: features, outputs: code }, ...activations(bend));
    if (sparsity === "top-k") encoder.add({ type: "top_k", active });
  }
  if (network === "dense") back(description, decoder, encoder.layers);
  else up(description, decoder);
  return { encoder: encoder.layers, heads, decoder: decoder.layers };
}

/** @typedef {ReturnType<typeof sequence>} Sequence */

/** @type {(description: Description, encoder: Sequence) => number} */
function dense(description, encoder) {
  let inputs = PIXELS;
  encoder.add({ type: "flatten" });
  for (const outputs of description.hidden) {
    encoder.add({ type: "linear", inputs, outputs }, ...after(description));
    inputs = outputs;
  }
  return inputs;
}

/** @type {(description: Description, decoder: Sequence, encoder: Planned[]) => void} */
function back(description, decoder, encoder) {
  const { hidden, code, tied, output } = description;
  const sizes = [code, ...[...hidden].reverse(), PIXELS];
  const shared = encoder.filter(({ type }) => type === "linear").reverse();
  for (let at = 0; at + 1 < sizes.length; at++) {
    const own = tied ? { weight: shared[at].weight, transposed: true } : {};
    decoder.add({ type: "linear", inputs: sizes[at], outputs: sizes[at + 1], ...own });
    if (at + 2 < sizes.length) decoder.add(...after(description));
  }
  decoder.add(...activations(output), { type: "unflatten", shape: IMAGE });
}

/** @type {(description: Description, encoder: Sequence) => number} */
function down(description, encoder) {
  const { channels, kernel } = description;
  let inputs = 1;
  for (const outputs of channels) {
    const padding = Math.floor((kernel - 1) / 2);
    encoder.add({ type: "conv2d", inputs, outputs, kernel, stride: 2, padding }, ...after(description));
    inputs = outputs;
  }
  encoder.add({ type: "flatten" });
  return inputs * side(channels) ** 2;
}

/** @param {number[]} channels */
const side = (channels) => SIDE / 2 ** channels.length;

/** @type {(description: Description, decoder: Sequence) => void} */
function up(description, decoder) {
  const { channels, code, activation, output } = description;
  const kernel = even(description.kernel);
  const deepest = channels[channels.length - 1];
  const shape = [deepest, side(channels), side(channels)];
  decoder.add({ type: "linear", inputs: code, outputs: deepest * shape[1] ** 2 });
  decoder.add(...activations(activation), { type: "unflatten", shape });
  const back = [...channels.slice(0, -1).reverse(), 1];
  back.forEach((outputs, at) => {
    const inputs = at ? back[at - 1] : deepest;
    const padding = (kernel - 2) / 2;
    decoder.add({ type: "conv_transpose2d", inputs, outputs, kernel, stride: 2, padding });
    decoder.add(...(at + 1 < back.length ? after(description) : activations(output)));
  });
}

/**
 * The shape of a layer's weight, as PyTorch's.
 * @param {Planned} layer
 */
export function weightShape({ type, inputs, outputs, kernel }) {
  if (type === "linear") return [outputs, inputs];
  return [...(type === "conv2d" ? [outputs, inputs] : [inputs, outputs]), kernel, kernel];
}

/**
 * All layers of a plan that have a weight or a scale, in the order in which their numbers are drawn.
 * @param {Plan} plan
 */
export const weighted = ({ encoder, heads, decoder }) =>
  [...encoder, ...heads, ...decoder].filter(({ weight }) => weight);

/** @param {number[]} shape */
export const product = (shape) => shape.reduce((size, length) => size * length, 1);

/**
 * The shapes after each of some layers.
 * @param {Planned[]} layers
 * @param {number[]} shape - of what comes in
 */
export function shapesAfter(layers, shape) {
  return layers.map(({ type, outputs, kernel, stride, padding, shape: given }) => {
    if (type === "linear") shape = [outputs];
    else if (type === "flatten") shape = [product(shape)];
    else if (type === "unflatten") shape = given;
    else if (type === "conv2d")
      shape = [outputs, ...shape.slice(1).map((s) => Math.floor((s + 2 * padding - kernel) / stride) + 1)];
    else if (type === "conv_transpose2d")
      shape = [outputs, ...shape.slice(1).map((s) => (s - 1) * stride - 2 * padding + kernel)];
    return shape;
  });
}

/**
 * How large a network is: numbers that are learned, and multiply-adds for one digit there and back.
 * @param {Plan} network
 */
export function size({ encoder, heads, decoder }) {
  let parameters = 0;
  let multiplyAdds = 0;
  /** @type {(layers: Planned[], shape: number[]) => void} */
  const count = (layers, shape) => {
    const shapes = shapesAfter(layers, shape);
    layers.forEach((layer, at) => {
      if (!layer.weight) return;
      const before = at ? shapes[at - 1] : shape;
      if (layer.type === "batch_norm") return (parameters += 2 * before[0]);
      const weight = product(weightShape(layer));
      parameters += (layer.transposed ? 0 : weight) + layer.outputs;
      const spread = layer.type === "conv_transpose2d" ? before : shapes[at];
      multiplyAdds += weight * product(spread.slice(1));
    });
  };
  count(encoder, IMAGE);
  for (const head of heads) count([head], [head.inputs]);
  count(decoder, [decoder[0].inputs]);
  return { parameters, multiplyAdds };
}
