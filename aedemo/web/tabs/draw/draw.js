// <ae-draw>: a digit, its code, and what every autoencoder rebuilds from it.
// Properties: variant (the one in focus), centring.

import texts from "../../../facts/texts/draw.json" with { type: "json" };
import { BARS, barsHtml, drawBars } from "../../charts/bars.js";
import { centre, isBlank } from "../../data/digits.js";
import { squaredError } from "../../data/pixels.js";
import { FAMILY, VARIANTS, YARDSTICK } from "../../data/variants.js";
import { settle } from "../../elements/adjustable.js";
import { gather } from "../../elements/gathering.js";
import { Idle } from "../../elements/pace.js";
import { fill, picture } from "../../elements/pictures.js";
import { roving } from "../../elements/roving.js";
import { digitFrame, DigitTab } from "../../parts/digit-tab.js";

export class Draw extends DigitTab {
  static texts = texts;
  static styles = [BARS, new URL("draw.css", import.meta.url)];
  static html = `${digitFrame({
    beside: `
      <section class="sees">
        <h3 data-text="network_sees"></h3>
        ${picture("sees", "input_28")}
      </section>
      <section class="code">
        <h3><span class="focus"></span> · <span data-text="the_code"></span></h3>
        ${barsHtml}
        <p class="note"></p>
      </section>
      <section class="output">
        <h3 data-text="reconstruction"></h3>
        ${picture("output", "rebuilt")}
      </section>`,
  })}
    <h3 data-text="family"></h3>
    <div class="family" role="radiogroup" data-name="family"></div>`;

  #networks = new Map();
  #idle = new Idle();

  async start() {
    this.#buildFamily();
    await this.begin();
    const order = new Set([this.variant, YARDSTICK, ...VARIANTS]);
    await gather(this, [...order], this.#networks);
  }

  // What the network is given: the drawing, centred or as it is.
  get input() {
    return this.centring ? centre(this.pad.pixels) : this.pad.pixels;
  }

  #buildFamily() {
    const family = this.one(".family");
    family.innerHTML = FAMILY.map(
      (name) => `<button role="radio" data-variant="${name}">
        <canvas width="28" height="28" class="digit empty"></canvas>
        <b></b><span class="value"></span></button>`,
    ).join("");
    family.onclick = (event) => {
      const name = event.target.closest("button")?.dataset.variant;
      if (name) this.variant = name;
    };
    roving(family, { choose: true });
  }

  // The network in focus at once, the others in idle moments.
  show() {
    const input = this.input;
    const blank = isBlank(input);
    const centring = this.centring ? "centred" : "as_drawn";
    fill(this.one('[data-picture="sees"]'), blank ? null : input, this.text(blank ? "pad_empty" : centring));
    this.one(".focus").textContent = this.text(`variant_${this.variant}`);
    for (const card of this.all(".family button")) {
      const focus = card.dataset.variant === this.variant;
      card.setAttribute("aria-checked", focus);
      card.querySelector("b").textContent = this.text(`variant_${card.dataset.variant}`);
    }
    this.#focus(input, blank);
    const others = FAMILY.filter((name) => name !== this.variant);
    this.#idle.run(others.map((name) => () => this.#card(name, input, blank)));
  }

  #focus(input, blank) {
    const net = this.#networks.get(this.variant);
    const output = this.one('[data-picture="output"]');
    if (!net || blank) {
      fill(output, null, "–");
      this.#bars(null);
      this.#card(this.variant, input, blank);
      return;
    }
    const code = net.encode(input);
    const rebuilt = net.decode(code);
    fill(output, rebuilt, this.#errors(rebuilt, input));
    this.#bars(code, net.code);
    this.#rebuilt(this.variant, rebuilt, input);
  }

  #errors(rebuilt, input) {
    const error = squaredError(rebuilt, input).toFixed(4);
    const pca = this.#networks.get(YARDSTICK);
    if (!pca) return this.text("error", { error });
    const reference = squaredError(pca.reconstruct(input), input).toFixed(4);
    return this.text("error_pca", { error, reference });
  }

  #card(name, input, blank) {
    const net = this.#networks.get(name);
    if (net && !blank) this.#rebuilt(name, net.reconstruct(input), input);
    else fill(this.one(`[data-variant="${name}"]`), null, net ? "–" : "…");
  }

  #rebuilt(name, rebuilt, input) {
    fill(this.one(`[data-variant="${name}"]`), rebuilt, squaredError(rebuilt, input).toFixed(4));
  }

  #bars(code, statistics) {
    const note = code
      ? this.text("code_note", {
          size: code.length,
          least: Math.min(...code).toFixed(1),
          most: Math.max(...code).toFixed(1),
        })
      : this.text("code_empty");
    this.one(".code .note").textContent = note;
    drawBars(this.one(".bars"), code, statistics);
  }
}

settle(Draw, "draw");
customElements.define("ae-draw", Draw);
