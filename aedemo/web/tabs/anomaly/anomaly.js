// <ae-anomaly>: one chooses which digits are normal. For each there is a network that was trained on
// that digit alone; the least error among them says how far a digit is from normal, and a threshold
// what is called an anomaly. Properties: normal (digits, with commas), threshold.

import texts from "../../../facts/texts/anomaly.json" with { type: "json" };
import { centre, isBlank, testDigits } from "../../data/digits.js";
import { settle } from "../../elements/adjustable.js";
import { oncePerFrame } from "../../elements/pace.js";
import { paint, paintSigned, picture } from "../../elements/pictures.js";
import { best, measured } from "../../data/features.js";
import { auroc, histogram, roc, split, testErrors, upTo } from "../../data/errors.js";
import { language } from "../../elements/language.js";
import { network } from "../../engine/network.js";
import { difference, shapeError } from "../../data/pixels.js";
import { SETTINGS } from "../../state/settings.js";
import { DigitTab, yourDigit } from "../../parts/digit-tab.js";

const TEN = SETTINGS.anomaly.normal.values;
const BINS = 64;
const TICKS = [0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5];
const WORST = 8; // mistakes of each kind that are shown
const ALARMS = [0.01, 0.05]; // shares of false alarms to set the threshold by
const STEPS = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -10, PageUp: 10 };
const TIE = 0.2; // points of AUROC that are too few to tell
const NETWORKS = "one-class";
const PUBLISHED = "deep-svdd";
const METHODS = [NETWORKS, "pca-16", "pca-32", "neighbours", "pca-32-all", PUBLISHED];
const NOTHING = { normal: [], others: [], scores: [] };

// The axis of errors is logarithmic, from 0 to 1.
const { least, most } = SETTINGS.anomaly.threshold;
const place = (error) => Math.min(1, Math.max(0, Math.log(error / least) / Math.log(most / least)));
const errorAt = (place) => rounded(least * (most / least) ** place);
const rounded = (error) => Math.min(most, Math.max(least, Number(error.toPrecision(3))));
const percent = (share) => (Number.isNaN(share) ? "–" : `${(100 * share).toFixed(1)} %`);

const rate = (name) => `
  <div data-rate="${name}"><dt data-text="${name}"></dt><dd><b></b><span class="value"></span></dd></div>`;

const mistakes = (kind) => `
  <section class="found" data-mistakes="${kind}">
    <h4></h4>
    <ol>${'<li><button><canvas class="digit"></canvas><span class="value"></span></button></li>'.repeat(WORST)}</ol>
  </section>`;

const method = (name) => `
  <tr data-method="${name}">
    <th scope="row" data-text="method_${name}"></th>
    <td class="value"></td><td class="value"></td><td class="value"></td>
  </tr>`;

export class Anomaly extends DigitTab {
  static texts = texts;
  static digit = 3;
  static styles = [new URL("anomaly.css", import.meta.url)];
  static html = `
    <div class="pipeline">
      <section class="input">
        ${yourDigit}
        <h3 data-text="what_is_normal"></h3>
        <div class="row which" role="group" data-name="what_is_normal">
          ${TEN.map((digit) => `<button data-normal="${digit}">${digit}</button>`).join("")}
        </div>
      </section>
      <section class="results">
        <p class="blank nothing-normal" role="status" data-text="nothing_normal" hidden></p>
        <p class="blank nothing-drawn" role="status" data-text="pad_empty" hidden></p>
        <p class="verdict" role="status"></p>
        <div class="pictures triple">
          ${picture("input", "network_sees")} ${picture("rebuilt", "reconstruction")}
          ${picture("difference", "difference")}
        </div>
        <h3 data-text="errors_of_test_digits"></h3>
        <div class="errors" tabindex="0" role="slider" data-name="threshold" aria-valuemin="${least}" aria-valuemax="${most}">
          <div class="panel">
            <svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
              <path class="normal" /><path class="rest" /><path class="axis" d="M0 50H100" />
            </svg>
            <span class="above" data-text="normal_digits"></span><span class="below" data-text="other_digits"></span>
            <div class="line"><span class="value"></span></div>
            <div class="yours" hidden><span data-text="yours"></span></div>
          </div>
          <div class="ticks value" aria-hidden="true">
            ${TICKS.map((tick) => `<span style="--at: ${place(tick)}">${tick}</span>`).join("")}
          </div>
        </div>
        <p class="note" data-text="errors_note"></p>
        <div class="row alarms">
          ${ALARMS.map((share) => `<button data-alarms="${share}"></button>`).join("")}
        </div>
        <h3 data-text="cost_of_threshold"></h3>
        <div class="cost">
          <div class="panel roc">
            <svg viewBox="0 0 100 100" preserveAspectRatio="none" role="img" data-name="roc_name">
              <path class="axis" d="M0 100L100 0" /><path class="curve" />
            </svg>
            <div class="cursor"></div>
            <span class="value x" data-text="false_alarms"></span><span class="value y" data-text="recall"></span>
          </div>
          <dl>${["recall", "precision", "false_alarms", "auroc"].map(rate).join("")}</dl>
        </div>
        ${mistakes("missed")} ${mistakes("false_alarms")}
        <h3 data-text="who_wins"></h3>
        <table>
          <thead><tr>
            <th data-text="method"></th><th class="only"></th>
            <th data-text="mean_shape"></th><th data-text="mean_squared"></th>
          </tr></thead>
          <tbody>${METHODS.map(method).join("")}</tbody>
        </table>
        <p class="note winner"></p>
        <p class="note all-digits"></p>
      </section>
    </div>`;

  #networks = new Map();
  #errors;
  #digits;
  #measured;
  #split = NOTHING; // the test digits by their errors
  #redrawThreshold = oncePerFrame(() => this.#showThreshold());
  #redrawDrawing = oncePerFrame(() => this.#showDrawing());

  async start() {
    this.one(".which").onclick = (event) => this.#toggle(event.target.dataset.normal);
    this.one(".row.alarms").onclick = (event) => this.#allow(event.target.dataset.alarms);
    for (const found of this.all(".found")) {
      found.onclick = (event) => this.#take(event.target.closest("button"));
    }
    this.#sliding(this.one(".errors"));
    await this.begin();
    await this.loading(async () => {
      [this.#errors, this.#measured] = await Promise.all([testErrors(), measured("anomaly")]);
    });
    await this.choose();
    await this.loading(async () => (this.#digits = await testDigits()));
    this.#redrawThreshold();
  }

  // Other digits are normal: their networks are loaded.
  async choose() {
    this.refresh();
    await this.loading(() =>
      Promise.all(
        this.normal.map(async (digit) => {
          this.#networks.set(digit, await network(`digit-${digit}`));
          this.#redrawDrawing();
        }),
      ),
    );
  }

  // The threshold is elsewhere.
  cut() {
    this.#redrawThreshold();
    this.#redrawDrawing();
  }

  #toggle(digit) {
    if (digit) this.normal = TEN.filter((each) => (each === digit) !== this.normal.includes(each));
  }

  // Sets the threshold such that at most this share of the normal digits is above it.
  #allow(share) {
    const { normal, scores } = this.#split;
    if (!share || !normal.length) return;
    const allowed = normal[normal.length - 1 - Math.floor(share * normal.length)];
    const error = scores[allowed];
    this.threshold = rounded(error * (1 + 5e-3)); // above it after rounding to three digits
  }

  // A mistake becomes the visitor's digit.
  #take(button) {
    if (!button) return;
    const index = Number(button.dataset.index);
    this.pad.take({ index, pixels: this.#digits.digit(index) });
  }

  #sliding(slider) {
    const follow = ({ clientX }) => {
      const box = this.one(".errors .panel").getBoundingClientRect();
      this.threshold = errorAt((clientX - box.left) / box.width);
    };
    slider.onpointerdown = (event) => {
      slider.setPointerCapture(event.pointerId);
      follow(event);
    };
    slider.onpointermove = (event) => {
      if (slider.hasPointerCapture(event.pointerId)) follow(event);
    };
    slider.onkeydown = (event) => {
      const step = STEPS[event.key];
      const to = { Home: 0, End: 1 }[event.key] ?? (step && place(this.threshold) + step / 100);
      if (to === undefined) return;
      event.preventDefault();
      this.threshold = errorAt(to);
    };
  }

  show() {
    for (const button of this.all("[data-normal]")) {
      button.setAttribute("aria-pressed", this.normal.includes(button.dataset.normal));
    }
    this.one(".nothing-normal").hidden = this.normal.length > 0;
    this.#split = this.#errors && this.normal.length ? split(this.#errors, this.normal) : NOTHING;
    for (const button of this.all("[data-alarms]")) {
      button.textContent = this.text("allow_alarms", { share: 100 * button.dataset.alarms });
      button.disabled = !this.#split.normal.length;
    }
    this.#showErrors();
    this.#showThreshold();
    this.#showDrawing();
    if (this.#measured) this.#compare();
  }

  // Both histograms are shares of their own kind and have one scale.
  #showErrors() {
    const { normal, others, scores } = this.#split;
    const shares = [normal, others].map((indices) => histogram(indices, scores, place, BINS));
    const scale = 48 / Math.max(1e-9, ...shares.flat());
    const outline = (bins, up) =>
      bins.reduce((d, share, at) => `${d}V${50 - up * scale * share}H${(100 * (at + 1)) / BINS}`, "M0 50") +
      "V50z";
    this.one(".errors .normal").setAttribute("d", outline(shares[0], 1));
    this.one(".errors .rest").setAttribute("d", outline(shares[1], -1));
    this.one(".curve").setAttribute("d", roc(this.#split));
  }

  #showThreshold() {
    const { normal, others, scores } = this.#split;
    const { threshold } = this;
    const missed = upTo(others, scores, threshold);
    const found = others.length - missed;
    const alarms = normal.length - upTo(normal, scores, threshold);
    const rates = {
      recall: found / others.length,
      precision: found / (found + alarms),
      false_alarms: alarms / normal.length,
      auroc: auroc(this.#split),
    };
    const counts = { found, others: others.length, alarms, normal: normal.length, all: found + alarms };
    for (const [name, count] of Object.entries(counts)) counts[name] = this.#number(count);
    for (const [name, value] of Object.entries(rates)) {
      const here = this.one(`[data-rate="${name}"]`);
      here.querySelector("b").textContent = percent(value);
      here.querySelector(".value").textContent = Number.isNaN(value) ? "" : this.text(`${name}_here`, counts);
    }
    const slider = this.one(".errors");
    slider.style.setProperty("--threshold", place(threshold));
    slider.querySelector(".line").classList.toggle("far", place(threshold) > 0.8);
    slider.querySelector(".line .value").textContent = threshold;
    slider.setAttribute("aria-valuenow", threshold);
    const spoken = { threshold, recall: percent(rates.recall), alarms: percent(rates.false_alarms) };
    slider.setAttribute("aria-valuetext", this.text("threshold_value", spoken));
    const point = this.one(".roc .cursor");
    point.hidden = Number.isNaN(rates.recall + rates.false_alarms);
    point.style.left = `${100 * rates.false_alarms}%`;
    point.style.bottom = `${100 * rates.recall}%`;
    this.#showMistakes("missed", others.slice(0, missed));
    this.#showMistakes("false_alarms", normal.slice(normal.length - alarms).reverse());
  }

  #number(count) {
    return count.toLocaleString(language(this));
  }

  // Test digits on the wrong side of the threshold, the furthest first.
  #showMistakes(kind, indices) {
    const here = this.one(`[data-mistakes="${kind}"]`);
    here.querySelector("h4").textContent = this.text(`mistakes_${kind}`, {
      count: this.#number(indices.length),
    });
    here.querySelectorAll("li").forEach((item, at) => {
      const index = indices[at];
      item.hidden = index === undefined || !this.#digits;
      if (item.hidden) return;
      const [button, label, error] = [
        item.querySelector("button"),
        this.#digits.label(index),
        this.#split.scores[index].toFixed(3),
      ];
      button.dataset.index = index;
      button.setAttribute("aria-label", this.text("mistake", { label, error }));
      button.querySelector(".value").textContent = error;
      paint(button.querySelector("canvas"), this.#digits.digit(index));
    });
  }

  // The visitor's digit by the network of those chosen that rebuilds it best.
  #showDrawing() {
    const input = centre(this.pad.pixels);
    const blank = isBlank(input);
    this.one(".nothing-drawn").hidden = !blank;
    const fits = this.normal
      .filter((digit) => !blank && this.#networks.has(digit))
      .map((digit) => {
        const rebuilt = this.#networks.get(digit).reconstruct(input);
        return { digit, rebuilt, error: shapeError(input, rebuilt) };
      });
    const [fittest] = fits.sort((a, b) => a.error - b.error);
    const verdict = this.one(".verdict");
    const yours = this.one(".yours");
    yours.hidden = !fittest;
    verdict.hidden = !fittest;
    this.#picture("input", blank ? null : input);
    this.#picture("rebuilt", fittest?.rebuilt, fittest && this.text("by_network", { digit: fittest.digit }));
    this.#picture("difference", null);
    if (!fittest) return;
    const { digit, error, rebuilt } = fittest;
    yours.style.setProperty("--at", place(error));
    yours.classList.toggle("far", place(error) > 0.8);
    const anomaly = error > this.threshold;
    verdict.classList.toggle("anomaly", anomaly);
    verdict.textContent = this.text(anomaly ? "is_anomaly" : "is_normal", {
      error: error.toFixed(4),
      threshold: this.threshold,
      digit,
    });
    paintSigned(this.one('[data-picture="difference"] canvas'), difference(rebuilt, input), 1);
  }

  #picture(name, pixels, caption = "") {
    const canvas = this.one(`[data-picture="${name}"] canvas`);
    if (pixels) paint(canvas, pixels);
    else canvas.classList.add("empty");
    this.one(`[data-picture="${name}"] .value`).textContent = caption;
  }

  // The measured figures, who wins, and what a network of all digits is worth.
  #compare() {
    const { methods, published } = this.#measured;
    const [only] = this.normal.length === 1 ? this.normal : [];
    this.one("th.only").textContent = only ? this.text("auroc_of", { digit: only }) : this.text("one_alone");
    const ways = [];
    for (const name of METHODS) {
      const { shape, squared } = methods[name] ?? {};
      const means = [shape?.mean, squared?.mean ?? published[name]];
      const cells = this.all(`[data-method="${name}"] td`);
      [shape?.digits[only], ...means].forEach(
        (value, at) => (cells[at].textContent = value?.toFixed(1) ?? "–"),
      );
      for (const [at, value] of means.entries())
        ways.push({ name, mean: value ?? 0, by: ["shape", "squared"][at] });
    }
    const mean = (way) => way.mean;
    const own = best(
      ways.filter(({ name }) => name === NETWORKS),
      mean,
    );
    const simple = best(
      ways.filter(({ name }) => name !== NETWORKS && name !== PUBLISHED),
      mean,
    );
    const ahead = own.mean - simple.mean;
    const sentence = Math.abs(ahead) < TIE ? "nobody_wins" : ahead > 0 ? "networks_win" : "simple_wins";
    this.one(".winner").textContent = this.text(sentence, {
      own: own.mean.toFixed(1),
      simple: this.text(`method_${simple.name}`),
      reference: simple.mean.toFixed(1),
      by: this.text(`by_${simple.by}`),
      published: published[PUBLISHED].toFixed(1),
    });
    const all = methods["pca-32-all"].squared.mean;
    this.one(".all-digits").textContent = this.text("all_digits_fail", { all: all.toFixed(1) });
  }
}

settle(Anomaly, "anomaly", { normal: "choose", threshold: "cut" });
customElements.define("ae-anomaly", Anomaly);
