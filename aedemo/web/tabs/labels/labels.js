// <ae-labels>: a classifier that learns from few labelled digits, here in the page; what `train.py
// evaluate labels` measured of it; and whether samples of the VAE's posterior help.
// Properties: feature, count (of labels), seed (of the draw), augmented, shown (features, with commas).

import texts from "../../../facts/texts/labels.json" with { type: "json" };
import { CURVES } from "../../charts/curves.js";
import { centre, isBlank } from "../../data/digits.js";
import { feature } from "../../data/features.js";
import { draw } from "../../data/labelled.js";
import { settle } from "../../elements/adjustable.js";
import { Idle, oncePerFrame } from "../../elements/pace.js";
import { markToggles } from "../../elements/toggles.js";
import { network } from "../../engine/network.js";
import { digitFrame } from "../../parts/digit-tab.js";
import { UseTab } from "../../parts/use-tab.js";
import { Accuracies } from "./accuracies.js";
import { Answer } from "./answer.js";
import { Features } from "./features.js";
import { teach } from "./lesson.js";
import { Measured } from "./measured.js";
import { MOST, Sheets } from "./sheets.js";

const GENERATOR = "vae";

export class Labels extends UseTab {
  static texts = texts;
  static use = "labels";
  static styles = [CURVES, new URL("labels.css", import.meta.url)];
  static html = digitFrame({
    beside: `
      <section class="beside">${Answer.html}</section>
      <div class="settings"></div>
      <section class="results">
        ${Accuracies.html} ${Features.html} ${Sheets.html}
        <p class="note" data-text="labels_note"></p>
      </section>`,
  });

  #answer; // the views
  #accuracies;
  #features;
  #sheets;
  #known; // what was measured, as this tab asks for it
  #rows = []; // of the sample, that are labelled
  #of; // the feature of a digit
  #learned = {}; // {classifier, accuracy} from the digits alone (plain), and with samples around them (sampled)
  #idle = new Idle();
  #redrawAnswer = oncePerFrame(() => this.#showAnswer());
  #redrawFigures = oncePerFrame(() => this.#showFigures());
  #reload = oncePerFrame(() => this.#load());

  async start() {
    const results = this.one(".results");
    this.#answer = new Answer(this, this.one(".beside"));
    this.#accuracies = new Accuracies(this, results);
    this.#features = new Features(this, results);
    this.#sheets = new Sheets(this, results);
    // Before the tab is in sight curves have no width, and nothing is learned.
    const resized = () => (this.#rows.length ? this.refresh() : this.relearn());
    new ResizeObserver(resized).observe(this.one(".curves"));
    await this.begin();
    this.#known = new Measured(this.measured);
    this.relearn();
  }

  refresh() {
    this.#redrawAnswer();
    this.#redrawFigures();
  }

  // Of all that is shown only the answer depends on the drawing.
  drawn() {
    this.#redrawAnswer();
  }

  // What was begun ends here.
  relearn() {
    this.#learned = {};
    this.#idle.run([]);
    this.refresh();
    this.#reload();
  }

  // The accuracy in per cent of what has learned from the digits alone, once it has.
  get evidence() {
    const { feature, count, seed } = this;
    const { plain } = this.#learned;
    return { feature, count, seed, accuracy: plain ? plain.accuracy : null };
  }

  // Whether samples are added: around many digits it would take too long.
  get sampling() {
    return this.augmented && this.count <= MOST;
  }

  async #load() {
    if (!this.#known || !this.one(".curves").clientWidth) return;
    const name = this.feature;
    const [by, vae] = await this.loading(() =>
      Promise.all([feature(name), this.sampling ? network(GENERATOR) : null]),
    );
    if (name !== this.feature || this.sampling !== Boolean(vae)) return; // more is on its way
    this.#of = by.of;
    this.#learn(by, vae);
  }

  #learn(by, vae) {
    const { feature: name, count, seed, sample } = this;
    const rows = draw(sample, count, seed);
    this.#rows = rows;
    this.#sheets.label(rows.map(sample.digit));
    const strength = (kind) => this.#known.strength(name, count, kind);
    const material = { sample, rows, by, ownCode: name === GENERATOR, vae, seed, strength };
    const lesson = teach(material, {
      stage: (key, done) => this.#accuracies.stage(key, done),
      learned: (kind, result) => {
        this.#learned[kind] = result;
        this.refresh();
      },
      sampled: (at, copy, picture) => this.#sheets.sample(at, copy, picture),
    });
    this.#idle.work(lesson);
  }

  #showAnswer() {
    const { classifier } = this.#learned.sampled ?? this.#learned.plain ?? {};
    const digit = centre(this.pad.pixels);
    const blank = isBlank(digit);
    this.one(".blank").hidden = !blank;
    const shares = blank || !classifier ? null : classifier.probabilities(this.#of(digit));
    const picked = shares && this.picked;
    this.#answer.show(shares, picked && { truth: picked.label, known: this.#rows.includes(picked.row) });
  }

  #showFigures() {
    markToggles(this);
    if (!this.#known) return;
    this.#accuracies.show(this.#known, this.#learned);
    this.#features.show(this.#known);
    this.#sheets.show();
    this.emit("shown");
  }
}

const RELEARNED = ["feature", "count", "seed", "augmented"];
settle(Labels, "labels", Object.fromEntries(RELEARNED.map((name) => [name, "relearn"])));
customElements.define("ae-labels", Labels);
