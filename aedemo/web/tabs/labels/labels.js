// <ae-labels>: a classifier that learns from few labelled digits, here in the page; what `train.py
// evaluate labels` measured of it; and whether samples of the VAE's posterior help.
// Properties: feature, count (of labels), seed (of the draw), augmented, shown (features, with commas).

import texts from "../../../facts/texts/labels.json" with { type: "json" };
import { CURVES, drawCurves } from "../../charts/curves.js";
import { centre, isBlank } from "../../data/digits.js";
import { feature } from "../../data/features.js";
import { COPIES, draw } from "../../data/labelled.js";
import { FEATURES, SIMPLE } from "../../data/variants.js";
import { settle } from "../../elements/adjustable.js";
import { language } from "../../elements/language.js";
import { Idle, oncePerFrame } from "../../elements/pace.js";
import { markToggles } from "../../elements/toggles.js";
import { network } from "../../engine/network.js";
import { digitFrame } from "../../parts/digit-tab.js";
import { UseTab } from "../../parts/use-tab.js";
import { likeliest, teach } from "./lesson.js";
import { Measured } from "./measured.js";
import { MOST, paintLabelled, paintSampled, sheetsHtml } from "./sheets.js";
import { accuraciesHtml, figuresHtml, fillAccuracies, percent, signed } from "./tables.js";

const GENERATOR = "vae";
const CLASSES = Array.from({ length: 10 }, (_, digit) => digit);

const answer = (digit) =>
  `<li><b>${digit}</b><span class="share"><i></i></span><span class="value"></span></li>`;

export class Labels extends UseTab {
  static texts = texts;
  static use = "labels";
  static styles = [CURVES, new URL("labels.css", import.meta.url)];
  static html = digitFrame({
    below: `
      <h3 data-text="says_of_yours"></h3>
      <p class="blank" role="status" data-text="pad_empty" hidden></p>
      <ol class="answers" data-name="says_of_yours">${CLASSES.map(answer).join("")}</ol>
      <p class="note outcome"></p>`,
    beside: `
      <section class="results">
        <div class="heading">
          <h3 class="task"></h3>
          <p class="note stage"><span role="status"></span> <span class="done" aria-hidden="true"></span></p>
        </div>
        ${accuraciesHtml}
        <p class="gained"></p>
        <h3 data-text="labels_curves"></h3>
        <svg class="curves" role="img" data-name="labels_curves"></svg>
        <div class="row which" role="group" data-name="curves_shown"></div>
        <p class="winner"></p>
        <details><summary data-text="as_table"></summary><table class="figures"></table></details>
        <h3 data-text="labelled_digits"></h3>
        ${sheetsHtml}
        <p class="note" data-text="labels_note"></p>
      </section>`,
  });

  #known; // what was measured, as this tab asks for it
  #rows = []; // of the sample, that are labelled
  #of; // the feature of a digit
  #learned = {}; // {classifier, accuracy} from the digits alone (plain), and with samples around them (sampled)
  #idle = new Idle();
  #answer = oncePerFrame(() => this.#showAnswer());
  #figures = oncePerFrame(() => this.#showFigures());
  #begin = oncePerFrame(() => this.#load());

  async start() {
    // Before the tab is in sight curves have no width, and nothing is learned.
    const resized = () => (this.#rows.length ? this.refresh() : this.relearn());
    new ResizeObserver(resized).observe(this.one(".curves"));
    await this.begin();
    this.#known = new Measured(this.measured);
    this.relearn();
  }

  refresh() {
    this.#answer();
    this.#figures();
  }

  // Of all that is shown only the answer depends on the drawing.
  drawn() {
    this.#answer();
  }

  // What was begun ends here.
  relearn() {
    this.#learned = {};
    this.#idle.run([]);
    this.refresh();
    this.#begin();
  }

  get #sampling() {
    return this.augmented && this.count <= MOST;
  }

  get #sheets() {
    return ["labelled", "sampled"].map((name) => this.one(`[data-sheet="${name}"] canvas`));
  }

  async #load() {
    if (!this.#known || !this.one(".curves").clientWidth) return;
    const name = this.feature;
    const [by, vae] = await this.loading(() =>
      Promise.all([feature(name), this.#sampling ? network(GENERATOR) : null]),
    );
    if (name !== this.feature || this.#sampling !== Boolean(vae)) return; // more is on its way
    const digits = this.sample;
    const rows = draw(digits, this.count, this.seed);
    this.#rows = rows;
    this.#of = by.of;
    paintLabelled(this.#sheets, rows.map(digits.digit));
    const strength = (kind) => this.#known.strength(name, this.count, kind);
    const material = {
      sample: digits,
      rows,
      by,
      ownCode: name === GENERATOR,
      vae,
      seed: this.seed,
      strength,
    };
    this.#idle.work(
      teach(material, {
        stage: (key, done) => this.#say(key, done),
        learned: (kind, result) => {
          this.#learned[kind] = result;
          this.refresh();
        },
        sampled: (at, copy, picture) => paintSampled(this.#sheets, at, copy, picture),
      }),
    );
  }

  #say(key, done = "") {
    this.one(".stage [role]").textContent = key ? this.text(key) : "";
    this.one(".stage .done").textContent = done;
  }

  // What the classifier says of the visitor's digit; of a test digit that was picked the label is known.
  #showAnswer() {
    const { classifier } = this.#learned.sampled ?? this.#learned.plain ?? {};
    const digit = centre(this.pad.pixels);
    const blank = isBlank(digit);
    const shares = blank || !classifier ? null : classifier.probabilities(this.#of(digit));
    const winner = shares && likeliest(shares);
    this.one(".blank").hidden = !blank;
    this.all(".answers li").forEach((item, at) => {
      item.classList.toggle("most", at === winner);
      item.querySelector("i").style.width = shares ? `${100 * shares[at]}%` : 0;
      item.querySelector(".value").textContent = shares ? percent(100 * shares[at]) : "–";
    });
    const outcome = this.one(".outcome");
    const { picked } = this.pad;
    outcome.textContent = "";
    if (!shares || picked === null) return;
    const truth = this.sample.labelOf(picked);
    const sign = winner === truth ? "✓" : "✗";
    outcome.textContent = this.text("labels_says", { winner, sign, truth });
    if (this.#rows.includes(this.sample.rowOf(picked))) {
      outcome.textContent += this.text("labels_learned_from");
    }
  }

  #showFigures() {
    markToggles(this);
    if (!this.#known) return;
    this.#compare();
    this.#judge();
    this.#drawCurves();
    this.#tabulate();
    const shown = this.count <= MOST;
    for (const [name, hidden] of Object.entries({ labelled: !shown, sampled: !this.#sampling })) {
      const figure = this.one(`[data-sheet="${name}"]`);
      const words = this.text(`labels_sheet_${name}`, { each: this.count / 10, copies: COPIES });
      figure.hidden = hidden;
      figure.querySelector("canvas").setAttribute("aria-label", words);
      figure.querySelector("figcaption").textContent = words;
    }
    this.one("[data-text='labelled_digits']").hidden = !shown;
  }

  #number(value) {
    return value.toLocaleString(language(this));
  }

  #name(feature) {
    return this.text(`variant_${feature}`);
  }

  // What was learned here beside what was measured.
  #compare() {
    const { draws, tested, copies } = this.#known.figures;
    const count = this.#number(this.count);
    const rest = this.sample ? this.#number(this.sample.count - this.count) : "";
    this.one(".task").textContent = this.text("labels_task", { feature: this.#name(this.feature), count });
    this.one("thead .live").textContent = this.text("labels_live", { rest });
    this.one("thead .measured").textContent = this.text("labels_measured", {
      draws,
      tested: this.#number(tested),
    });
    fillAccuracies(
      this.one(".accuracies"),
      this.#learned,
      this.#sampling ? "…" : "–",
      this.#known.at(this.feature, this.count),
      (kind) => this.text(`labels_${kind}`, { count, copies }),
    );
  }

  // Whether the samples help, who wins, and whether what was chosen is better than the better simple
  // feature.
  #judge() {
    const figures = this.#known;
    const { feature: chosen, count } = this;
    const own = figures.at(chosen, count);
    const limit = this.augmented && !this.#sampling ? this.text("labels_too_many", { most: MOST }) : "";
    const gain = own && { gain: signed(own.sampled.gain.mean), std: own.sampled.gain.std.toFixed(2) };
    this.one(".gained").textContent =
      (own ? this.text(figures.samplesVerdict(chosen, count), gain) : "") + limit;
    const { winner, simple } = figures.winners(count);
    const [first, reference] = [winner, simple].map((name) => figures.at(name, count).plain);
    const values = {
      count: this.#number(count),
      best: this.#name(winner),
      mean: first.mean.toFixed(1),
      std: first.std.toFixed(1),
      simple: this.#name(simple),
      reference: reference.mean.toFixed(1),
      spread: reference.std.toFixed(1),
      chosen: this.#name(chosen),
      points: own && (reference.mean - own.plain.mean).toFixed(1),
    };
    this.one(".winner").textContent = figures
      .featuresVerdict(chosen, count)
      .map((key) => this.text(key, values))
      .join("");
  }

  // The features that are shown; the chosen one, if it was measured, comes last.
  get #curves() {
    const known = this.#known.names;
    const names = known.filter((name) => this.shown.includes(name) && name !== this.feature);
    return known.includes(this.feature) ? [...names, this.feature] : names;
  }

  #drawCurves() {
    const svg = this.one(".curves");
    if (!svg.clientWidth) return;
    const { sizes } = this.#known.figures;
    const axis = {
      sizes,
      names: sizes.map((size) => this.#number(size)),
      x: this.text("labels_axis"),
      y: this.text("accuracy_axis"),
    };
    const curves = this.#curves.map((name) => ({
      name: this.#name(name),
      kind: name === this.feature ? "chosen" : SIMPLE.includes(name) ? "simple" : "",
      values: this.#known.rows(name).plain,
    }));
    const own = this.#known.at(this.feature, this.count);
    if (own) {
      const { mean } = own[this.augmented ? "sampled" : "plain"];
      curves.at(-1).mark = { at: this.#known.place(this.count), value: mean };
    }
    drawCurves(svg, axis, curves);
  }

  // The same in figures, and below them what was gained by samples.
  #tabulate() {
    const names = FEATURES.filter((name) => this.#curves.includes(name));
    const gains = this.#known.rows(this.feature)?.sampled.map(({ gain }) => gain);
    this.one(".figures").innerHTML = figuresHtml(
      this.text("labels_axis_short"),
      this.#known.figures.sizes.map((size) => this.#number(size)),
      names.map((name) => ({ name: this.#name(name), values: this.#known.rows(name).plain })),
      gains && { name: this.text("labels_gains", { feature: this.#name(this.feature) }), values: gains },
    );
  }
}

const RELEARNED = ["feature", "count", "seed", "augmented"];
settle(Labels, "labels", Object.fromEntries(RELEARNED.map((name) => [name, "relearn"])));
customElements.define("ae-labels", Labels);
