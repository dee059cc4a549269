// How good the features are, by what was measured: as curves over the number of labels, in a table,
// and in a sentence.

import { drawCurves } from "../../charts/curves.js";
import { SIMPLE } from "../../data/variants.js";
import { signed } from "../../elements/numbers.js";
import { View } from "../../elements/view.js";
import { write } from "../../elements/write.js";

export class Features extends View {
  static html = `
    <h3 data-text="labels_curves"></h3>
    <svg class="curves" role="img" data-name="labels_curves"></svg>
    <div class="row which" role="toolbar" data-name="curves_shown"></div>
    <p class="winner"></p>
    <details><summary data-text="as_table"></summary><table class="figures"></table></details>`;

  /** @param {import("./measured.js").Measured} measured */
  show(measured) {
    write(this.one(".winner"), this.#verdict(measured));
    this.#draw(measured);
    this.#tabulate(measured);
  }

  #name(feature) {
    return this.text(`variant_${feature}`);
  }

  // Who wins, and whether what was chosen is better than the better simple feature.
  #verdict(measured) {
    const { feature: chosen, count } = this.element;
    const { winner, simple } = measured.winners(count);
    const [first, reference] = [winner, simple].map((name) => measured.at(name, count).plain);
    const lead = measured.ahead(winner, simple, count);
    const behind = measured.rows(chosen) && measured.ahead(simple, chosen, count);
    const values = {
      count: this.number(count),
      best: this.#name(winner),
      mean: first.mean.toFixed(1),
      std: first.std.toFixed(1),
      simple: this.#name(simple),
      reference: reference.mean.toFixed(1),
      spread: reference.std.toFixed(1),
      lead: points(lead),
      chosen: this.#name(chosen),
      behind: behind && points(behind),
    };
    const sentences = measured.featuresVerdict(chosen, count);
    return sentences.map((key) => this.text(key, values)).join("");
  }

  // The features that are shown: the chosen one in any case, if it was measured.
  #shown(measured) {
    const { shown, feature } = this.element;
    return measured.names.filter((name) => shown.includes(name) || name === feature);
  }

  // The chosen one lies on top.
  #draw(measured) {
    const svg = this.one(".curves");
    if (!svg.clientWidth) return;
    const { feature, count, augmented } = this.element;
    const { sizes } = measured.figures;
    const axis = {
      sizes,
      names: sizes.map((size) => this.number(size)),
      x: this.text("labels_axis"),
      y: this.text("accuracy_axis"),
    };
    const own = measured.at(feature, count)?.[augmented ? "sampled" : "plain"];
    const curve = (name) => ({
      name: this.#name(name),
      kind: name === feature ? "chosen" : SIMPLE.includes(name) ? "simple" : "",
      values: measured.rows(name).plain,
      mark: name === feature ? { at: measured.place(count), value: own.mean } : undefined,
    });
    const names = this.#shown(measured).sort((a, b) => Number(a === feature) - Number(b === feature));
    drawCurves(svg, axis, names.map(curve));
  }

  // The same in figures, and below them what was gained by samples, with a tick where that is more
  // than its spread.
  #tabulate(measured) {
    const { feature } = this.element;
    const row = (head, cells) => `<tr><th scope="row">${head}</th>${cells.join("")}</tr>`;
    const cell = (mean, std) => `<td>${mean}<span class="value">± ${std}</span></td>`;
    const accuracy = ({ mean, std }) => cell(mean.toFixed(1), std.toFixed(1));
    const gain = ({ gain: { mean, std } }) => cell(signed(mean) + (mean > std ? " ✓" : ""), std.toFixed(2));
    const sizes = measured.figures.sizes.map((size) => `<th>${this.number(size)}</th>`);
    const rows = this.#shown(measured).map((name) =>
      row(this.#name(name), measured.rows(name).plain.map(accuracy)),
    );
    const gains = measured.rows(feature)?.sampled.map(gain);
    if (gains) rows.push(row(this.text("labels_gains", { feature: this.#name(feature) }), gains));
    this.one(".figures").innerHTML = `
      <thead>${row(this.text("labels_axis_short"), sizes)}</thead>
      <tbody>${rows.join("")}</tbody>`;
  }
}

/** @param {{mean: number, std: number}} difference */
const points = ({ mean, std }) => `${mean.toFixed(1)} ± ${std.toFixed(1)}`;
