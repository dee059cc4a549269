// The digit networks, rebuilt from the very files that train.py wrote and kept for the visit.

import { Failure } from "../files/failures.js";
import { fetchBytes, fetchJson, remembering } from "../files/fetch.js";
import { nameOf, weightsFile } from "../files/places.js";
import { parseSafetensors } from "../files/safetensors.js";
import { outputs, runs } from "./layers.js";
import { demandFit } from "./shapes.js";

/** @import { Tensor } from "../files/safetensors.js" */
/** @import { Vector } from "../maths/matrix.js" */
/** @import { Layer, Run } from "./layers.js" */

const DIGIT = [1, 28, 28];

/** @param {Tensor[]} tensors */
const last = (tensors) => tensors[tensors.length - 1].data;

/**
 * With how many layers both begin.
 * @param {Layer[]} a
 * @param {Layer[]} b
 */
function trunk(a, b) {
  const other = a.findIndex((layer, at) => JSON.stringify(layer) !== JSON.stringify(b[at]));
  return other < 0 ? a.length : other;
}

/** @typedef {{ size: number, mean: number[], std: number[] }} Code mean and deviation over the test digits */

/**
 * What config.json says of a network.
 * @typedef {object} Config
 * @property {string} variant
 * @property {Code} [code] - of trained ones
 * @property {Record<string, any>} [arguments] - of trained ones, which they were built with
 * @property {number} [parameters] - of trained ones: numbers that were learned
 * @property {Record<string, any>} [training] - of trained ones: how, and what it came to
 * @property {Record<string, Layer[]>} networks - "encoder", "decoder", of variational ones "log_variance"
 * @property {any[]} [figures] - measured, as in the report
 */

export class Network {
  /**
   * @param {Config} config
   * @param {Record<string, Tensor>} tensors
   * @throws {Error} if weights are missing or do not fit, or the page has no such layer
   */
  constructor(config, tensors) {
    /** @param {string} name */
    const tensor = (name) => {
      if (!tensors[name]) throw new Error(`The weights file has no ${name}.`);
      return tensors[name];
    };
    this.name = config.variant;
    this.code = /** @type {Code} */ (config.code);
    this.arguments = /** @type {Record<string, any>} */ (config.arguments);
    this.figures = config.figures ?? [];
    this.layers = config.networks;
    this.tensor = tensor;
    this.parameters =
      config.parameters ?? Object.values(tensors).reduce((sum, { data }) => sum + data.length, 0);
    /** @type {Record<string, Run[]>} */
    this.runs = Object.fromEntries(
      Object.entries(config.networks).map(([name, layers]) => [name, runs(layers, tensor)]),
    );
    demandFit(config.networks, config.code, DIGIT, tensor);
  }

  /**
   * What comes out of each layer of the encoder; the last is the code.
   * @param {Float32Array} pixels - 784 in [0, 1]
   */
  encoding(pixels) {
    return outputs(this.runs.encoder, { shape: DIGIT, data: pixels });
  }

  /**
   * What comes out of each layer of the decoder; the last is the picture.
   * @param {Vector} code
   */
  decoding(code) {
    const data = /** @type {Float32Array} */ (code);
    return outputs(this.runs.decoder, { shape: [code.length], data });
  }

  /**
   * The code of 784 pixels in [0, 1]; of variational networks the mean of the posterior.
   * @param {Float32Array} pixels
   */
  encode(pixels) {
    return last(this.encoding(pixels));
  }

  /**
   * The posterior of a variational network at 784 pixels.
   * @param {Float32Array} pixels
   */
  posterior(pixels) {
    const { encoder, log_variance: other } = this.layers;
    const shared = trunk(encoder, other);
    const encoded = this.encoding(pixels);
    const from = encoded[shared - 1] ?? { shape: DIGIT, data: pixels };
    return { mean: last(encoded), logVariance: last(outputs(this.runs.log_variance.slice(shared), from)) };
  }

  /**
   * 784 pixels; those of `linear` and `pca-32` are not clipped.
   * @param {Vector} code
   */
  decode(code) {
    return last(this.decoding(code));
  }

  /** @param {Float32Array} pixels */
  reconstruct(pixels) {
    return this.decode(this.encode(pixels));
  }
}

/**
 * The network called `name`.
 * @type {(name: string) => Promise<Network>}
 */
export const network = remembering(async (name) => {
  const weights = weightsFile(name, "model.safetensors");
  const [config, tensors] = await Promise.all([
    fetchJson(weightsFile(name, "config.json")),
    fetchBytes(weights, parseSafetensors),
  ]);
  try {
    return new Network(config, tensors);
  } catch (error) {
    throw new Failure("damaged", { file: nameOf(weights) }, error);
  }
});

/**
 * Loads networks one after the other and hands each over as it comes. One that cannot be had does
 * not keep the others back.
 * @param {string[]} names
 * @param {(network: Network) => void} onLoaded
 * @throws {AggregateError} at the end, of what failed
 */
export async function networks(names, onLoaded) {
  const failed = [];
  for (const name of names) {
    try {
      onLoaded(await network(name));
    } catch (error) {
      failed.push(error);
    }
  }
  if (failed.length) throw new AggregateError(failed, failed.map(({ message }) => message).join("; "));
}
