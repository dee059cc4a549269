// A network in training or evaluation, there and back, for batches of one size.

import { chain } from "./layers.js";
import { IMAGE } from "./plan.js";

/** @import { Floats } from "./layers.js" */
/** @import { Description, Plan } from "./plan.js" */
/** @import { Streams } from "./random.js" */
/** @import { Store } from "./store.js" */

/** A network for batches of `n` digits. */
export class Passes {
  #heads;
  #random;
  #training;
  /** @type {any} */
  #z; // drawn from the posterior
  /** @type {any} */
  #dMean;
  /** @type {any} */
  #dLogVariance;
  /** @type {Float64Array} */
  #noise = new Float64Array(0);

  /**
   * @param {Plan} plan
   * @param {Description} description
   * @param {any} k - kernels
   * @param {number} n
   * @param {Store} store - where the weights are
   * @param {Streams} [random] - of training; without them, evaluation
   */
  constructor(plan, description, k, n, store, random) {
    const { code } = description;
    const training = random !== undefined;
    const making = { k, n, training, store, random: random?.dropout, gives: [] };
    this.#training = training;
    this.#random = random;
    this.encoder = chain(plan.encoder, { ...making, shape: IMAGE });
    this.#heads = plan.heads.map((head) => chain([head], { ...making, shape: [head.inputs] }));
    if (plan.heads.length && training)
      [this.#z, this.#dMean, this.#dLogVariance] = [0, 0, 0].map(() => k.floats(n * code));
    this.decoder = chain(plan.decoder, { ...making, shape: [code] });
    /** @type {any} what the network gave: the code before anything is drawn, and the reconstruction */
    this.code = null;
    /** @type {any} of a variational network */
    this.logVariance = null;
    /** @type {any} */
    this.output = null;
  }

  /**
   * Digits (n, 784) → their reconstructions (n, 784).
   * @param {Floats} x
   */
  forward(x) {
    const features = this.encoder.forward(x);
    this.code = features;
    let z = features;
    if (this.#heads.length) {
      [this.code, this.logVariance] = this.#heads.map((head) => head.forward(features));
      z = this.#training ? this.#posterior() : this.code;
    }
    this.output = this.decoder.forward(z);
    return this.output;
  }

  /**
   * Codes (n, code) → digits (n, 784).
   * @param {Floats} z
   */
  decode(z) {
    return this.decoder.forward(z);
  }

  // z = μ + σ ε (Kingma & Welling 2013).
  #posterior() {
    const { code: mean, logVariance } = this;
    this.#noise = /** @type {Streams} */ (this.#random).posterior.normal(mean.length);
    for (let i = 0; i < mean.length; i++)
      this.#z[i] = mean[i] + Math.exp(logVariance[i] / 2) * this.#noise[i];
    return this.#z;
  }

  /**
   * The derivatives of the loss by all weights.
   * @param {Floats} dy - by the reconstructions
   * @param {(code: any, dCode: any, dLogVariance?: any) => void} terms - adds those by the code
   */
  backward(dy, terms) {
    let dz = this.decoder.backward(dy);
    if (!this.#heads.length) {
      terms(this.code, dz);
    } else {
      const [dMean, dLogVariance] = [this.#dMean, this.#dLogVariance];
      for (let i = 0; i < dz.length; i++) {
        dMean[i] = dz[i];
        dLogVariance[i] = (dz[i] * this.#noise[i] * Math.exp(this.logVariance[i] / 2)) / 2;
      }
      terms(this.code, dMean, dLogVariance);
      const [first, second] = this.#heads.map((head, at) => head.backward(at ? dLogVariance : dMean));
      for (let i = 0; i < first.length; i++) first[i] += second[i];
      dz = first;
    }
    this.encoder.backward(dz, false);
  }
}
