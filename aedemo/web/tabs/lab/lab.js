// <ae-lab>: autoencoders of the visitor's own, trained here and now. Properties: those of a description
// (facts/lab.json), preset, and `description`, all of them. Methods: train(steps), reset(), script().

import texts from "../../../facts/texts/lab.json" with { type: "json" };
import { CLOUD } from "../../charts/cloud.js";
import { testDigits } from "../../data/digits.js";
import { Adjustable, settle } from "../../elements/adjustable.js";
import { language } from "../../elements/language.js";
import { oncePerFrame } from "../../elements/pace.js";
import { onTheme } from "../../elements/theme.js";
import { write } from "../../elements/write.js";
import { PIXELS, sampleOrder } from "../../engine/learning/material.js";
import "../../parts/pad.js";
import { described, FIELDS, START } from "../../state/lab/description.js";
import { effort, tooMuch } from "../../state/lab/limits.js";
import { PRESETS } from "../../state/lab/presets.js";
import { script } from "../../state/lab/script.js";
import { Curves, UPLOT } from "./curves.js";
import { Exports } from "./exports.js";
import { Filters, Norms, Rebuilt, shownDigits, Unfolding } from "./insides.js";
import { Runs } from "./runs.js";
import { sentence } from "./sentences.js";
import { Training } from "./training.js";

const MAPPED = 500;
const BUTTONS = ["start", "one_step", "one_epoch", "again"];

const groups = [...new Set(Object.values(FIELDS).map(({ group }) => group))];
const group = (name) => `
  <details class="group"><summary data-text="group_${name}"></summary>
    ${Object.keys(FIELDS)
      .filter((field) => FIELDS[field].group === name)
      .map((field) => `<div class="controls" data-control="${field}"></div>`)
      .join("")}
  </details>`;
const seen = (name, html) => `<section data-seen="${name}"><h3 data-text="${name}"></h3>${html}</section>`;

export class Lab extends Adjustable {
  static texts = texts;
  static styles = [CLOUD, UPLOT, new URL("lab.css", import.meta.url)];
  static html = `
    <div class="bench">
      <div class="run">
        <div class="controls" data-control="preset"></div>
        <p class="question"></p>
        <div class="row">${BUTTONS.map((name) => `<button class="${name}" data-text="${name}"></button>`).join("")}</div>
        <p class="value progress" role="status"></p>
        <p class="refused" role="alert" hidden></p>
        <p class="note answer" hidden></p>
      </div>
      <section class="composed"><p class="value size"></p>${groups.map(group).join("")}</section>
      <div class="middle">
        <section data-seen="rebuilt"><h3 data-text="as_it_learns"></h3>
          <div class="rebuilt"><ae-pad></ae-pad>${Rebuilt.html}</div></section>
        ${seen("curves", Curves.html)}
        ${seen("runs", Runs.html)}
        <label class="moment"><span data-text="moment"></span><input type="range" min="0" step="1" /></label>
      </div>
      <div class="within">
        ${seen("code_map", Unfolding.html)}${seen("filters", Filters.html)}${seen("gradient_norms", Norms.html)}
      </div>
      ${Exports.html}
    </div>`;

  #training = new Training(
    START,
    oncePerFrame(() => this.#show()),
  );
  #sample; // {images, held, labels}
  #views;
  #moment = null; // the place of the view that is looked at, if not the last
  #wrong = [];
  #following = false; // whether properties follow the training, and not the other way round

  async start() {
    this.pad = this.one("ae-pad");
    const kinds = {
      rebuilt: Rebuilt,
      curves: Curves,
      runs: Runs,
      code_map: Unfolding,
      filters: Filters,
      gradient_norms: Norms,
      script: Exports,
    };
    this.#views = Object.fromEntries(
      Object.entries(kinds).map(([name, Kind]) => [name, new Kind(this, this.one(`[data-seen="${name}"]`))]),
    );
    for (const view of Object.values(this.#views)) view.start();
    const [start, step, epoch, again] = BUTTONS.map((name) => this.one(`.${name}`));
    start.onclick = () =>
      this.#training.running ? this.#training.pause() : this.#act(() => this.#training.all());
    step.onclick = () => this.train(1);
    epoch.onclick = () => this.#epoch();
    again.onclick = () => this.reset();
    this.one(".moment input").oninput = ({ target }) => this.#goTo(Number(target.value));
    this.pad.addEventListener("draw", () => this.#look());
    onTheme(() => this.#show());
    await this.begin({ digit: 2 });
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#training.end();
  }

  get drawings() {
    return { digit: this.pad };
  }

  // What differs from where the lab starts: of its many fields a link tells only those.
  async state() {
    const [state, usual] = await Promise.all([super.state(), this.usual()]);
    return Object.fromEntries(Object.entries(state).filter(([name, text]) => text !== usual[name]));
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
    for (const [name, value] of Object.entries(description)) this[name] = value;
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

  /** Begins the run anew, with the same first weights. */
  reset() {
    this.#moment = null;
    this.#training.reset();
  }

  /** Looks at another of the runs. */
  lookAt(at) {
    this.#moment = null;
    this.#training.look(at);
    this.#follow();
  }

  // A preset was chosen: its runs, and its first one's settings.
  present() {
    const preset = PRESETS[this.preset];
    if (preset) {
      this.#training.plan(preset.runs);
      this.#follow();
    }
    this.#show();
  }

  // The settings become those of the run that is looked at.
  #follow() {
    this.#following = true;
    for (const [name, value] of Object.entries(this.#training.run.description)) this[name] = value;
    this.#following = false;
    this.#check();
    this.#show();
  }

  // A setting was changed.
  refresh() {
    if (this.#following) return;
    this.#change();
    this.#show();
  }

  // What is set, and in `#wrong` why it cannot be trained.
  #check() {
    const { description, wrong } = described(this.#values);
    this.#wrong = wrong.length ? wrong : tooMuch(description);
    return description;
  }

  #change() {
    const description = this.#check();
    if (!this.#wrong.length) this.#training.change(description);
  }

  #epoch() {
    const { run } = this.#training;
    const epoch = Math.floor(run.description.digits / run.description.batch);
    return this.train(epoch - (run.steps % epoch));
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
    const digits = await this.loading(testDigits);
    const order = sampleOrder(digits.count);
    const held = order.slice(-MAPPED);
    const pixels = new Float32Array(MAPPED * PIXELS);
    held.forEach((index, row) => pixels.set(digits.digit(index), row * PIXELS));
    this.#sample = {
      images: digits.bytes(),
      held: pixels,
      labels: Array.from(held, (index) => digits.label(index)),
    };
    this.#training.sample = this.#sample;
    await this.#look();
  }

  #look() {
    this.#show();
    return this.#training.show(shownDigits(this.pad.pixels, this.#sample?.held));
  }

  #goTo(moment) {
    this.#moment = moment < this.#training.run.views.length - 1 ? moment : null;
    this.#show();
  }

  show() {
    this.#show();
  }

  #show() {
    if (!this.filled || !this.#views) return;
    const training = this.#training;
    const { run, runs, running } = training;
    const { description } = this;
    const [start, step, epoch, again] = BUTTONS.map((name) => this.one(`.${name}`));
    start.dataset.text = running ? "pause" : "start";
    write(start, this.text(start.dataset.text));
    const stuck = this.#wrong.length > 0 || (run.over && !running);
    for (const each of [step, epoch]) each.disabled = stuck || running;
    start.disabled = stuck && runs.slice(training.at + 1).every(({ steps }) => steps);
    again.disabled = !run.steps;
    this.#showWords(run, description);
    const view = this.#moment === null ? run.views.at(-1) : run.views[this.#moment];
    this.#views.rebuilt.show(shownDigits(this.pad.pixels, this.#sample?.held), view);
    const steps = ({ epochs, digits, batch }) => epochs * Math.floor(digits / batch);
    this.#views.curves.show(runs, run, Math.max(...runs.map((each) => steps(each.description))));
    this.#views.runs.show(training);
    this.#views.code_map.show(this.#sample?.labels, view);
    this.#views.filters.show(view);
    this.#views.gradient_norms.show(view);
    const slider = this.one(".moment");
    slider.hidden = run.views.length < 3;
    const input = slider.querySelector("input");
    input.max = String(run.views.length - 1);
    input.value = String(this.#moment ?? run.views.length - 1);
    input.setAttribute("aria-valuetext", `${this.text("step")} ${view?.step ?? 0}`);
    slider.querySelector("span").dataset.value = view?.step ?? 0;
    this.#views.script.show(!this.#wrong.length);
  }

  #showWords(run, description) {
    const preset = PRESETS[this.preset];
    write(this.one(".question"), preset?.question[language(this)] ?? "");
    const answer = this.one(".answer");
    answer.hidden = !preset || !this.#training.runs.every(({ over }) => over);
    write(answer, preset?.answer[language(this)] ?? "");
    const said = this.#wrong.map((each) => sentence(this, each));
    if (!run.finite) said.push(this.text("spoilt", { step: run.steps }));
    const refused = this.one(".refused");
    refused.hidden = !said.length;
    write(refused, said.join(" "));
    const { epochs, digits, batch } = description;
    const epoch = Math.floor(digits / batch);
    const done = { step: run.steps, total: epochs * epoch, epoch: Math.floor(run.steps / epoch), epochs };
    write(this.one(".progress"), this.text("progress", done));
    const { parameters, multiplyAdds, seconds } = effort(description);
    const round = (value) => this.number(Number(value.toPrecision(2)));
    const taken = { operations: round(multiplyAdds / 1e6), seconds: round(Math.max(1, seconds)), epochs };
    write(this.one(".size"), this.text("effort", { parameters: this.number(parameters), ...taken }));
  }
}

settle(Lab, "lab", { preset: "present" });
customElements.define("ae-lab", Lab);
