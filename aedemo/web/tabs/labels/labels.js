// <ae-labels>: a classifier that learns from few labelled digits, here in the page; what `train.py
// evaluate labels` measured of it; and whether samples of the VAE's posterior help.
// Properties: feature, count (of labels), seed (of the draw), augmented, shown (features, with commas).

import texts from "../../../facts/texts/labels.json" with { type: "json" };
import { CURVES, drawCurves } from "../../charts/curves.js";
import { centre, isBlank } from "../../data/digits.js";
import { settle } from "../../elements/adjustable.js";
import { Idle, oncePerFrame } from "../../elements/pace.js";
import { paint } from "../../elements/pictures.js";
import { best, feature, measured, numbersOf, sample } from "../../data/features.js";
import { COPIES, draw, posteriorSamples } from "../../data/labelled.js";
import { language } from "../../elements/language.js";
import { network } from "../../engine/network.js";
import { Pcg32 } from "../../maths/pcg32.js";
import { learn, statistics } from "../../maths/softmax.js";
import { DigitTab, yourDigit } from "../../parts/digit-tab.js";
import { buildToggles, markToggles } from "../../elements/toggles.js";
import { FEATURES, SIMPLE } from "../../data/variants.js";

const GENERATOR = "vae";
const MOST = 100; // labelled digits that are shown and sampled around: of more it would take too long
const PAUSE = 16; // digits that are tested between two pauses
const GAP = 6; // between digits and what was sampled around them
const CLASSES = Array.from({ length: 10 }, (_, digit) => digit);

const answer = (digit) =>
  `<li><b>${digit}</b><span class="share"><i></i></span><span class="value"></span></li>`;
const comparison = (kind) => `
  <tr data-kind="${kind}"><th scope="row"></th><td class="live"></td><td class="measured"></td></tr>`;
const sheet = (name) => `
  <figure data-sheet="${name}"><canvas role="img"></canvas><figcaption class="value"></figcaption></figure>`;

const percent = (value) => `${value.toFixed(1)} %`;
const signed = (value) => `${value < 0 ? "−" : "+"}${Math.abs(value).toFixed(2)}`;

export class Labels extends DigitTab {
  static texts = texts;
  static styles = [CURVES, new URL("labels.css", import.meta.url)];
  static html = `
    <div class="pipeline">
      <section class="input">
        ${yourDigit}
        <h3 data-text="says_of_yours"></h3>
        <p class="blank" role="status" data-text="pad_empty" hidden></p>
        <ol class="answers" data-name="says_of_yours">${CLASSES.map(answer).join("")}</ol>
        <p class="note outcome"></p>
      </section>
      <section class="results">
        <div class="heading">
          <h3 class="task"></h3>
          <p class="note stage"><span role="status"></span> <span class="done" aria-hidden="true"></span></p>
        </div>
        <table class="accuracies">
          <thead><tr><th data-text="accuracy"></th><th class="live"></th><th class="measured"></th></tr></thead>
          <tbody>${["plain", "sampled", "gain"].map(comparison).join("")}</tbody>
        </table>
        <p class="gained"></p>
        <h3 data-text="labels_curves"></h3>
        <svg class="curves" role="img" data-name="labels_curves"></svg>
        <div class="row which" role="group" data-name="curves_shown"></div>
        <p class="winner"></p>
        <details><summary data-text="as_table"></summary><table class="figures"></table></details>
        <h3 data-text="labelled_digits"></h3>
        <div class="sheets">${sheet("labelled")}${sheet("sampled")}</div>
        <p class="note" data-text="labels_note"></p>
      </section>
    </div>`;

  #sample;
  #measured;
  #rows = []; // of the sample, that are labelled
  #of; // the feature of a digit
  #learned = {}; // {classifier, right} from the digits alone (plain), and with samples around them (sampled)
  #idle = new Idle();
  #answer = oncePerFrame(() => this.#showAnswer());
  #figures = oncePerFrame(() => this.#showFigures());
  #begin = oncePerFrame(() => this.#load());

  async start() {
    buildToggles(this, this.one(".which"), FEATURES);
    // Before the tab is in sight curves have no width, and nothing is learned.
    new ResizeObserver(() => (this.#rows.length ? this.refresh() : this.relearn())).observe(
      this.one(".curves"),
    );
    await this.begin();
    await this.loading(async () => {
      [this.#sample, this.#measured] = await Promise.all([sample(), measured("labels")]);
    });
    this.relearn();
  }

  refresh() {
    this.#answer();
    this.#figures();
  }

  // What was begun ends here.
  relearn() {
    this.#learned = {};
    this.#idle.run([]);
    this.refresh();
    this.#begin();
  }

  reseed() {
    this.seed = Math.floor(Math.random() * 100000);
  }

  get #sampling() {
    return this.augmented && this.count <= MOST;
  }

  // What was measured of a feature, by the kind of the digits that are learned from. Around them the
  // VAE's own code is sampled, and for other features pictures are decoded.
  #kinds(name = this.feature) {
    const { plain, codes, pictures } = this.#measured.features[name];
    return { plain, sampled: codes ?? pictures };
  }

  // The place of the chosen number of labels in what was measured.
  get #at() {
    return this.#measured.sizes.indexOf(this.count);
  }

  async #load() {
    if (!this.#measured || !this.one(".curves").clientWidth) return;
    const name = this.feature;
    const [by, vae] = await this.loading(() =>
      Promise.all([feature(name), this.#sampling ? network(GENERATOR) : null]),
    );
    if (name !== this.feature || this.#sampling !== Boolean(vae)) return; // more is on its way
    this.#rows = draw(this.#sample, this.count, this.seed);
    this.#of = by.of;
    this.#paintLabelled();
    this.#idle.work(this.#learn(by, vae));
  }

  // From the digits alone, then with samples around them.
  *#learn(by, vae) {
    const { digit, label } = this.#sample;
    const labels = this.#rows.map(label);
    const numbers = this.#rows.map((row) => numbersOf(by, row));
    const scaling = statistics(by);
    this.#say("labels_learning");
    yield* this.#teach("plain", by, numbers, labels, scaling);
    if (vae) {
      const random = new Pcg32(this.seed);
      for (const [at, row] of this.#rows.entries()) {
        this.#say("labels_sampling", `${at + 1} / ${this.#rows.length}`);
        for (const [copy, code] of posteriorSamples(vae, digit(row), random).entries()) {
          yield;
          const picture = vae.decode(code);
          this.#paintSampled(at, copy, picture);
          yield;
          numbers.push(this.feature === GENERATOR ? code : by.of(picture));
          labels.push(label(row));
        }
      }
      this.#say("labels_learning");
      yield* this.#teach("sampled", by, numbers, labels, scaling);
    }
    this.#say();
  }

  // Learns with the strength of the penalty that was chosen when it was measured, and tests on all
  // digits of the sample that have not been labelled.
  *#teach(kind, by, numbers, labels, scaling) {
    const classifier = yield* learn(numbers, labels, scaling, this.#kinds()[kind][this.#at].C);
    const labelled = new Set(this.#rows);
    let right = 0;
    for (let row = 0; row < by.count; row++) {
      if (row % PAUSE === 0) yield;
      if (labelled.has(row)) continue;
      if (likeliest(classifier.probabilities(numbersOf(by, row))) === this.#sample.label(row)) right++;
    }
    this.#learned[kind] = { classifier, accuracy: (100 * right) / (by.count - labelled.size) };
    this.refresh();
  }

  #say(key, done = "") {
    this.one(".stage [role]").textContent = key ? this.text(key) : "";
    this.one(".stage .done").textContent = done;
  }

  // A column for each class; what is sampled comes below the first digit of each.
  #paintLabelled() {
    const pictures = this.#rows.map((row) => this.#sample.digit(row));
    const [labelled, sampled] = ["labelled", "sampled"].map((name) =>
      this.one(`[data-sheet="${name}"] canvas`),
    );
    labelled.width = sampled.width = 280;
    labelled.height = (28 * this.count) / 10;
    sampled.height = 28 * (1 + COPIES) + GAP;
    if (this.count > MOST) return;
    pictures.forEach((pixels, at) => put(labelled, pixels, at % 10, Math.floor(at / 10)));
    pictures.slice(0, 10).forEach((pixels, column) => put(sampled, pixels, column, 0));
  }

  #paintSampled(at, copy, pixels) {
    if (at < 10) put(this.one('[data-sheet="sampled"] canvas'), pixels, at, 1 + copy, GAP);
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
    const truth = this.#sample.labelOf(picked);
    const sign = winner === truth ? "✓" : "✗";
    outcome.textContent = this.text("labels_says", { winner, sign, truth });
    if (this.#rows.includes(this.#sample.rowOf(picked))) {
      outcome.textContent += this.text("labels_learned_from");
    }
  }

  #showFigures() {
    markToggles(this);
    if (!this.#measured) return;
    this.#compare();
    this.#judgeSamples();
    this.#judgeFeatures();
    this.#drawCurves();
    this.#tabulate();
    const shown = this.count <= MOST;
    for (const [name, hidden] of [
      ["labelled", !shown],
      ["sampled", !this.#sampling],
    ]) {
      const figure = this.one(`[data-sheet="${name}"]`);
      const words = this.text(`labels_sheet_${name}`, { each: this.count / 10, copies: COPIES });
      figure.hidden = hidden;
      figure.querySelector("canvas").setAttribute("aria-label", words);
      figure.querySelector("figcaption").textContent = words;
    }
    this.one("[data-text='labelled_digits']").hidden = !shown;
  }

  // What was learned here beside what was measured.
  #compare() {
    const { draws, tested, copies } = this.#measured;
    const { plain, sampled } = this.#learned;
    const count = this.#number(this.count);
    this.one(".task").textContent = this.text("labels_task", {
      feature: this.text(`variant_${this.feature}`),
      count,
    });
    this.one("thead .live").textContent = this.text("labels_live", {
      rest: this.#sample ? this.#number(this.#sample.count - this.count) : "",
    });
    this.one("thead .measured").textContent = this.text("labels_measured", {
      draws,
      tested: this.#number(tested),
    });
    const waiting = this.#sampling ? "…" : "–";
    const [alone, around] = Object.values(this.#kinds()).map((figures) => figures[this.#at]);
    const cells = {
      plain: [plain ? percent(plain.accuracy) : "…", `${alone.mean.toFixed(1)} ± ${percent(alone.std)}`],
      sampled: [
        sampled ? percent(sampled.accuracy) : waiting,
        `${around.mean.toFixed(1)} ± ${percent(around.std)}`,
      ],
      gain: [
        sampled ? signed(sampled.accuracy - plain.accuracy) : waiting,
        `${signed(around.gain.mean)} ± ${around.gain.std.toFixed(2)}`,
      ],
    };
    for (const [kind, [live, measured]] of Object.entries(cells)) {
      const row = this.one(`[data-kind="${kind}"]`);
      row.querySelector("th").textContent = this.text(`labels_${kind}`, { count, copies });
      row.querySelector(".live").textContent = live;
      row.querySelector(".measured").textContent = measured;
    }
  }

  #number(value) {
    return value.toLocaleString(language(this));
  }

  // Whether the samples help, by the rule that the note states.
  #judgeSamples() {
    const { mean, std } = this.#kinds().sampled[this.#at].gain;
    const verdict = mean <= 0 ? "labels_useless" : mean > std ? "labels_useful" : "labels_unclear";
    const words = this.text(verdict, { gain: signed(mean), std: std.toFixed(2) });
    const limit = this.augmented && !this.#sampling ? this.text("labels_too_many", { most: MOST }) : "";
    this.one(".gained").textContent = words + limit;
  }

  // Who wins, and whether what was chosen is better than the better simple feature.
  #judgeFeatures() {
    const figure = (name) => this.#measured.features[name].plain[this.#at];
    const mean = (name) => figure(name).mean;
    const name = (feature) => this.text(`variant_${feature}`);
    const [winner, simple] = [best(FEATURES, mean), best(SIMPLE, mean)];
    const values = {
      count: this.#number(this.count),
      best: name(winner),
      mean: mean(winner).toFixed(1),
      std: figure(winner).std.toFixed(1),
      simple: name(simple),
      reference: mean(simple).toFixed(1),
      spread: figure(simple).std.toFixed(1),
      chosen: name(this.feature),
      points: (mean(simple) - mean(this.feature)).toFixed(1),
    };
    const sentences = [winner === simple ? "labels_simple_wins" : "labels_winner"];
    if (winner !== simple && mean(winner) - mean(simple) <= figure(winner).std)
      sentences.push("labels_close");
    if (mean(this.feature) < mean(simple)) sentences.push("labels_behind");
    this.one(".winner").textContent = sentences.map((key) => this.text(key, values)).join("");
  }

  #drawCurves() {
    const svg = this.one(".curves");
    if (!svg.clientWidth) return;
    const { sizes, features } = this.#measured;
    const axis = { sizes, names: sizes.map((size) => this.#number(size)) };
    axis.x = this.text("labels_axis");
    axis.y = this.text("accuracy_axis");
    const names = FEATURES.filter((name) => this.shown.includes(name) && name !== this.feature);
    const curves = [...names, this.feature].map((name) => ({
      name: this.text(`variant_${name}`),
      kind: name === this.feature ? "chosen" : SIMPLE.includes(name) ? "simple" : "",
      values: features[name].plain,
    }));
    const kind = this.augmented ? "sampled" : "plain";
    curves.at(-1).mark = { at: this.#at, value: this.#kinds()[kind][this.#at].mean };
    drawCurves(svg, axis, curves);
  }

  // The same in figures, and below them what was gained by samples.
  #tabulate() {
    const { sizes, features } = this.#measured;
    const names = FEATURES.filter((name) => this.shown.includes(name) || name === this.feature);
    const cell = (mean, std) => `<td>${mean}<span class="value">± ${std}</span></td>`;
    const row = (head, cells) => `<tr><th scope="row">${head}</th>${cells.join("")}</tr>`;
    const gains = this.#kinds().sampled.map(({ gain: { mean, std } }) =>
      cell(signed(mean) + (mean > std ? " ✓" : ""), std.toFixed(2)),
    );
    this.one(".figures").innerHTML = `
      <thead>${row(
        this.text("labels_axis_short"),
        sizes.map((size) => `<th>${this.#number(size)}</th>`),
      )}</thead>
      <tbody>${names
        .map((name) =>
          row(
            this.text(`variant_${name}`),
            features[name].plain.map(({ mean, std }) => cell(mean.toFixed(1), std.toFixed(1))),
          ),
        )
        .join("")}
      ${row(this.text("labels_gains", { feature: this.text(`variant_${this.feature}`) }), gains)}</tbody>`;
  }
}

const likeliest = (shares) => shares.indexOf(Math.max(...shares));

// Paints a digit into a sheet of digits.
const tile = document.createElement("canvas");
function put(canvas, pixels, column, row, gap = 0) {
  paint(tile, pixels);
  canvas.getContext("2d").drawImage(tile, 28 * column, 28 * row + gap);
}

const RELEARNED = ["feature", "count", "seed", "augmented"];
settle(Labels, "labels", Object.fromEntries(RELEARNED.map((name) => [name, "relearn"])));
customElements.define("ae-labels", Labels);
