// The trainings of a visit to the lab: up to four runs, of which one learns at a time, in a worker.

import { Client } from "../../engine/client.js";
import { Projection } from "./projection.js";
import { Run } from "./run.js";

const WORKER = new URL("../../engine/learning/worker.js", import.meta.url);
const MOST = 4; // runs that are compared

/** @typedef {{ images: Uint8Array, held: Float32Array }} Sample */

/** The runs, and what is done with them. Calls `changed` whenever there is something new. */
export class Training {
  runs;
  at = 0; // the run that is looked at, and changed
  running = false;
  #client;
  #sample;
  #shown = new Float32Array(0);
  #there = null; // the run whose network the worker has
  #projection = new Projection();
  #prepared = Promise.resolve();
  #learning = Promise.resolve();
  #changed;

  /**
   * @param {Record<string, any>} description
   * @param {() => void} changed
   */
  constructor(description, changed) {
    this.runs = [new Run(description)];
    this.#changed = changed;
  }

  get run() {
    return this.runs[this.at];
  }

  /** Gives it the digits; without them nothing can be trained. */
  set sample(/** @type {Sample} */ sample) {
    this.#sample = sample;
    this.#client = new Client(WORKER, ["sample", { images: sample.images }]);
  }

  /** The runs of a preset. */
  plan(descriptions) {
    this.pause();
    this.runs = descriptions.map((description) => new Run(description));
    this.at = 0;
    this.#changed();
  }

  /**
   * Another description for the run that is looked at: what was trained with the old one stays beside it.
   * @returns {boolean} whether it is another
   */
  change(description) {
    if (JSON.stringify(description) === JSON.stringify(this.run.description)) return false;
    this.pause();
    if (this.run.steps) {
      this.runs = [...this.runs, new Run(description)].slice(-MOST);
      this.at = this.runs.length - 1;
    } else {
      this.runs[this.at] = new Run(description);
    }
    this.#changed();
    return true;
  }

  look(at) {
    this.at = at;
    this.#changed();
  }

  remove(at) {
    if (this.runs.length === 1) return;
    if (this.runs[at] === this.#there) this.pause();
    this.runs.splice(at, 1);
    this.at = Math.min(this.at, this.runs.length - 1);
    this.#changed();
  }

  /** Begins the run anew, with the same first weights. */
  reset() {
    this.pause();
    this.runs[this.at] = new Run(this.run.description);
    this.#changed();
  }

  pause() {
    if (this.running) this.#client.ask("pause");
  }

  end() {
    this.#client?.end();
    this.#client = undefined;
  }

  /**
   * Has the run go on until it has taken so many steps. One whose network is gone begins anew.
   * @param {number} steps
   */
  until(steps) {
    return this.#learn(async () => {
      const run = this.#there;
      const see = (view) => this.#see(run, view);
      const { over, finite } = await this.#client.ask("run", { until: Math.min(steps, run.length) }, see);
      Object.assign(run, { over, finite });
    });
  }

  /** Has the run take one step, and tell all of it. */
  slowly() {
    return this.#learn(async () => {
      const run = this.#there;
      const { slow, view, over, finite } = await this.#client.ask("slowly");
      Object.assign(run, { slow, over, finite });
      this.#see(run, view);
    });
  }

  // One run learns at a time: another one, which has been paused, is waited for.
  async #learn(what) {
    if (this.running && this.#there !== this.run) await this.#learning;
    if (this.running) return;
    this.running = true;
    this.#changed();
    const learning = this.#ready().then(what);
    this.#learning = learning.catch(() => {}); // whoever asked for it is told
    try {
      await learning;
    } finally {
      this.running = false;
      this.#changed();
    }
  }

  /** Has the run end, and those after it that have not begun, one after the other. */
  async all() {
    for (let at = this.at; at < this.runs.length; at++) {
      const run = this.runs[at];
      this.at = at;
      await this.until(Infinity);
      if (run !== this.runs[at] || (!run.over && run.finite)) return; // paused, or changed
      while (this.runs[at + 1]?.steps) at++;
    }
  }

  /** Shows the run that is looked at as it is before its first step, and what it has to beat. */
  async prepare() {
    const { run } = this;
    await this.#ready();
    if (run === this.run && !this.running) await this.#beat(run);
  }

  // Has the worker hold the network of the run that is looked at. One call after the other.
  #ready() {
    this.#prepared = this.#prepared.catch(() => {}).then(() => this.#begin());
    return this.#prepared;
  }

  async #begin() {
    const { run } = this;
    if (run === this.#there) return;
    if (run.steps) Object.assign(run, new Run(run.description));
    this.#there = null;
    const { description } = run;
    const begun = { description, shown: this.#shown, mapped: this.#sample.held };
    const { kind, view } = await this.#client.ask("begin", begun);
    run.kind = kind;
    this.#there = run;
    this.#projection = new Projection();
    this.#see(run, view);
  }

  // What the run has to beat, once something of it is seen; only squared errors can be compared with it.
  async #beat(run) {
    if (run.beaten || run.description.loss !== "mse") return;
    run.beaten = { mean: null, pca: null };
    run.beaten = await this.#client.ask("baselines");
    this.#changed();
  }

  #see(run, { told, codes, ...view }) {
    if (told.length) this.#beat(run).catch(() => {}); // a worker that is gone says so elsewhere
    run.told.push(...told);
    const places = this.#projection.places(codes, run.description.code);
    run.keep({ step: run.steps, places, ...view });
    this.#changed();
  }

  /** Other digits that are to be seen, once they are rebuilt by the network as it is, if there is one. */
  async show(pixels) {
    this.#shown = pixels;
    const run = this.#there;
    if (!run) return void this.#changed();
    const pictures = await this.#client.ask("look", { shown: pixels });
    const last = run.views.at(-1);
    if (last) Object.assign(last, { pictures });
    this.#changed();
  }

  /** Whether the weights of the run are still there: those of the last one that learned are. */
  get kept() {
    return this.#there === this.run;
  }

  /** The network of the run as it is, as its files have it: {config, tensors}. */
  network() {
    return this.#client.ask("network");
  }
}
