// The errors of all test digits, the threshold among them, and what it costs.

import { drawHistograms, histogramsHtml, placeFlag, placeHandle } from "../../charts/histograms.js";
import { drawRoc, placePoint, rocHtml } from "../../charts/roc.js";
import { allowing, auroc, histogram, roc, upTo } from "../../data/errors.js";
import { percent } from "../../elements/numbers.js";
import { slider, tell } from "../../elements/slider.js";
import { View } from "../../elements/view.js";
import { write } from "../../elements/write.js";
import { errorAt, LEAST, MOST, place, rounded } from "./scale.js";

const BINS = 64;
const TICKS = [0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5];
const ALARMS = [0.01, 0.05]; // shares of false alarms to set the threshold by
const ERRORS = {
  above: "normal_digits",
  below: "other_digits",
  flag: "yours",
  ticks: TICKS.map((tick) => [tick, place(tick)]),
};

/** @type {import("../../data/errors.js").Split} */
export const NOTHING = { normal: [], others: [], scores: [] }; // to be split

const shown = (share) => (Number.isNaN(share) ? "–" : percent(100 * share));

const rate = (name) => `
  <div data-rate="${name}"><dt data-text="${name}"></dt><dd><b></b><span class="value"></span></dd></div>`;

export class Threshold extends View {
  static html = `
    <h3 data-text="errors_of_test_digits"></h3>
    <div class="errors" tabindex="0" role="slider" data-name="threshold" aria-valuemin="${LEAST}" aria-valuemax="${MOST}">
      ${histogramsHtml(ERRORS)}
    </div>
    <p class="note" data-text="errors_note"></p>
    <div class="row alarms">
      ${ALARMS.map((share) => `<button data-alarms="${share}"></button>`).join("")}
    </div>
    <p class="note allowed"></p>
    <h3 data-text="cost_of_threshold"></h3>
    <div class="cost">
      ${rocHtml({ name: "roc_name", x: "false_alarms", y: "recall" })}
      <dl>${["recall", "precision", "false_alarms", "auroc"].map(rate).join("")}</dl>
    </div>`;

  #split = NOTHING; // the test digits by their errors
  #heldOut = NOTHING; // those held out, by which the buttons set the threshold
  rates = null; // what the threshold costs, once it is known

  start() {
    slider(this.one(".errors"), {
      track: () => this.one(".histograms"),
      value: () => place(this.element.threshold),
      set: (share) => (this.element.threshold = errorAt(share)),
      step: () => 0.01,
      page: 10,
    });
    this.one(".row.alarms").onclick = ({ target }) => this.#allow(Number(target.dataset.alarms));
  }

  // Sets the threshold such that at most this share of the normal digits held out is above it.
  #allow(share) {
    if (!share || !this.#heldOut.normal.length) return;
    this.element.threshold = rounded(allowing(this.#heldOut, share) * (1 + 5e-3)); // above it after rounding to three digits
  }

  // Shows the test digits as split() gave them, as it did those held out. Both histograms are shares
  // of their own kind.
  show(split, heldOut) {
    this.#split = split;
    this.#heldOut = heldOut;
    const { normal, others, scores } = split;
    const shares = (indices) => histogram(indices, scores, place, BINS);
    drawHistograms(this.root, shares(normal), shares(others));
    drawRoc(this.root, roc(split));
    for (const button of this.all("[data-alarms]")) {
      write(button, this.text("allow_alarms", { share: 100 * button.dataset.alarms }));
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
    this.rates = rates;
    const counts = { found, others: others.length, alarms, normal: normal.length, all: found + alarms };
    this.#showRates(rates, counts);
    this.#showLine(threshold, rates);
    this.#showAllowed(threshold, rates.false_alarms);
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
      write(here.querySelector("b"), shown(value));
      write(here.querySelector(".value"), Number.isNaN(value) ? "" : this.text(`${name}_here`, words));
    }
    placePoint(this.root, rates.false_alarms, rates.recall);
  }

  // What is above the threshold where it was set, and where it is judged.
  #showAllowed(threshold, alarms) {
    const { normal, scores } = this.#heldOut;
    const share = 1 - upTo(normal, scores, threshold) / normal.length;
    const words = { share: shown(share), count: this.number(normal.length), alarms: shown(alarms) };
    write(this.one(".allowed"), normal.length ? this.text("allowed_here", words) : "");
  }

  #showLine(threshold, { recall, false_alarms: alarms }) {
    const surface = this.one(".errors");
    placeHandle(surface, place(threshold), threshold);
    const spoken = { threshold, recall: shown(recall), alarms: shown(alarms) };
    tell(surface, { now: threshold, text: this.text("threshold_value", spoken) });
  }

  // Marks the error of the visitor's digit, or takes the mark away.
  mark(error) {
    placeFlag(this.root, error === undefined ? undefined : place(error));
  }
}
