// A training that is asked for from elsewhere: begun, run and paused. It works in short turns, between which
// it listens.

import { turn } from "../turn.js";
import { baselines } from "./baselines.js";
import { deadShare, filters, gradients } from "./insight.js";
import { PIXELS } from "./material.js";
import { slowStep } from "./slow.js";
import { stored } from "./stored.js";
import { memory, Trainer } from "./trainer.js";

/** @import { Description } from "./plan.js" */
/** @import { Told } from "./trainer.js" */

const TURN = 40; // ms
const VIEWS = 100; // ms from one view to the next

/**
 * What is to be seen after some steps.
 * @typedef {object} View
 * @property {Told[]} told - of the steps since the last view
 * @property {Float32Array} pictures - the reconstructions of the digits that are shown
 * @property {Float32Array} codes - of the digits on the map
 * @property {{ side: number, pictures: Float32Array }} filters
 * @property {{ name: string, norm: number }[]} gradients
 * @property {number} [dead]
 */

export class Session {
  /** @type {Trainer | undefined} */
  #trainer;
  /** @type {Uint8Array} */
  #images;
  #make;
  #paused = false;
  /** @type {Float32Array} */
  #shown = new Float32Array(0);
  /** @type {Float32Array} */
  #mapped = new Float32Array(0);

  /**
   * @param {Uint8Array} images - the whole sample
   * @param {(bytes: number) => any} make - kernels with so much memory
   */
  constructor(images, make) {
    this.#images = images;
    this.#make = make;
  }

  /**
   * Begins anew.
   * @param {{ description: Description, shown: Float32Array, mapped: Float32Array }} what - digits that are
   *   to be seen rebuilt, and on the map
   */
  begin({ description, shown, mapped }) {
    const bytes = memory(description);
    this.#trainer = undefined; // whose memory may go before there is more
    this.#trainer = new Trainer(description, this.#images, this.#make(bytes));
    [this.#shown, this.#mapped] = [shown, mapped];
    const { k, total, material } = this.#trainer;
    return { kind: k.kind, bytes, total, epoch: material.steps, view: this.#view([]) };
  }

  get #running() {
    if (!this.#trainer) throw new Error("No training has begun.");
    return this.#trainer;
  }

  /**
   * Takes steps until there are `until`, or it is paused.
   * @param {{ until: number }} what
   * @param {(view: View) => void} show - is called now and then
   * @returns {Promise<{ steps: number, over: boolean, finite: boolean }>}
   */
  async run({ until }, show) {
    const trainer = this.#running;
    this.#paused = false;
    /** @type {Told[]} */
    let told = [];
    let seen = -Infinity;
    while (!this.#paused && !trainer.over && trainer.steps < until) {
      const began = performance.now();
      do told.push(trainer.step());
      while (!trainer.over && trainer.steps < until && performance.now() - began < TURN);
      if (performance.now() - seen > VIEWS) {
        show(this.#view(told));
        told = [];
        seen = performance.now();
      }
      await turn();
      if (trainer !== this.#trainer) break; // begun anew meanwhile
    }
    if (trainer === this.#trainer && told.length) show(this.#view(told));
    return { steps: trainer.steps, over: trainer.over, finite: trainer.finite };
  }

  /** Takes one step, and tells all of it. */
  slowly() {
    const trainer = this.#running;
    const slow = slowStep(trainer);
    return { slow, view: this.#view([slow.told]), over: trainer.over, finite: trainer.finite };
  }

  pause() {
    this.#paused = true;
  }

  /**
   * Other digits that are to be seen rebuilt.
   * @param {{ shown: Float32Array }} what
   */
  look({ shown }) {
    this.#shown = shown;
    return this.#running.reconstruct(shown).pictures;
  }

  /** What the network has to beat. */
  baselines() {
    const { material, description } = this.#running;
    const { learned, held, heldInput } = material;
    return baselines(learned, held, heldInput, PIXELS, description.code, this.#make, turn);
  }

  /** The network as it is, as its files have it. */
  network() {
    return stored(this.#running);
  }

  /** @type {(told: Told[]) => View} */
  #view(told) {
    const trainer = this.#running;
    return {
      told,
      pictures: trainer.reconstruct(this.#shown).pictures,
      codes: trainer.reconstruct(this.#mapped).codes,
      filters: filters(trainer),
      gradients: gradients(trainer),
      dead: deadShare(trainer),
    };
  }
}
