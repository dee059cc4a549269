// <ae-compare>: any autoencoders on one input, side by side, on the same scale: code,
// reconstruction, what is missing and what is too much, error, size.
// Properties: shown (names, with commas), centring.

import presets from "../../../facts/presets.json" with { type: "json" };
import texts from "../../../facts/texts/compare.json" with { type: "json" };
import { BARS, barsHtml, drawBars } from "../../charts/bars.js";
import { centre } from "../../data/digits.js";
import { difference, squaredError } from "../../data/pixels.js";
import { COMPONENTS, FAMILY, YOURS } from "../../data/variants.js";
import { settle } from "../../elements/adjustable.js";
import { gather } from "../../elements/gathering.js";
import { Idle } from "../../elements/pace.js";
import { paint, paintSigned } from "../../elements/pictures.js";
import { roving } from "../../elements/roving.js";
import { buildToggles, markToggles } from "../../elements/toggles.js";
import { mark, write } from "../../elements/write.js";
import { digitFrame, DigitTab } from "../../parts/digit-tab.js";

const ROWS = [...FAMILY, YOURS];
const row = (name) => `
  <tr data-variant="${name}">
    <th scope="row"><b></b><span class="value size"></span></th>
    <td>${barsHtml}</td>
    <td><canvas width="28" height="28" class="digit rebuilt empty" role="img"></canvas></td>
    <td><canvas width="28" height="28" class="digit difference empty" role="img"></canvas></td>
    <td class="value"><span class="error">…</span><span class="pca"></span></td>
  </tr>`;

export class Compare extends DigitTab {
  static texts = texts;
  static styles = [BARS, new URL("compare.css", import.meta.url)];
  static html = digitFrame({
    below: `
      <h3 data-text="which_networks"></h3>
      <div class="row which" role="toolbar" data-name="which_networks"></div>`,
    beside: `
      <div class="settings"></div>
      <section class="beside">
        <h3 data-text="hard_cases"></h3>
        <div class="row presets" role="toolbar" data-name="hard_cases"></div>
      </section>
      <section class="results">
        <table>
          <thead><tr>
            <th data-text="variant"></th><th data-text="the_code"></th>
            <th data-text="rebuilt_head"></th><th data-text="difference"></th><th data-text="error_head"></th>
          </tr></thead>
          <tbody>${ROWS.map(row).join("")}</tbody>
        </table>
        <p class="note" data-text="difference_note"></p>
      </section>`,
  });

  #networks = new Map();
  #idle = new Idle();

  async start() {
    buildToggles(this, this.one(".which"), ROWS);
    this.#buildPresets();
    await this.begin();
    await this.chosen();
  }

  // How many are shown, and how many different lengths their codes have, once all have come.
  get evidence() {
    const sizes = this.shown.map((name) => this.#networks.get(name)?.code.size);
    return { rivals: this.shown.length, lengths: sizes.every(Boolean) ? new Set(sizes).size : null };
  }

  // Other networks are shown, of which some may not have come yet.
  chosen() {
    this.refresh();
    return gather(this, [...this.shown, COMPONENTS], this.#networks);
  }

  renewed() {
    this.#networks.delete(YOURS);
    this.chosen();
  }

  #buildPresets() {
    this.one(".presets").replaceChildren(
      ...presets.map(({ text, ...state }) => {
        const button = document.createElement("button");
        button.dataset.text = text;
        button.onclick = () => this.loading(() => this.restore(state));
        return button;
      }),
    );
    roving(this.one(".presets"));
  }

  // The networks that are not shown.
  leaveOut() {
    for (const row of this.all("tr[data-variant]")) row.hidden = !this.shown.includes(row.dataset.variant);
  }

  show() {
    const input = this.centring ? centre(this.pad.pixels) : this.pad.pixels;
    markToggles(this);
    for (const row of this.all("tr[data-variant]"))
      write(row.querySelector("b"), this.text(`variant_${row.dataset.variant}`));
    this.#idle.run(this.shown.map((name) => () => this.#fill(name, input)));
  }

  #fill(name, input) {
    const net = this.#networks.get(name);
    if (!net) return;
    const row = this.one(`tr[data-variant="${name}"]`);
    const code = net.encode(input);
    const rebuilt = net.decode(code);
    const error = squaredError(rebuilt, input).toFixed(4);
    write(
      row.querySelector(".size"),
      this.text("size", {
        code: code.length,
        parameters: this.number(net.parameters),
      }),
    );
    drawBars(row.querySelector(".bars"), code, net.code);
    paint(row.querySelector(".rebuilt"), rebuilt);
    mark(row.querySelector(".rebuilt"), "aria-label", this.text("reconstruction"));
    paintSigned(row.querySelector(".difference"), difference(rebuilt, input), 1);
    mark(row.querySelector(".difference"), "aria-label", this.text("difference"));
    write(row.querySelector(".error"), error);
    write(row.querySelector(".pca"), this.#pca(code, input));
  }

  // What PCA of equal size makes of it; beside an overcomplete code PCA with as many numbers as are
  // not zero.
  #pca(code, input) {
    const net = this.#networks.get(COMPONENTS);
    if (!net) return "";
    const components = net.encode(input);
    const spoken = code.length > components.length ? code.filter(Boolean).length : code.length;
    const count = Math.min(spoken, components.length);
    const error = squaredError(net.decode(components.fill(0, count)), input).toFixed(4);
    return this.text("beside_pca", { count, error });
  }
}

settle(Compare, "compare", { shown: "chosen" });
customElements.define("ae-compare", Compare);
