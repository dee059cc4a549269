// What a training leaves behind, as `train.py lab` writes it: the weights of model.safetensors, and what
// config.json says of them.

import { PIXELS } from "./material.js";
import { IMAGE, shapesAfter, size, weightShape } from "./plan.js";

/** @import { Code, Config } from "../network.js" */
/** @import { Layer } from "../layers.js" */
/** @import { Tensor } from "../../files/safetensors.js" */
/** @import { Plan, Planned } from "./plan.js" */
/** @import { Trainer } from "./trainer.js" */

/** @typedef {{ config: Config, tensors: Record<string, Tensor> }} Stored */

const LAB = "lab"; // the variant of whatever was trained in the lab
const IN_TRAINING = ["inputs", "outputs", "kernel", "transposed"]; // what the weights say of themselves
const AT_ONCE = 1000; // digits
const DECIMALS = 4;

/**
 * The name of a layer's own weight: a tied one is stored the other way round, beside its bias.
 * @param {Planned} layer
 * @returns {string}
 */
const own = ({ transposed, weight, bias }) => (transposed ? bias.replace("bias", "weight") : weight);

/**
 * @param {Planned[]} layers
 * @returns {Layer[]} as config.json has them: without dropout, which is for training alone
 */
const said = (layers) =>
  layers
    .filter(({ type }) => type !== "dropout")
    .map((layer) => {
      const kept = Object.entries(layer).filter(([name]) => !IN_TRAINING.includes(name));
      return /** @type {any} */ ({
        ...Object.fromEntries(kept),
        ...(layer.weight && { weight: own(layer) }),
      });
    });

/**
 * The chains of layers of config.json.
 * @param {Plan} plan
 * @returns {Record<string, Layer[]>}
 */
export function chains({ encoder, heads: [mean, logVariance], decoder }) {
  if (!mean) return { encoder: said(encoder), decoder: said(decoder) };
  return {
    encoder: said([...encoder, mean]),
    log_variance: said([...encoder, logVariance]),
    decoder: said(decoder),
  };
}

/**
 * The shapes of all that is stored, by name.
 * @param {Plan} plan
 */
export function shapes({ encoder, heads, decoder }) {
  /** @type {Record<string, number[]>} */
  const found = {};
  /** @type {(layers: Planned[], shape: number[]) => void} */
  const add = (layers, shape) => {
    const after = shapesAfter(layers, shape);
    layers.forEach((layer, at) => {
      if (layer.type === "batch_norm")
        for (const name of [layer.weight, layer.bias, layer.mean, layer.variance])
          found[name] = [after[at][0]];
      else if (layer.weight) {
        found[own(layer)] = weightShape(layer);
        found[layer.bias] = [layer.outputs];
      }
    });
  };
  add(encoder, IMAGE);
  for (const head of heads) add([head], [head.inputs]);
  add(decoder, [decoder[0].inputs]);
  return found;
}

/**
 * @param {Tensor} matrix
 * @returns {Tensor}
 */
function turned({ shape: [rows, columns], data }) {
  const result = new Float32Array(data.length);
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++)
      result[column * rows + row] = data[row * columns + column];
  return { shape: [columns, rows], data: result };
}

/**
 * @param {Trainer} trainer
 * @returns {Record<string, Tensor>}
 */
function tensors({ store, plan }) {
  const found = store.tensors();
  for (const layer of plan.decoder) if (layer.transposed) found[own(layer)] = turned(found[layer.weight]);
  return found;
}

/**
 * The mean and the standard deviation of each number of the code over the digits that are learned from.
 * @param {Trainer} trainer
 * @returns {Code}
 */
function usualCode(trainer) {
  const { code: size } = trainer.description;
  const { learned } = trainer.material;
  const count = learned.length / PIXELS;
  const codes = new Float32Array(count * size);
  for (let from = 0; from < count; from += AT_ONCE)
    codes.set(
      trainer.reconstruct(learned.subarray(from * PIXELS, (from + AT_ONCE) * PIXELS)).codes,
      from * size,
    );
  const mean = new Float64Array(size);
  const squares = new Float64Array(size);
  codes.forEach((value, at) => (mean[at % size] += value / count));
  codes.forEach((value, at) => (squares[at % size] += (value - mean[at % size]) ** 2 / (count - 1)));
  /** @param {number} value */
  const rounded = (value) => Number(value.toFixed(DECIMALS));
  return {
    size,
    mean: Array.from(mean, rounded),
    std: Array.from(squares, (sum) => rounded(Math.sqrt(sum))),
  };
}

/**
 * A training as it is now.
 * @param {Trainer} trainer
 * @returns {Stored}
 */
export const stored = (trainer) => ({
  config: {
    variant: LAB,
    arguments: trainer.description,
    parameters: size(trainer.plan).parameters,
    training: trainer.told,
    code: usualCode(trainer),
    networks: chains(trainer.plan),
  },
  tensors: tensors(trainer),
});
