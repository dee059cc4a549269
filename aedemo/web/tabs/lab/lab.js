// <ae-lab>: autoencoders of the visitor's own, trained here and now. Properties: those of a description
// (facts/lab.json), preset, and `description`, all of them. Methods: train(steps), trainEpoch(),
// trainSlowly(), reset(), script().

import texts from "../../../facts/texts/lab.json" with { type: "json" };
import { CLOUD } from "../../charts/cloud.js";
import { Adjustable, settle } from "../../elements/adjustable.js";
import { dear } from "../../elements/dear.js";
import { Idle, oncePerFrame, RESTS } from "../../elements/pace.js";
import { onTheme } from "../../elements/theme.js";
import "../../parts/pad.js";
import { described, FIELDS, START } from "../../state/lab/description.js";
import { tooMuch } from "../../state/lab/limits.js";
import { PRESETS } from "../../state/lab/presets.js";
import { script } from "../../state/lab/script.js";
import { Composed } from "./composed.js";
import { Curves, UPLOT } from "./curves.js";
import { evidence } from "./evidence.js";
import { Exports } from "./exports.js";
import { Filters, Norms, Rebuilt, Unfolding } from "./insides.js";
import { Moment } from "./moment.js";
import { Own } from "./own.js";
import { Runs } from "./runs.js";
import { loadSample, shownDigits } from "./sample.js";
import { sentence } from "./sentences.js";
import { Slowly } from "./slowly.js";
import { Steering } from "./steering.js";
import { Training } from "./training.js";
import { Yours } from "./yours.js";

/**
 * What the parts of the lab show.
 * @typedef {object} Seen
 * @property {Training} training
 * @property {import("./run.js").Run} run - the one that is looked at
 * @property {any} [view] - the moment of it that is looked at
 * @property {number | null} moment - its place among the views, if it is not the last
 * @property {Record<string, any>} description - as it is set
 * @property {import("../../state/lab/description.js").Wrong[]} wrong - why that cannot be trained
 * @property {Float32Array} shown - the digits that are seen rebuilt
 * @property {number[]} [labels] - of the digits on the map
 */

// The parts, by the names of the sections that hold them.
const PARTS = {
  run: Steering,
  composed: Composed,
  rebuilt: Rebuilt,
  own: Own,
  curves: Curves,
  runs: Runs,
  moment: Moment,
  code_map: Unfolding,
  filters: Filters,
  gradient_norms: Norms,
  slowly: Slowly,
  yours: Yours,
  script: Exports,
};
const part = (name, title = name) => `
  <section data-seen="${name}"><h3 data-text="${title}"></h3>${PARTS[name].html}</section>`;

export class Lab extends Adjustable {
  static texts = texts;
  static terse = true;
  static styles = [CLOUD, UPLOT, new URL("lab.css", import.meta.url)];
  static html = `
    <div class="bench">
      <div class="run" data-seen="run">${Steering.html}</div>
      <section class="composed" data-seen="composed">${Composed.html}</section>
      <div class="middle">
        ${part("rebuilt", "as_it_learns")}<div data-seen="own">${Own.html}</div>${part("curves")}
        <div data-seen="moment">${Moment.html}</div>
        ${part("runs")}
      </div>
      ${part("yours", "your_network")}
      <div class="within">${part("code_map")}${part("filters")}${part("gradient_norms")}</div>
      ${Slowly.html}${Exports.html}
    </div>`;

  #training = new Training(
    START,
    oncePerFrame(() => this.show()),
  );
  /** @type {import("./sample.js").Sample | undefined} */
  #sample;
  #parts;
  #moment = null;
  #wrong = [];
  #following = false; // whether properties follow the training, and not the other way round
  #atRest = new Idle(RESTS);

  async start() {
    this.pad = this.one("ae-pad");
    this.#parts = Object.entries(PARTS).map(
      ([name, Part]) => new Part(this, this.one(`[data-seen="${name}"]`)),
    );
    for (const each of this.#parts) each.start();
    this.pad.addEventListener("draw", () => this.#look());
    onTheme(() => this.show());
    await this.begin({ digit: 2 });
    if (!dear()) this.#act(() => this.#prepare());
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#training.end();
  }

  get drawings() {
    return { digit: this.pad };
  }

  get #values() {
    return Object.fromEntries(Object.keys(FIELDS).map((name) => [name, this[name]]));
  }

  /** What is trained: an object of the fields of facts/lab.json; what is left out when it is set starts anew. */
  get description() {
    return described(this.#values).description;
  }

  set description(values) {
    const { description, wrong } = described(values);
    if (wrong.length) throw new RangeError(wrong.map((each) => sentence(this, each)).join(" "));
    this.#take(description);
  }

  get evidence() {
    return evidence(this.#training.run, this.#parts?.find((each) => each instanceof Slowly).followed);
  }

  /** The text of the script that repeats the training with PyTorch. */
  script() {
    return script(this.description);
  }

  /**
   * Takes so many steps more.
   * @param {number} steps
   * @returns {Promise<Record<string, number>[]>} all that was told so far: {step, term: value…}
   */
  async train(steps) {
    this.#change();
    await this.#act(() => this.#training.until(this.#training.run.steps + steps));
    return this.#training.run.told;
  }

  /** Goes on to the end of the epoch. */
  trainEpoch() {
    const { run } = this.#training;
    const epoch = Math.floor(run.description.digits / run.description.batch);
    return this.train(epoch - (run.steps % epoch));
  }

  /** Takes one step more, of which all is told. */
  trainSlowly() {
    return this.#act(() => this.#training.slowly());
  }

  /** Trains all runs to their ends, or pauses. */
  startOrPause() {
    return this.#training.running ? this.#training.pause() : this.#act(() => this.#training.all());
  }

  /** Begins the run anew, with the same first weights. */
  reset() {
    this.#moment = null;
    this.#training.reset();
    this.#prepareAtRest();
  }

  // What was trained before is not there any more.
  clear() {
    this.#moment = null;
    this.#training.plan([this.description]);
    this.#prepareAtRest();
  }

  /** Looks at another of the runs. */
  lookAt(at) {
    this.#moment = null;
    this.#training.look(at);
    this.#follow();
  }

  /** Looks at the run as it was at one of the moments that were kept. */
  goTo(moment) {
    this.#moment = moment < this.#training.run.views.length - 1 ? moment : null;
    this.show();
  }

  // A preset was chosen: its runs, and its first one's settings.
  present() {
    const preset = PRESETS[this.preset];
    if (preset) {
      this.#training.plan(preset.runs);
      this.#follow();
    }
    this.#prepareAtRest();
    this.show();
  }

  // The settings become those of the run that is looked at.
  #follow() {
    this.#following = true;
    this.#take(this.#training.run.description);
    this.#following = false;
    this.#check();
    this.show();
  }

  // A setting was changed.
  refresh() {
    if (this.#following) return;
    this.#change();
    this.show();
  }

  // Drawings that a description makes no use of are kept.
  #take(description) {
    for (const [name, value] of Object.entries(description))
      if (name !== "own" || description.pictures === "own") this[name] = value;
  }

  // What is set, and in `#wrong` why it cannot be trained.
  #check() {
    const { description, wrong } = described(this.#values);
    this.#wrong = wrong.length ? wrong : tooMuch(description);
    return description;
  }

  #change() {
    const description = this.#check();
    if (this.#wrong.length || !this.#training.change(description)) return;
    this.#moment = null;
    this.#prepareAtRest();
  }

  // The network as it is before it has learned anything, once the hand rests and its digits are there.
  #prepareAtRest() {
    this.#atRest.run([() => this.#sample && this.#act(() => this.#prepare())]);
  }

  #prepare() {
    const { running, run } = this.#training;
    return running || run.steps ? undefined : this.#training.prepare();
  }

  async #act(what) {
    if (this.#wrong.length) return;
    this.#moment = null;
    await this.#load();
    try {
      await what();
    } catch (error) {
      this.failed(error, async () => this.reset());
    }
  }

  async #load() {
    if (this.#sample) return;
    const sample = await this.loading(loadSample);
    if (this.#sample) return; // asked twice meanwhile
    this.#sample = sample;
    this.#training.sample = this.#sample;
    await this.#look();
  }

  get #shown() {
    return shownDigits(this.pad.pixels, this.#sample);
  }

  // Shown once the network has answered: drawing it before, too, would double what a stroke costs.
  #look() {
    return this.#training.show(this.#shown);
  }

  show() {
    if (!this.filled || !this.#parts) return;
    const training = this.#training;
    const { run } = training;
    const seen = {
      training,
      run,
      view: this.#moment === null ? run.views.at(-1) : run.views[this.#moment],
      moment: this.#moment,
      description: this.description,
      wrong: this.#wrong,
      shown: this.#shown,
      labels: this.#sample?.labels,
    };
    for (const each of this.#parts) each.show(seen);
    this.emit("shown");
  }
}

settle(Lab, "lab", { preset: "present" });
customElements.define("ae-lab", Lab);
