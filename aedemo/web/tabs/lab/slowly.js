// One step in slow motion, stage by stage, with the numbers of one weight followed through.

import { PIXELS } from "../../data/digits.js";
import { paint, paintSigned } from "../../elements/pictures.js";
import { pointing } from "../../elements/pointing.js";
import { View } from "../../elements/view.js";
import { mark, write } from "../../elements/write.js";
import { updated, written } from "../../state/lab/update.js";
import { SHOWN } from "./sample.js";

/** @typedef {import("../../engine/learning/slow.js").Slow} Slow */

const STAGES = ["batch", "forward", "backward", "gradient", "update", "again"];
const row = (name) =>
  `<div class="batch" data-row="${name}">${"<canvas class='digit'></canvas>".repeat(SHOWN)}</div>`;
const slider = (name) => `
  <label class="moment"><span data-text="slow_${name}"></span>
    <input type="range" min="1" step="1" value="1" data-of="${name}" /></label>`;
const CONTENT = {
  batch: row("input"),
  forward: row("before"),
  backward: row("derivatives"),
  gradient: `<div class="followed"><div class="gradient"><canvas class="digit"></canvas><i></i></div>
    <div>${slider("unit")}${slider("pixel")}<p class="value weight"></p></div></div>`,
  update: `<table class="update"><tbody></tbody></table>`,
  again: row("after"),
};

const most = (values) => values.reduce((largest, value) => Math.max(largest, Math.abs(value)), 1e-12);

/** The stages of a step, which come one after the other. */
export class Slowly extends View {
  static html = `
    <details class="slowly" data-seen="slowly"><summary data-text="slowly"></summary>
      <p class="row"><button class="take" data-text="slow_take"></button><button class="next" data-text="slow_next"></button></p>
      <ol class="stages">${STAGES.map(
        (stage) => `<li data-stage="${stage}"><h4></h4><p class="note"></p>${CONTENT[stage]}</li>`,
      ).join("")}</ol>
      <p class="heard" role="status"></p>
    </details>`;

  /** @type {Slow | undefined} */
  #slow;
  #description;
  #come = 0; // stages that have come
  #at = { unit: 0, pixel: 0 }; // of the weight that is followed

  start() {
    this.one(".take").onclick = () => this.element.trainSlowly();
    this.one(".next").onclick = () => this.#next();
    for (const input of this.all("[data-of]"))
      input.oninput = () => this.#follow({ [input.dataset.of]: Number(input.value) - 1 });
    const surface = this.one(".gradient");
    const pixel = ({ x, y }) => {
      const side = Math.sqrt(this.#slow.size);
      const [column, line] = [x, y].map((share) => Math.min(side - 1, Math.floor(share * side)));
      return line * side + column;
    };
    pointing(surface, surface, { look: () => {}, keep: (place) => this.#follow({ pixel: pixel(place) }) });
  }

  /** @param {import("./lab.js").Seen} seen */
  show({ training, run, wrong }) {
    this.one(".take").disabled = wrong.length > 0 || training.running || run.over;
    if (run.slow !== this.#slow) this.#begin(run);
    this.one(".next").hidden = !this.#slow || this.#come === STAGES.length;
    this.one(".stages").hidden = !this.#slow;
    if (this.#slow) this.#write();
  }

  // Another step: its first stage, and of the weights the one with the largest gradient.
  #begin({ slow, description }) {
    this.#slow = slow;
    this.#description = description;
    this.#come = 1;
    if (!slow) return;
    const { gradients, size, input, before, after } = slow;
    const all = Array.from(gradients, Math.abs);
    const largest = all.indexOf(Math.max(...all.filter(Number.isFinite)));
    this.#at = { unit: Math.floor(largest / size), pixel: largest % size };
    const rows = { input, before: before.pictures, after: after.pictures };
    for (const [name, pictures] of Object.entries(rows)) this.#paint(name, pictures, paint);
    const less = before.derivatives.map((value) => -value); // where they should become lighter
    this.#paint("derivatives", less, (canvas, part) => paintSigned(canvas, part, most(less)));
    mark(this.one('[data-of="unit"]'), "max", gradients.length / size);
    mark(this.one('[data-of="pixel"]'), "max", size);
    this.#follow({});
  }

  #paint(name, pictures, how) {
    this.all(`[data-row="${name}"] canvas`).forEach((canvas, at) => {
      canvas.hidden = (at + 1) * PIXELS > pictures.length;
      if (!canvas.hidden) how(canvas, pictures.subarray(at * PIXELS, (at + 1) * PIXELS));
    });
  }

  /** Which of the weights is followed. */
  get followed() {
    return this.#slow ? this.#at.unit * this.#slow.size + this.#at.pixel : 0;
  }

  #next() {
    this.#come++;
    this.element.refresh();
    write(this.one(".heard"), this.one(`[data-stage="${STAGES[this.#come - 1]}"] h4`).textContent);
  }

  // What each stage says.
  #write() {
    const { told, before, after, input } = this.#slow;
    const count = input.length / PIXELS;
    const said = {
      batch: { count, batch: this.#description.batch },
      forward: { error: written(told.reconstruction) },
      again: { from: written(before.error), to: written(after.error) },
    };
    STAGES.forEach((stage, at) => {
      const item = this.one(`[data-stage="${stage}"]`);
      item.hidden = at >= this.#come;
      write(item.querySelector("h4"), this.text(`slow_${stage}`, { step: told.step }));
      write(item.querySelector(".note"), this.text(`slow_${stage}_note`, said[stage]));
    });
    this.#followed();
  }

  #follow(change) {
    Object.assign(this.#at, change);
    this.#followed();
    this.element.emit("shown");
  }

  // The weight that is followed: its gradient and its update.
  #followed() {
    const { told, rate, size, weights, gradients, moments } = this.#slow;
    const { unit, pixel } = this.#at;
    const at = this.followed;
    const part = gradients.subarray(unit * size, (unit + 1) * size);
    paintSigned(this.one(".gradient canvas"), part, most(gradients));
    const side = Math.sqrt(size);
    const place = this.one(".gradient i").style;
    place.setProperty("--column", String((pixel % side) / side));
    place.setProperty("--line", String(Math.floor(pixel / side) / side));
    place.setProperty("--side", String(1 / side));
    for (const name of ["unit", "pixel"]) {
      this.one(`[data-of="${name}"]`).value = String(this.#at[name] + 1);
      mark(this.one(`[data-text="slow_${name}"]`), "data-value", this.#at[name] + 1);
    }
    const [weight, gradient] = [weights[at], gradients[at]];
    write(this.one(".weight"), `w = ${written(weight)}   ∂L/∂w = ${written(gradient)}`);
    const held = Object.fromEntries(Object.entries(moments).map(([name, values]) => [name, values[at]]));
    const lines = updated(this.#description, { step: told.step, rate, weight, gradient, moments: held });
    this.one(".update tbody").replaceChildren(...lines.map((line) => this.#line(line)));
  }

  #line({ name, formula, value }) {
    const line = document.createElement("tr");
    for (const text of [name, formula, written(value)])
      line.append(Object.assign(document.createElement("td"), { textContent: text }));
    return line;
  }
}
