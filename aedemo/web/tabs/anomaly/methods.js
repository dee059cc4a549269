// The networks beside simpler ways, by what `train.py evaluate anomaly` measured.

import { best } from "../../data/features.js";
import { View } from "../../elements/view.js";
import { write } from "../../elements/write.js";

const NETWORKS = "one-class";
const PUBLISHED = "deep-svdd";
const METHODS = [NETWORKS, "pca-16", "pca-32", "neighbours", PUBLISHED];
const ERRORS = ["shape", "squared"];
const TIE = 0.2; // points of AUROC that are too few to tell

const method = (name) => `
  <tr data-method="${name}">
    <th scope="row" data-text="method_${name}"></th>
    <td class="value"></td><td class="value"></td><td class="value"></td>
  </tr>`;

export class Methods extends View {
  static html = `
    <h3 data-text="who_wins"></h3>
    <table>
      <thead><tr>
        <th data-text="method"></th><th class="only"></th>
        <th data-text="mean_shape"></th><th data-text="mean_squared"></th>
      </tr></thead>
      <tbody>${METHODS.map(method).join("")}</tbody>
    </table>
    <p class="note winner"></p>
    <p class="note nine-digits"></p>`;

  // measured: the content of uses/anomaly.json; only: the digit that alone is normal, if one is.
  show({ methods, nine, published }, only) {
    const alone = only ? this.text("auroc_of", { digit: only }) : this.text("one_alone");
    write(this.one("th.only"), alone);
    const mean = (name, error) => methods[name]?.[error]?.mean;
    for (const name of METHODS) {
      const values = [methods[name]?.shape?.digits[only], mean(name, "shape"), mean(name, "squared")];
      values[2] ??= published[name];
      const cells = this.all(`[data-method="${name}"] td`);
      values.forEach((value, at) => write(cells[at], value?.toFixed(1) ?? "–"));
    }
    write(this.one(".winner"), this.#verdict(mean, published));
    write(this.one(".nine-digits"), this.text("nine_digits", this.#ofNine(nine)));
  }

  // The means of all ways with nine digits normal, by both errors.
  #ofNine(nine) {
    const means = (name) => ERRORS.map((error) => nine[name][error].mean.toFixed(1)).join(" / ");
    return {
      own: means(NETWORKS),
      small: means("pca-16"),
      large: means("pca-32"),
      neighbours: means("neighbours"),
    };
  }

  // The better error of the networks against the best of the simple ways.
  #verdict(mean, published) {
    const ways = (names) =>
      names.flatMap((name) => ERRORS.map((by) => ({ name, by, mean: mean(name, by) ?? 0 })));
    const others = METHODS.filter((name) => name !== NETWORKS && name !== PUBLISHED);
    const [own, simple] = [[NETWORKS], others].map((names) => best(ways(names), (way) => way.mean));
    const ahead = own.mean - simple.mean;
    const sentence = Math.abs(ahead) < TIE ? "nobody_wins" : ahead > 0 ? "networks_win" : "simple_wins";
    return this.text(sentence, {
      own: own.mean.toFixed(1),
      simple: this.text(`method_${simple.name}`),
      reference: simple.mean.toFixed(1),
      by: this.text(`by_${simple.by}`),
      published: published[PUBLISHED].toFixed(1),
    });
  }
}
