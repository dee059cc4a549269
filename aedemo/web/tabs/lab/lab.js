// <ae-lab>: an autoencoder of the visitor's own, trained here and now. Properties: those of its
// description (facts/lab.json), and `description`, all of them. Methods: train(steps), reset(), script().

import texts from "../../../facts/texts/lab.json" with { type: "json" };
import { Cloud, CLOUD } from "../../charts/cloud.js";
import { testDigits } from "../../data/digits.js";
import { Adjustable, settle } from "../../elements/adjustable.js";
import { oncePerFrame } from "../../elements/pace.js";
import { paint, paintSigned } from "../../elements/pictures.js";
import { onTheme } from "../../elements/theme.js";
import { write } from "../../elements/write.js";
import { Client } from "../../engine/learning/client.js";
import { PIXELS, sampleOrder } from "../../engine/learning/material.js";
import { plan, size } from "../../engine/learning/plan.js";
import "../../parts/pad.js";
import { described, FIELDS } from "../../state/lab/description.js";
import { script } from "../../state/lab/script.js";
import { Curves, UPLOT } from "./curves.js";
import { Projection } from "./projection.js";
import { Run } from "./run.js";
import { sentence } from "./sentences.js";

const SHOWN = 7; // held-out digits that are seen rebuilt, beside the visitor's own
const MAPPED = 500;
const FILTERS = 64;
const SPEED = 4e9; // multiply-adds a second, there and back, of a usual laptop
const BUTTONS = ["start", "one_step", "one_epoch", "again"];

const groups = [...new Set(Object.values(FIELDS).map(({ group }) => group))];
const group = (name, at) => `
  <details class="group" ${at < 2 ? "open" : ""}><summary data-text="group_${name}"></summary>
    ${Object.keys(FIELDS)
      .filter((field) => FIELDS[field].group === name)
      .map((field) => `<div class="controls" data-control="${field}"></div>`)
      .join("")}
  </details>`;

export class Lab extends Adjustable {
  static texts = texts;
  static styles = [CLOUD, UPLOT, new URL("lab.css", import.meta.url)];
  static html = `
    <div class="bench">
      <div class="run">
        <div class="row">${BUTTONS.map((name) => `<button class="${name}" data-text="${name}"></button>`).join("")}</div>
        <p class="value progress" role="status"></p>
        <p class="refused" role="alert" hidden></p>
      </div>
      <section class="composed"><p class="value size"></p>${groups.map(group).join("")}</section>
      <section class="seen">
        <h3 data-text="rebuilt"></h3>
        <div class="rebuilt"><ae-pad></ae-pad><div class="digits">
          ${'<figure><canvas width="28" height="28" class="digit empty"></canvas><canvas width="28" height="28" class="digit empty"></canvas></figure>'.repeat(SHOWN + 1)}
        </div></div>
        <h3 data-text="curves"></h3>
        <div class="curves"></div>
      </section>
      <section class="within">
        <h3 data-text="code_map"></h3><canvas class="cloud ink"></canvas>
        <h3 data-text="filters"></h3><div class="filters">${'<canvas width="28" height="28" class="digit"></canvas>'.repeat(FILTERS)}</div>
        <h3 data-text="gradient_norms"></h3><div class="norms"></div><p class="value dead"></p>
      </section>
      <details class="script"><summary data-text="export_script"></summary><pre tabindex="0"></pre></details>
    </div>`;

  #client;
  #sample; // {images, labels, order}
  #run = new Run();
  #begun = null; // a promise, once a training has been begun for the run
  #running = false;
  #curves;
  #cloud;
  #projection = new Projection();
  #wrong = [];
  #redraw = oncePerFrame(() => this.#show());

  async start() {
    this.pad = this.one("ae-pad");
    this.#curves = new Curves(this.one(".curves"));
    this.#cloud = new Cloud(this.one(".cloud"));
    const [start, step, epoch, again] = BUTTONS.map((name) => this.one(`.${name}`));
    start.onclick = () => (this.#running ? this.pause() : this.#until(Infinity));
    step.onclick = () => this.#until(this.#run.steps + 1);
    epoch.onclick = () => this.#until(this.#run.steps + this.#run.epoch - (this.#run.steps % this.#run.epoch));
    again.onclick = () => this.reset();
    this.pad.addEventListener("draw", () => this.#look());
    onTheme(() => this.#redraw());
    await this.begin({ digit: 2 });
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#client?.end();
    this.#client = undefined;
  }

  get drawings() {
    return { digit: this.pad };
  }

  /** What is trained: an object of the fields of facts/lab.json; what is left out when it is set starts anew. */
  get description() {
    return described(Object.fromEntries(Object.keys(FIELDS).map((name) => [name, this[name]]))).description;
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
    await this.#until(this.#run.steps + steps);
    return this.#run.told;
  }

  /** Begins anew, with the same weights. */
  async reset() {
    this.pause();
    this.#run = new Run(this.description);
    this.#begun = null;
    await this.#prepare();
  }

  pause() {
    if (this.#running) this.#client.ask("pause");
  }

  // A setting was changed: the training that there is was another.
  refresh() {
    const { description, wrong } = described(Object.fromEntries(Object.keys(FIELDS).map((name) => [name, this[name]])));
    this.#wrong = wrong;
    if (this.#begun && JSON.stringify(description) !== JSON.stringify(this.#run.description)) this.reset();
    this.#redraw();
  }

  async #load() {
    if (this.#sample) return;
    const digits = await this.loading(testDigits);
    const images = new Uint8Array(digits.count * PIXELS);
    for (let at = 0; at < digits.count; at++)
      images.set(Uint8Array.from(digits.digit(at), (level) => Math.round(255 * level)), at * PIXELS);
    const order = sampleOrder(digits.count);
    const held = order.slice(-MAPPED);
    const pixels = new Float32Array(MAPPED * PIXELS);
    held.forEach((index, row) => pixels.set(digits.digit(index), row * PIXELS));
    this.#sample = { images, held: pixels, labels: Array.from(held, (index) => digits.label(index)) };
    this.#client = new Client(images);
  }

  // The digits that are seen rebuilt.
  #shown() {
    const shown = new Float32Array((SHOWN + 1) * PIXELS);
    shown.set(this.pad.pixels);
    shown.set(this.#sample.held.subarray(0, SHOWN * PIXELS), PIXELS);
    return shown;
  }

  #prepare() {
    this.#begun ??= this.#beginning(new Run(this.description));
    return this.#begun;
  }

  async #beginning(run) {
    this.#run = run;
    await this.#load();
    const { kind, total, epoch, view } = await this.#client.ask("begin", {
      description: run.description,
      shown: this.#shown(),
      mapped: this.#sample.held,
    });
    Object.assign(run, { kind, total, epoch });
    if (run === this.#run) this.#see(view);
  }

  async #until(steps) {
    if (this.#wrong.length || this.#running) return;
    this.#running = true;
    this.#redraw();
    try {
      await this.#prepare();
      const run = this.#run;
      const show = (view) => run === this.#run && this.#see(view);
      const { over, finite } = await this.#client.ask("run", { until: Math.min(steps, run.total) }, show);
      Object.assign(run, { over, finite });
    } catch (error) {
      this.#begun = null;
      this.failed(error, async () => this.reset());
    } finally {
      this.#running = false;
      this.#redraw();
    }
  }

  #see(view) {
    this.#run.told.push(...view.told);
    this.#run.last = view;
    this.#redraw();
  }

  // The visitor's digit, rebuilt by the network as it is.
  async #look() {
    if (!this.#begun || !this.#run.last) return this.#redraw();
    await this.#begun;
    this.#run.last.pictures = await this.#client.ask("look", { shown: this.#shown() });
    this.#redraw();
  }

  show() {
    this.#show();
  }

  #show() {
    if (!this.filled) return;
    const run = this.#run;
    const { description } = this;
    const [start, step, epoch, again] = BUTTONS.map((name) => this.one(`.${name}`));
    start.dataset.text = this.#running ? "pause" : "start";
    write(start, this.text(start.dataset.text));
    const stuck = this.#wrong.length > 0 || run.over;
    for (const each of [step, epoch]) each.disabled = stuck || this.#running;
    start.disabled = stuck;
    again.disabled = !run.steps;
    const refused = this.one(".refused");
    const said = this.#wrong.map((each) => sentence(this, each));
    if (!run.finite) said.push(this.text("spoilt", { step: run.steps }));
    refused.hidden = !said.length;
    write(refused, said.join(" "));
    this.#showSize(description);
    if (this.one(".script").open) write(this.one("pre"), this.script());
    const total = run.total || description.epochs * Math.floor(description.digits / description.batch);
    const each = total / description.epochs;
    const said2 = { step: run.steps, total, epoch: Math.floor(run.steps / each), epochs: description.epochs };
    write(this.one(".progress"), this.text("progress", said2));
    this.#showCurves(run, total);
    if (run.last) this.#showView(run.last, description);
  }

  #showSize(description) {
    const { parameters, multiplyAdds } = size(plan(description));
    const steps = description.epochs * Math.floor(description.digits / description.batch);
    const seconds = (3 * multiplyAdds * steps * description.batch) / SPEED;
    const values = {
      parameters: this.number(parameters),
      operations: this.number(Number((multiplyAdds / 1e6).toPrecision(2))),
      seconds: this.number(Number(Math.max(1, seconds).toPrecision(2))),
      epochs: description.epochs,
    };
    write(this.one(".size"), this.text("size", values));
  }

  #showCurves(run, total) {
    const style = getComputedStyle(this);
    const steps = run.told.map(({ step }) => step);
    this.#curves.draw(
      steps,
      [
        { name: this.text("curve_training"), colour: style.getPropertyValue("--soft"), width: 1 },
        { name: this.text("curve_held_out"), colour: style.getPropertyValue("--rebuilt"), width: 2, points: true },
      ],
      [run.term("reconstruction"), run.term("held_out")],
      total,
    );
  }

  #showView({ pictures, codes, filters, gradients, dead }, description) {
    const shown = this.#shown();
    this.all(".digits figure").forEach((figure, at) => {
      const [from, to] = figure.children;
      paint(from, shown.subarray(at * PIXELS, (at + 1) * PIXELS));
      paint(to, pictures.subarray(at * PIXELS, (at + 1) * PIXELS));
    });
    const places = this.#projection.places(codes, description.code);
    this.#cloud.set({ size: 2, rows: places }, this.#sample.labels);
    this.#cloud.draw(0, 0);
    const { side } = filters;
    const count = filters.pictures.length / side ** 2;
    const most = filters.pictures.reduce((largest, value) => Math.max(largest, Math.abs(value)), 1e-9);
    this.all(".filters canvas").forEach((canvas, at) => {
      canvas.hidden = at >= count;
      if (at < count) paintSigned(canvas, filters.pictures.subarray(at * side ** 2, (at + 1) * side ** 2), most);
    });
    const norms = gradients.map(({ name, norm }) => {
      const bar = document.createElement("p");
      bar.className = "value";
      bar.style.setProperty("--share", String(Math.min(1, Math.max(0, (Math.log10(norm || 1e-12) + 8) / 10))));
      bar.textContent = `${name.replace(".weight", "")} ${norm.toExponential(1)}`;
      return bar;
    });
    this.one(".norms").replaceChildren(...norms);
    const share = dead === undefined ? null : Math.round(100 * dead);
    write(this.one(".dead"), share === null ? "" : this.text("dead_units", { share }));
  }
}

settle(Lab, "lab");
customElements.define("ae-lab", Lab);
