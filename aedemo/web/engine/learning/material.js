// The digits of a training: those that are learned from, batch by batch, and those that are held out.

import { Pcg32 } from "../../maths/pcg32.js";
import { toBytes } from "./drawn.js";
import { shuffled } from "./random.js";

/** @import { Description } from "./plan.js" */
/** @import { Streams } from "./random.js" */

export const PIXELS = 784;
export const HELD_OUT = 1000;

/**
 * The order of the sample, the same for every seed: the first digits are learned from, the last held out.
 * @param {number} count - how many digits there are
 */
export const sampleOrder = (count) => shuffled(count, new Pcg32(0));

/**
 * Damages digits in place, as aedemo/data/noise.py does.
 * @param {Float32Array | Float64Array} x
 * @param {Description} description
 * @param {Pcg32} random
 */
export function corrupt(x, { noise, level }, random) {
  if (noise === "none") return;
  if (noise === "gaussian") {
    const drawn = random.normal(x.length);
    for (let i = 0; i < x.length; i++)
      x[i] = Math.min(1, Math.max(0, x[i] + Math.fround(level * Math.fround(drawn[i]))));
    return;
  }
  const drawn = random.uniform(x.length);
  const low = noise === "masking" ? level : level / 2;
  for (let i = 0; i < x.length; i++) if (drawn[i] < level) x[i] = drawn[i] < low ? 0 : 1;
}

/**
 * Pixels from 0 to 1. (Float32Array.from with a function takes a hundred times as long.)
 * @param {Uint8Array} bytes
 */
function pixels(bytes) {
  const x = new Float32Array(bytes.length);
  for (let i = 0; i < x.length; i++) x[i] = bytes[i] / 255;
  return x;
}

/**
 * The visitor's own drawings one after the other, and again, until there are so many.
 * @param {string[]} own
 * @param {number} count
 */
function repeated(own, count) {
  const drawings = own.map(toBytes);
  const bytes = new Uint8Array(count * PIXELS);
  for (let at = 0; at < count; at++) bytes.set(drawings[at % drawings.length], at * PIXELS);
  return bytes;
}

/** What a training takes its digits from. */
export class Material {
  #description;
  #k;
  #random;
  /** @type {any} */
  #bytes; // of the digits that are learned from
  /** @type {Float32Array | undefined} */
  #drawn; // or pictures drawn by chance
  /** @type {any} */
  #turn;
  /** @type {Int32Array} */
  #order = new Int32Array(0);

  /**
   * @param {Description} description
   * @param {Uint8Array} images - the whole sample, 784 bytes a digit
   * @param {any} k - kernels
   * @param {Streams} random
   */
  constructor(description, images, k, random) {
    const { pictures, own, digits, batch } = description;
    const order = sampleOrder(images.length / PIXELS);
    /** @type {(indices: Int32Array) => Uint8Array} */
    const taken = (indices) => {
      const bytes = new Uint8Array(indices.length * PIXELS);
      indices.forEach((index, at) =>
        bytes.set(images.subarray(index * PIXELS, (index + 1) * PIXELS), at * PIXELS),
      );
      return bytes;
    };
    this.#description = description;
    this.#k = k;
    this.#random = random;
    this.#turn = k.bytes(new Int32Array(batch));
    if (pictures === "random") {
      this.#drawn = new Float32Array(random.data.uniform(digits * PIXELS));
      this.held = new Float32Array(random.held.uniform(HELD_OUT * PIXELS));
    } else {
      this.#bytes = k.bytes(pictures === "own" ? repeated(own, digits) : taken(order.subarray(0, digits)));
      this.held = pixels(taken(order.slice(-HELD_OUT)));
    }
    /** The held-out digits as the network sees them. */
    this.heldInput = this.held.slice();
    corrupt(this.heldInput, description, random.held);
  }

  /**
   * The digits that are learned from.
   * @returns {Float32Array}
   */
  get learned() {
    return this.#drawn ?? pixels(this.#bytes);
  }

  /** How many batches there are in an epoch. */
  get steps() {
    return Math.floor(this.#description.digits / this.#description.batch);
  }

  /**
   * The digits of a step, and as the network sees them.
   * @param {number} step - counted from 0; each is asked for once, one after the other
   * @param {any} clean - (batch, 784), to be filled
   * @param {any} input - likewise; the same array if there is no noise
   */
  batch(step, clean, input) {
    const { digits, batch } = this.#description;
    const at = step % this.steps;
    if (at === 0) this.#order = shuffled(digits, this.#random.order);
    const indices = this.#order.subarray(at * batch, (at + 1) * batch);
    if (this.#drawn) {
      const all = this.#drawn;
      indices.forEach((index, row) =>
        clean.set(all.subarray(index * PIXELS, (index + 1) * PIXELS), row * PIXELS),
      );
    } else {
      this.#turn.set(indices);
      this.#k.gather(clean, this.#bytes, this.#turn, batch, PIXELS);
    }
    if (input === clean) return;
    input.set(clean);
    corrupt(input, this.#description, this.#random.noise);
  }
}
