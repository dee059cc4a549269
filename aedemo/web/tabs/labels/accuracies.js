// How often the classifier is right: what was learned here beside what was measured, and whether
// samples around the digits help.

import { percent, signed } from "../../elements/numbers.js";
import { View } from "../../elements/view.js";
import { write } from "../../elements/write.js";
import { MOST } from "./sheets.js";

const KINDS = ["plain", "sampled", "gain"];

const row = (kind) => `
  <tr data-kind="${kind}"><th scope="row"></th><td class="live"></td><td class="measured"></td></tr>`;

export class Accuracies extends View {
  static html = `
    <div class="heading">
      <h3 class="task"></h3>
      <p class="note stage"><span role="status"></span> <span class="done" aria-hidden="true"></span></p>
    </div>
    <table class="accuracies">
      <thead><tr><th data-text="accuracy"></th><th class="live"></th><th class="measured"></th></tr></thead>
      <tbody>${KINDS.map(row).join("")}</tbody>
    </table>
    <p class="gained"></p>`;

  /**
   * Says where the lesson stands.
   * @param {string} [key] - of a text
   * @param {string} [done] - how far it is
   */
  stage(key, done = "") {
    write(this.one(".stage [role]"), key ? this.text(key) : "");
    write(this.one(".stage .done"), done);
  }

  /**
   * @param {import("./measured.js").Measured} measured
   * @param {{plain?: {accuracy: number}, sampled?: {accuracy: number}}} learned - in %
   */
  show(measured, learned) {
    const { feature, count } = this.element;
    const own = measured.at(feature, count);
    this.#heads(measured.figures);
    const live = this.#live(learned);
    const known = own ? figuresOf(own) : { plain: "–", sampled: "–", gain: "–" };
    const words = { count: this.number(count), copies: measured.figures.copies };
    for (const kind of KINDS) {
      const row = this.one(`[data-kind="${kind}"]`);
      write(row.querySelector("th"), this.text(`labels_${kind}`, words));
      write(row.querySelector(".live"), live[kind]);
      write(row.querySelector(".measured"), known[kind]);
    }
    write(this.one(".gained"), this.#verdict(measured, own));
  }

  #heads({ draws, tested }) {
    const { feature, count, sample } = this.element;
    const heads = {
      ".task": this.text("labels_task", {
        feature: this.text(`variant_${feature}`),
        count: this.number(count),
      }),
      "thead .live": this.text("labels_live", { rest: this.number(sample.count - count) }),
      "thead .measured": this.text("labels_measured", { draws, tested: this.number(tested) }),
    };
    for (const [place, words] of Object.entries(heads)) write(this.one(place), words);
  }

  /**
   * What was learned here, as it is written.
   * @param {{plain?: {accuracy: number}, sampled?: {accuracy: number}}} learned - in %
   */
  #live({ plain, sampled }) {
    const waiting = this.element.sampling ? "…" : "–";
    return {
      plain: plain ? percent(plain.accuracy) : "…",
      sampled: sampled ? percent(sampled.accuracy) : waiting,
      gain: sampled ? signed(sampled.accuracy - plain.accuracy) : waiting,
    };
  }

  #verdict(measured, own) {
    const { feature, count, augmented, sampling } = this.element;
    const limit = augmented && !sampling ? this.text("labels_too_many", { most: MOST }) : "";
    if (!own) return limit;
    const { mean, std } = own.sampled.gain;
    const gain = { gain: signed(mean), std: std.toFixed(2) };
    return this.text(measured.samplesVerdict(feature, count), gain) + limit;
  }
}

/**
 * What was measured, as it is written.
 * @param {any} measured
 */
const figuresOf = ({ plain, sampled, sampled: { gain } }) => ({
  plain: spread(plain),
  sampled: spread(sampled),
  gain: `${signed(gain.mean)} ± ${gain.std.toFixed(2)}`,
});
const spread = ({ mean, std }) => `${mean.toFixed(1)} ± ${percent(std)}`;
