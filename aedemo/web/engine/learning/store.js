// What a network has learned: its weights and their derivatives, by the names PyTorch gives them.

/** @import { Floats } from "./layers.js" */

/**
 * Numbers that are learned.
 * @typedef {object} Parameter
 * @property {string} name
 * @property {number[]} shape - as PyTorch has it
 * @property {Floats} value
 * @property {Floats} grad - the derivatives of the loss by them
 * @property {number} uses - in how many layers; of several, all add to `grad`
 */

export class Store {
  /** @type {Map<string, Parameter>} */
  parameters = new Map();
  /** @type {Map<string, Floats>} */
  buffers = new Map(); // running statistics, which are kept but not learned
  #k;

  /** @param {any} k - kernels, of whose memory all is taken */
  constructor(k) {
    this.#k = k;
  }

  /**
   * The parameter called `name`, made when it is first asked for.
   * @param {string} name
   * @param {number[]} shape
   * @param {boolean} learns - whether the layer that asks adds to its derivatives
   */
  parameter(name, shape, learns) {
    let parameter = this.parameters.get(name);
    if (!parameter) {
      const size = shape.reduce((product, length) => product * length, 1);
      parameter = { name, shape, value: this.#k.floats(size), grad: this.#k.floats(size), uses: 0 };
      this.parameters.set(name, parameter);
    }
    if (learns) parameter.uses++;
    return parameter;
  }

  /**
   * The statistic called `name`, `start` each when it is first asked for.
   * @param {string} name
   * @param {number} size
   * @param {number} start
   */
  buffer(name, size, start) {
    let buffer = this.buffers.get(name);
    if (!buffer) {
      buffer = /** @type {Floats} */ (this.#k.floats(size).fill(start));
      this.buffers.set(name, buffer);
    }
    return buffer;
  }

  /** Before the derivatives of a batch: those that several layers add to begin at 0. */
  clear() {
    for (const { grad, uses } of this.parameters.values()) if (uses > 1) grad.fill(0);
  }

  /**
   * Everything as model.safetensors has it, copied.
   * @returns {Record<string, { shape: number[], data: Float32Array }>}
   */
  tensors() {
    /** @type {Record<string, { shape: number[], data: Float32Array }>} */
    const tensors = {};
    for (const [name, { shape, value }] of this.parameters)
      tensors[name] = { shape, data: Float32Array.from(value) };
    for (const [name, value] of this.buffers)
      tensors[name] = { shape: [value.length], data: Float32Array.from(value) };
    return tensors;
  }
}
