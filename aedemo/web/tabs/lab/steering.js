// What a training is driven by: a point to make, buttons, how far it is, and what is wrong.

import { language } from "../../elements/language.js";
import { afterRest } from "../../elements/rest.js";
import { View } from "../../elements/view.js";
import { write } from "../../elements/write.js";
import { PRESETS } from "../../state/lab/presets.js";
import { sentence } from "./sentences.js";

/** @typedef {import("./lab.js").Seen} Seen */

const BUTTONS = ["start", "one_step", "one_epoch", "again"];

/** The buttons, and the words beside them. */
export class Steering extends View {
  static html = `
    <div class="controls" data-control="preset"></div>
    <p class="question"></p>
    <div class="row">${BUTTONS.map((name) => `<button class="${name}" data-text="${name}"></button>`).join("")}</div>
    <p class="value progress"></p><p class="heard" role="status"></p>
    <p class="refused" role="alert" hidden></p>
    <p class="note answer" hidden></p>`;

  #say = afterRest(() => this.one(".heard"));
  #said;

  start() {
    const { element } = this;
    this.one(".start").onclick = () => element.startOrPause();
    this.one(".one_step").onclick = () => element.train(1);
    this.one(".one_epoch").onclick = () => element.trainEpoch();
    this.one(".again").onclick = () => element.reset();
  }

  /** @param {Seen} seen */
  show({ training, run, description, wrong }) {
    const { runs, running } = training;
    const start = this.one(".start");
    start.dataset.text = running ? "pause" : "start";
    write(start, this.text(start.dataset.text));
    const stuck = wrong.length > 0 || (run.over && !running);
    for (const name of ["one_step", "one_epoch"]) this.one(`.${name}`).disabled = stuck || running;
    start.disabled = stuck && runs.slice(training.at + 1).every(({ steps }) => steps);
    this.one(".again").disabled = !run.steps;

    const preset = PRESETS[this.element.preset];
    write(this.one(".question"), preset?.question[language(this.element)] ?? "");
    const answer = this.one(".answer");
    answer.hidden = !preset || !runs.every(({ over }) => over);
    write(answer, preset?.answer[language(this.element)] ?? "");
    const faults = wrong.map((each) => sentence(this, each));
    if (!run.finite) faults.push(this.text("spoilt", { step: run.steps }));
    const refused = this.one(".refused");
    refused.hidden = !faults.length;
    write(refused, faults.join(" "));
    this.#progress(run, description);
  }

  /** @type {(run: import("./run.js").Run, description: Record<string, any>) => void} */
  #progress(run, { epochs, digits, batch }) {
    const epoch = Math.floor(digits / batch);
    const done = { step: run.steps, total: epochs * epoch, epoch: Math.floor(run.steps / epoch), epochs };
    const words = this.text("progress", done);
    write(this.one(".progress"), words);
    if (words !== this.#said) this.#say(words); // once it rests: it changes with every step
    this.#said = words;
  }
}
