// <ae-draw>: a digit, the network it goes through, the code in its waist, which can be touched, and what
// is rebuilt from that; and what every other autoencoder makes of the same digit.
// Properties: variant (the one in focus), centring, width (how many numbers of `ordered` count), code
// (the numbers that are shown; null puts back the digit's own), output (784 numbers, read only).
// With the attribute `brief` the others are left out.
// Events: "code" when a number is turned, "width".

import texts from "../../../facts/texts/draw.json" with { type: "json" };
import { Code, CODE, codeHtml } from "../../charts/code.js";
import { CHART } from "../../charts/chart.js";
import { centre, isBlank } from "../../data/digits.js";
import { squaredError } from "../../data/pixels.js";
import { VARIANTS, YARDSTICK, YOURS } from "../../data/variants.js";
import { settle } from "../../elements/adjustable.js";
import { asked } from "../../elements/asked.js";
import { gather } from "../../elements/gathering.js";
import { minus } from "../../elements/numbers.js";
import { fill, picture } from "../../elements/pictures.js";
import { seen } from "../../elements/seen.js";
import { write } from "../../elements/write.js";
import { network } from "../../engine/network.js";
import { stations } from "../../engine/stations.js";
import { digitFrame, DigitTab } from "../../parts/digit-tab.js";
import { evidence } from "./evidence.js";
import { Family } from "./family.js";
import { Funnel } from "./funnel.js";
import { sweep } from "./sweep.js";
import { first, Width } from "./width.js";

const ORDERED = "ordered";
const SIZE = 32; // components of PCA beside codes of any other size, at most as many as yours has numbers
const SETTLED = 150; // milliseconds after the last ink of a stroke

export class Draw extends DigitTab {
  static texts = texts;
  static styles = [CODE, CHART, new URL("draw.css", import.meta.url)];
  static html = `${digitFrame({
    beside: `
      <section class="network">
        <h3 class="focus"></h3>
        ${Funnel.html}
        ${codeHtml}
        <p class="note"></p>
        <div class="settings"></div>
        <div class="row">
          <button class="sweep" data-text="wiggle"></button>
          <button class="back" data-text="put_back" disabled></button>
          <button class="ask" data-text="narrow_waist"></button>
        </div>
        ${Funnel.whole}
      </section>
      <section class="output">
        <h3 data-text="reconstruction"></h3>
        ${picture("output", "rebuilt")}
        <div class="small">
          ${picture("components", "pca_rebuilds")} ${picture("sees", "network_sees")}
          <div class="controls" data-control="centring"></div>
        </div>
      </section>`,
  })}
    <section class="widths">${Width.html}</section>
    <section class="others">
      <h3 data-text="family"></h3>
      ${Family.html}
    </section>`;

  #networks = new Map();
  #turned = null; // the whole code, if a number of it was turned
  #own = null; // the digit's own code
  #output = null;
  #pca = null; // what PCA rebuilds, beside it
  #pointed = null;
  #sweeping = 0;
  #stroke;

  async start() {
    const views = [Family, Funnel, Width].map((Part) => new Part(this, /** @type {any} */ (this.shadowRoot)));
    [this.family, this.funnel, this.widths] = views;
    for (const view of views) view.start();
    this.chart = new Code(this.one(".touch"), {
      turn: (at, value) => this.#turn(at, value),
      back: (at) => this.#turn(at, this.#own[at]),
      point: (at) => this.#point(at),
    });
    this.one(".back").onclick = () => (this.code = null);
    this.one(".ask").onclick = () => (this.variant = ORDERED);
    this.one(".sweep").onclick = () => this.#sweep();
    if (this.variant !== YOURS) network(this.variant); // comes while the digit is on its way
    await this.begin();
    this.#bring();
    if (this.hasAttribute("brief")) return;
    await seen(this.one(".family"));
    await asked(this, this.one(".family"), VARIANTS);
    await gather(this, [...new Set([this.variant, YARDSTICK, ...VARIANTS])], this.#networks);
  }

  // The network in focus, and what stands beside it.
  async #bring() {
    const lacking = [this.variant, YARDSTICK].filter((name) => !this.#networks.has(name));
    if (lacking.length) await gather(this, lacking, this.#networks);
    if (this.variant === ORDERED && !this.widths.there) await this.loading(() => this.widths.load());
  }

  /**
   * The numbers that are shown, those that a narrow waist leaves out as zeros; null without a digit.
   * @returns {ArrayLike<number> | null}
   */
  get code() {
    const code = this.#turned ?? this.#own;
    return code && Array.from(this.#cut(code));
  }

  // Others of the same length, or null for the digit's own.
  set code(numbers) {
    if (numbers !== null) {
      const turned = Float32Array.from(numbers);
      if (turned.length !== this.#own?.length || !turned.every(Number.isFinite)) return;
      this.#turned = turned;
    } else {
      this.#turned = null;
    }
    this.refresh();
    this.emit("code");
  }

  // What is rebuilt from them: 784 numbers; null without a digit.
  get output() {
    return this.#output && [...this.#output];
  }

  get evidence() {
    return evidence(this, this.#turned !== null, this.#pca, this.widths);
  }

  // What the network is given: the drawing, centred or as it is.
  get input() {
    return this.centring ? centre(this.pad.pixels) : this.pad.pixels;
  }

  // Another digit has another code.
  drawn() {
    this.#turned = null;
    clearTimeout(this.#stroke);
    this.#stroke = setTimeout(() => this.funnel.pulse(), SETTLED);
    super.drawn();
  }

  // Another network, too, and it may not have come yet; before the first has, start() sees to it.
  chosen() {
    this.#turned = null;
    this.refresh();
    if (this.#networks.size) this.#bring();
  }

  renewed() {
    this.#networks.delete(YOURS);
    this.chosen();
  }

  narrowed() {
    this.refresh();
    this.emit("width");
  }

  relabel() {
    super.relabel();
    this.funnel?.relabel();
  }

  show() {
    const input = this.input;
    const blank = isBlank(input);
    const net = this.#networks.get(this.variant);
    const centring = this.centring ? "centred" : "as_drawn";
    fill(this.one('[data-picture="sees"]'), blank ? null : input, this.text(blank ? "pad_empty" : centring));
    const encoding = net && !blank ? net.encoding(input) : null;
    this.#own = encoding ? encoding.at(-1).data : null;
    const code = this.#own && this.#cut(this.#turned ?? this.#own);
    const decoding = code && net.decoding(code);
    this.#output = decoding ? decoding.at(-1).data : null;
    const pca = (this.#pca = code && this.#components(input));
    this.#focus(net, code, input, encoding, pca);
    this.funnel.show(net, decoding && { input, encoding, decoding }, this.#width);
    this.family.show(this.#networks, blank ? null : input, this.#output);
    this.#narrow(net, input, pca);
  }

  #focus(net, code, input, encoding, pca) {
    const output = this.one('[data-picture="output"]');
    fill(output, this.#output, code ? this.#errors(input, pca) : "–");
    const name = this.text(`variant_${this.variant}`);
    write(this.one(".focus"), this.text("network_named", { name }));
    this.one(".back").disabled = !this.#turned;
    this.one(".sweep").disabled = !code;
    const about = code && {
      own: this.#own,
      usual: net.code,
      shape: encoding[stations(net.layers.encoder, net.tensor).at(-1).at].shape,
      width: this.#width,
    };
    this.chart.draw(code, about);
    this.#note();
  }

  // How many of the numbers count.
  get #width() {
    return this.variant === ORDERED ? this.width : (this.#own?.length ?? Infinity);
  }

  #cut(code) {
    return first(code, this.#width);
  }

  // What only `ordered` has.
  leaveOut() {
    const narrow = this.variant === ORDERED;
    this.one('[data-picture="components"]').hidden = this.one(".widths").hidden = !narrow;
    this.one(".ask").hidden = narrow;
  }

  // Of `ordered`: PCA with as many components, and the curve over the width.
  #narrow(net, input, pca) {
    if (this.variant !== ORDERED) return;
    const error = pca ? squaredError(pca, input).toFixed(4) : "–";
    fill(
      this.one('[data-picture="components"]'),
      pca,
      this.text("error_components", { width: this.width, error }),
    );
    if (this.#own) this.widths.measure(net, this.#own, input);
    this.widths.show();
  }

  // Of how many components PCA stands beside the code.
  get #size() {
    return { [ORDERED]: this.width, [YOURS]: Math.min(SIZE, this.#own.length) }[this.variant] ?? SIZE;
  }

  // What PCA rebuilds from its strongest components, once it is there.
  #components(input) {
    const pca = this.#networks.get(YARDSTICK);
    return pca && pca.decode(first(pca.encode(input), this.#size));
  }

  // Beside it PCA's with as many components; a code that was turned is no reconstruction.
  #errors(input, pca) {
    const error = squaredError(this.#output, input);
    const own = this.text("error", { error: error.toFixed(4) });
    if (!pca || this.variant === YARDSTICK || this.#turned) return own;
    const reference = squaredError(pca, input);
    const closer = reference > error;
    const times = (closer ? reference / error : error / reference).toFixed(1);
    return `${own} · ${this.text(closer ? "closer_than_pca" : "farther_than_pca", { times, size: this.#size })}`;
  }

  #turn(at, value) {
    const turned = Float32Array.from(this.#turned ?? this.#own);
    turned[at] = value;
    this.code = turned.every((number, place) => number === this.#own[place]) ? null : turned;
    this.#point(at);
  }

  #point(at) {
    this.#pointed = at;
    this.#note();
  }

  // Of the number that is pointed at its value and what is usual; else of the whole code.
  #note() {
    const { code } = this;
    const net = this.#networks.get(this.variant);
    const at = this.#pointed;
    const narrow = code && this.#width < code.length ? "code_note_narrow" : "code_note";
    let words = this.text(code ? narrow : "code_empty", {
      size: code?.length,
      width: code && this.#width,
    });
    if (code && at !== null && at < code.length) {
      const [mean, std] = [net.code.mean[at], net.code.std[at]];
      const [low, high] = [mean - 2 * std, mean + 2 * std].map((value) => minus(value.toFixed(1)));
      words = this.text("number_note", { number: at + 1, value: minus(code[at].toFixed(2)), low, high });
    }
    const note = this.one(".note");
    if (note.textContent !== words) note.textContent = words;
  }

  // Sweeps the number that was touched last once over its scale and back.
  #sweep() {
    const round = ++this.#sweeping;
    const { at, scale } = this.chart;
    const turn = (value) => this.#turn(at, value);
    sweep(this.code[at], scale, turn, () => round === this.#sweeping && this.#own);
  }
}

settle(Draw, "draw", { variant: "chosen", width: "narrowed" });
customElements.define("ae-draw", Draw);
