// Where a picture stops on its way through a network: the layers as they are drawn. Activations,
// scaling and changes of shape belong to the layer before them.

/** @import { Layer, Weights } from "./layers.js" */

/**
 * @typedef {object} Station
 * @property {"linear" | "conv2d" | "conv_transpose2d"} kind
 * @property {number} weights - how many it has, biases included
 * @property {number} at - the layer of the network whose output it holds
 * @property {Layer["type"][]} then - what is done to the sums, in order
 */

const BESIDE = ["flatten", "unflatten"];

/**
 * The stations of a chain of layers.
 * @param {Layer[]} layers
 * @param {Weights} tensor
 * @returns {Station[]}
 */
export function stations(layers, tensor) {
  /** @type {Station[]} */
  const found = [];
  layers.forEach((layer, at) => {
    const names = "weight" in layer ? [layer.weight, layer.bias] : [];
    const tensors = names.filter((name) => name !== undefined);
    const weights = tensors.reduce((sum, name) => sum + tensor(name).data.length, 0);
    if ("weight" in layer && layer.type !== "batch_norm") {
      found.push({ kind: layer.type, weights, at, then: [] });
      return;
    }
    const last = found[found.length - 1];
    if (!last) return; // what is done to the picture before anything is computed
    last.weights += weights;
    // The maps of a convolution are shown as maps, though the next layer takes them as a list.
    if (layer.type !== "flatten") last.at = at;
    if (!BESIDE.includes(layer.type)) last.then.push(layer.type);
  });
  return found;
}
