// A training, step by step: the same description gives the same curve here, in `train.py lab` and in the
// script that it is exported as.

import { begin } from "./initial.js";
import { Material, PIXELS } from "./material.js";
import { clip, optimiser, SCHEDULES } from "./optimisers.js";
import { Passes } from "./passes.js";
import { plan } from "./plan.js";
import { streams } from "./random.js";
import { Store } from "./store.js";
import { contraction, gaussianKl, sparsity } from "./terms.js";

/** @import { Description } from "./plan.js" */

/** @typedef {Record<string, number>} Told `step`, and the terms of its loss by name */

const AT_ONCE = 100; // digits that are evaluated at once
const EDGE = 1e-7; // cross-entropy takes what is no share as one that far from 0 and 1
/** @type {Record<string, string>} */
const LOSSES = { mse: "mse", "cross-entropy": "crossEntropy", l1: "absolute" };

/**
 * A mean, of which the sum is rounded to single precision: one that is infinite there, as PyTorch adds up, is
 * so here.
 * @type {(value: number, count: number) => number}
 */
const mean = (value, count) => Math.fround(value * count) / count;

export class Trainer {
  steps = 0; // taken
  finite = true;
  /** @type {Told} */
  told = {}; // of the last step
  #random;
  #optimiser;
  #parameters;
  #clamped;
  /** @type {any} */
  #dy; // derivatives by the reconstructions
  /** @type {any} */
  #some; // digits that are evaluated, and what they should become
  /** @type {any} */
  #wanted;

  /**
   * @param {Description} description
   * @param {Uint8Array} images - the whole sample, 784 bytes a digit
   * @param {any} k - kernels; all they have to give is taken at once
   */
  constructor(description, images, k) {
    const { batch, noise, seed } = description;
    this.description = description;
    this.k = k;
    this.#random = streams(seed);
    this.plan = plan(description);
    this.store = new Store(k);
    this.passes = new Passes(this.plan, description, k, batch, this.store, this.#random);
    this.evaluation = new Passes(this.plan, description, k, AT_ONCE, this.store);
    this.material = new Material(description, images, k, this.#random);
    this.total = description.epochs * this.material.steps;
    this.#parameters = [...this.store.parameters.values()];
    this.#optimiser = optimiser(k, this.#parameters, description);
    const most = Math.max(batch, AT_ONCE) * PIXELS;
    this.clean = k.floats(batch * PIXELS);
    this.input = noise === "none" ? this.clean : k.floats(batch * PIXELS);
    this.#clamped = this.#clamps ? k.floats(most) : null;
    this.#dy = k.floats(most);
    this.#some = k.floats(AT_ONCE * PIXELS);
    this.#wanted = k.floats(AT_ONCE * PIXELS);
    begin(this.plan, this.store, description, this.#random.init);
  }

  get #clamps() {
    return this.description.loss === "cross-entropy" && this.description.output !== "sigmoid";
  }

  // The error of reconstructions, and its derivatives in #dy.
  #reconstruction(/** @type {any} */ y, /** @type {any} */ x, /** @type {number} */ count) {
    const loss = this.k[LOSSES[this.description.loss]];
    if (!this.#clamps) return mean(loss(this.#dy, y, x, count), count);
    const clamped = this.#clamped;
    for (let i = 0; i < count; i++) clamped[i] = Math.min(1 - EDGE, Math.max(EDGE, y[i]));
    const value = loss(this.#dy, clamped, x, count);
    for (let i = 0; i < count; i++) if (clamped[i] !== y[i]) this.#dy[i] = 0;
    return mean(value, count);
  }

  /**
   * Takes a step, and tells the terms of the loss before it; at the end of an epoch also `held_out`, the
   * error of the held-out digits after it. A loss that is no finite number is told, and not followed.
   * @param {() => void} [begun] - is called when the batch is there, before anything is done with it
   * @returns {Told}
   * @throws {Error} if the training is over
   */
  step(begun) {
    if (this.over) throw new Error("The training is over.");
    const { description, material, store, passes, k } = this;
    const { batch, beta, rate, schedule } = description;
    material.batch(this.steps, this.clean, this.input);
    begun?.();
    store.clear();
    const y = passes.forward(this.input);
    /** @type {Told} */
    const told = (this.told = { step: this.steps + 1 });
    told.reconstruction = this.#reconstruction(y, this.clean, batch * PIXELS);
    let loss = told.reconstruction;
    /** @type {{ value: number, add: (grad: any) => void } | undefined} */
    let still;
    passes.backward(this.#dy, (code, dCode, dLogVariance) => {
      if (dLogVariance) {
        const kl = gaussianKl(code, passes.logVariance, batch, PIXELS, beta, dCode, dLogVariance);
        told.kl = mean(kl, 2 * batch * PIXELS);
        loss += beta * told.kl;
        return;
      }
      const sparse = sparsity(description, code, batch, dCode);
      if (sparse !== undefined) {
        told.sparsity = mean(sparse, batch);
        loss += description.sparsity_weight * told.sparsity;
      }
      if (description.contraction) {
        still = contraction(description, code, this.#first.value, batch, dCode);
        told.contraction = mean(still.value, batch);
        loss += description.contraction * told.contraction;
      }
    });
    still?.add(this.#first.grad);
    loss += this.#penalties(told);
    told.loss = Math.fround(loss);
    this.finite = Number.isFinite(told.loss);
    if (!this.finite) return told;
    if (description.clip) clip(k, this.#parameters, description.clip);
    this.#optimiser.update(SCHEDULES[schedule](rate, this.steps, this.total));
    this.steps++;
    if (this.steps % material.steps === 0) told.held_out = this.heldOut();
    return told;
  }

  /** Whether no further step is to be taken. */
  get over() {
    return !this.finite || this.steps >= this.total;
  }

  // The weight of the encoder's first layer.
  get #first() {
    const [first] = this.#parameters;
    return first;
  }

  // What the weights themselves cost.
  #penalties(/** @type {Told} */ told) {
    const { l1_weights: l1, l2_weights: l2 } = this.description;
    if (!l1 && !l2) return 0;
    let [absolutes, squares] = [0, 0];
    for (const { shape, value, grad } of this.#parameters) {
      if (shape.length < 2) continue; // a bias, or of batch norm
      absolutes += this.k.absolutes(value, value.length);
      squares += this.k.squares(value, value.length);
      this.k.penalise(grad, value, value.length, l1, l2);
    }
    if (l1) told.l1_weights = mean(absolutes, 1);
    if (l2) told.l2_weights = mean(squares, 1);
    return (l1 && l1 * told.l1_weights) + (l2 && l2 * told.l2_weights);
  }

  /** The error of the held-out digits. */
  heldOut() {
    const { held, heldInput } = this.material;
    let sum = 0;
    for (let at = 0; at < held.length; at += AT_ONCE * PIXELS) {
      this.#some.set(heldInput.subarray(at, at + AT_ONCE * PIXELS));
      this.#wanted.set(held.subarray(at, at + AT_ONCE * PIXELS));
      const y = this.evaluation.forward(this.#some);
      sum += this.#reconstruction(y, this.#wanted, AT_ONCE * PIXELS);
    }
    return mean((sum * AT_ONCE * PIXELS) / held.length, held.length);
  }

  /** What the optimiser remembers of each parameter, in their order, by name. */
  get moments() {
    return this.#optimiser.moments;
  }

  /**
   * What the network makes of some digits as it is now, and how far that is off.
   * @param {Float32Array} input - (n, 784) of at most 100 digits, as the network sees them
   * @param {Float32Array} wanted - (n, 784) what they should become
   * @returns {{ pictures: Float32Array, derivatives: Float32Array, error: number }} the derivatives are those
   *   of the error by the pictures
   */
  judge(input, wanted) {
    const { pictures } = this.reconstruct(input);
    this.#some.set(pictures);
    this.#wanted.set(wanted);
    const error = this.#reconstruction(this.#some, this.#wanted, wanted.length);
    return { pictures, derivatives: Float32Array.from(this.#dy.subarray(0, wanted.length)), error };
  }

  /**
   * What the network makes of digits as it is now.
   * @param {Float32Array} pixels - 784 of each
   * @returns {{ codes: Float32Array, pictures: Float32Array }}
   */
  reconstruct(pixels) {
    const { code } = this.description;
    const count = pixels.length / PIXELS;
    const codes = new Float32Array(count * code);
    const pictures = new Float32Array(pixels.length);
    for (let from = 0; from < count; from += AT_ONCE) {
      const some = Math.min(AT_ONCE, count - from);
      this.#some.fill(0);
      this.#some.set(pixels.subarray(from * PIXELS, (from + some) * PIXELS));
      const y = this.evaluation.forward(this.#some);
      codes.set(this.evaluation.code.subarray(0, some * code), from * code);
      pictures.set(y.subarray(0, some * PIXELS), from * PIXELS);
    }
    return { codes, pictures };
  }
}

/** Room for `count` numbers that nobody will ever ask for. */
const room = (/** @type {number} */ length) => ({ length, fill: () => room(length), set() {} });

/**
 * How much memory a training takes from its kernels, in bytes.
 * @param {Description} description
 */
export function memory(description) {
  let bytes = 0;
  /** @type {(size: number, each: number) => any} */
  const take = (size, each) => {
    bytes += (size * each + 79) & ~15; // as kernels round
    return room(size);
  };
  const k = {
    floats: (/** @type {number} */ size) => take(size, 4),
    bytes: (/** @type {any} */ array) => take(array.length, array.BYTES_PER_ELEMENT),
  };
  const network = plan(description);
  const store = new Store(k);
  new Passes(network, description, k, description.batch, store, streams(description.seed));
  new Passes(network, description, k, AT_ONCE, store);
  optimiser(k, [...store.parameters.values()], description);
  const { batch, digits } = description;
  for (const size of [batch, batch, AT_ONCE, AT_ONCE, batch + AT_ONCE, batch + AT_ONCE])
    take(size * PIXELS, 4);
  take(digits * PIXELS, 1);
  take(batch, 4);
  return bytes;
}
