// The errors of all test digits, the threshold among them, and what it costs.

import { mirrored } from "../../charts/histogram.js";
import { auroc, histogram, roc, upTo } from "../../data/errors.js";
import { slider } from "../../elements/slider.js";
import { View } from "../../elements/view.js";
import { errorAt, LEAST, MOST, place, rounded } from "./scale.js";

const BINS = 64;
const TICKS = [0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5];
const ALARMS = [0.01, 0.05]; // shares of false alarms to set the threshold by
const FAR = 0.8; // to the right: words stand on the other side of their line

const percent = (share) => (Number.isNaN(share) ? "–" : `${(100 * share).toFixed(1)} %`);

const rate = (name) => `
  <div data-rate="${name}"><dt data-text="${name}"></dt><dd><b></b><span class="value"></span></dd></div>`;

export class Threshold extends View {
  static html = `
    <h3 data-text="errors_of_test_digits"></h3>
    <div class="errors" tabindex="0" role="slider" data-name="threshold" aria-valuemin="${LEAST}" aria-valuemax="${MOST}">
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
    </div>`;

  #split; // the test digits by their errors

  start() {
    slider(this.one(".errors"), {
      track: () => this.one(".errors .panel"),
      value: () => place(this.element.threshold),
      set: (share) => (this.element.threshold = errorAt(share)),
      step: () => 0.01,
    });
    this.one(".row.alarms").onclick = ({ target }) => this.#allow(Number(target.dataset.alarms));
  }

  // Sets the threshold such that at most this share of the normal digits is above it.
  #allow(share) {
    const { normal, scores } = this.#split;
    if (!share || !normal.length) return;
    const allowed = normal[normal.length - 1 - Math.floor(share * normal.length)];
    this.element.threshold = rounded(scores[allowed] * (1 + 5e-3)); // above it after rounding to three digits
  }

  // Shows the test digits as split() gave them. Both histograms are shares of their own kind and have
  // one scale.
  show(split) {
    this.#split = split;
    const { normal, others, scores } = split;
    const shares = [normal, others].map((indices) => histogram(indices, scores, place, BINS));
    const [above, below] = mirrored(...shares);
    this.one(".errors .normal").setAttribute("d", above);
    this.one(".errors .rest").setAttribute("d", below);
    this.one(".curve").setAttribute("d", roc(split));
    for (const button of this.all("[data-alarms]")) {
      button.textContent = this.text("allow_alarms", { share: 100 * button.dataset.alarms });
      button.disabled = !normal.length;
    }
  }

  // Shows the threshold and its cost; gives the digits on the wrong side of it, by kind, the furthest
  // first.
  cut(threshold) {
    const { normal, others, scores } = this.#split;
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
    this.#showRates(rates, counts);
    this.#showLine(threshold, rates);
    return {
      missed: others.slice(0, missed),
      false_alarms: normal.slice(normal.length - alarms).reverse(),
    };
  }

  #showRates(rates, counts) {
    const words = Object.fromEntries(
      Object.entries(counts).map(([name, count]) => [name, this.number(count)]),
    );
    for (const [name, value] of Object.entries(rates)) {
      const here = this.one(`[data-rate="${name}"]`);
      here.querySelector("b").textContent = percent(value);
      here.querySelector(".value").textContent = Number.isNaN(value) ? "" : this.text(`${name}_here`, words);
    }
    const point = this.one(".roc .cursor");
    point.hidden = Number.isNaN(rates.recall + rates.false_alarms);
    point.style.left = `${100 * rates.false_alarms}%`;
    point.style.bottom = `${100 * rates.recall}%`;
  }

  #showLine(threshold, { recall, false_alarms: alarms }) {
    const surface = this.one(".errors");
    surface.style.setProperty("--threshold", place(threshold));
    surface.querySelector(".line").classList.toggle("far", place(threshold) > FAR);
    surface.querySelector(".line .value").textContent = threshold;
    surface.setAttribute("aria-valuenow", threshold);
    const spoken = { threshold, recall: percent(recall), alarms: percent(alarms) };
    surface.setAttribute("aria-valuetext", this.text("threshold_value", spoken));
  }

  // Marks the error of the visitor's digit, or takes the mark away.
  mark(error) {
    const yours = this.one(".yours");
    yours.hidden = error === undefined;
    if (yours.hidden) return;
    yours.style.setProperty("--at", place(error));
    yours.classList.toggle("far", place(error) > FAR);
  }
}
