// From an article, put right: two transposed convolutions that are to enlarge twice and enlarge four times.
// The visitor changes the layers, and sees when their shapes fit.

import { View } from "../../elements/view.js";
import { folded } from "./folded.js";
import { write } from "../../elements/write.js";
import { outputSize } from "../../maths/transposed.js";

const INPUT = 64;
const TARGET = 128;
const FILTERS = [64, 3]; // of the layers
const COLOURS = 3;
const KERNELS = [3, 4];
const STRIDES = [1, 2];
const PADDING = 1;
const DOUBLED = { kernel: 4, stride: 2 }; // as the article has both layers

const options = (values) => values.map((value) => `<option>${value}</option>`).join("");
const box = (name, key = "") => `
  <li class="box" data-box="${name}"><b${key && ` data-text="${key}"`}></b><span class="square" aria-hidden="true"></span>
    <span class="value"></span></li>`;
const layer = `
  <li class="layer"><fieldset><legend></legend>
    <label><span data-text="article_kernel"></span> <select name="kernel">${options(KERNELS)}</select></label>
    <label><span data-text="article_stride"></span> <select name="stride">${options(STRIDES)}</select></label>
    </fieldset><span class="value"></span></li>`;

export class Article extends View {
  static html = `
    <details><summary><h3 data-text="article_title"></h3></summary>
      <p class="what"></p>
      <ol class="layers">${box("input", "article_input")}${layer}${box("between")}${layer}${box("output", "added_up")}
        ${box("target", "article_target")}</ol>
      <p class="verdict" role="status"></p>
      <h4 data-text="article_instead"></h4>
      <ul>
        <li data-text="article_one"></li><li data-text="article_multiple"></li>
        <li data-text="article_luminance"></li><li data-text="article_detail"></li>
      </ul>
    </details>`;

  start() {
    folded(this.element, "article", this.one("details"));
    for (const select of this.all("select")) {
      select.value = String(DOUBLED[select.name]);
      select.onchange = () => this.#draw();
    }
  }

  /** The layers as they are chosen, each with what comes out of it. */
  get #layers() {
    let input = INPUT;
    return [...this.all(".layer")].map((item, at) => {
      const chosen = (name) => Number(item.querySelector(`[name="${name}"]`).value);
      const settings = {
        kernel: chosen("kernel"),
        stride: chosen("stride"),
        padding: PADDING,
        outputPadding: 0,
      };
      const layer = { item, at, input, ...settings, size: outputSize(input, settings) };
      input = layer.size;
      return layer;
    });
  }

  /** @param {import("./superres.js").Seen} seen */
  show({ article }) {
    this.one("details").open = article;
    this.#draw();
  }

  #draw() {
    const layers = this.#layers;
    const [first, last] = layers;
    const sizes = { input: INPUT, target: TARGET, first: FILTERS[0], last: FILTERS[1], padding: PADDING };
    write(this.one(".what"), this.text("article_what", { ...sizes, ...DOUBLED }));
    for (const { item, at, input, kernel, stride, size } of layers) {
      write(
        item.querySelector("legend"),
        this.text("article_layer", { layer: at + 1, filters: FILTERS[at] }),
      );
      const sum = `(${input} − 1)·${stride} − 2·${PADDING} + (${kernel} − 1) + 0 + 1 = ${size}`;
      write(item.querySelector(":scope > .value"), sum);
    }
    this.#box("input", INPUT, COLOURS);
    this.#box("between", first.size, FILTERS[0]);
    this.#box("output", last.size, FILTERS[1]);
    this.#box("target", TARGET, COLOURS);
    const fits = last.size === TARGET;
    this.one(".verdict").classList.toggle("fits", fits);
    const said = [this.#verdict(layers, last.size)];
    const uneven = layers.find(({ kernel, stride }) => kernel % stride);
    if (uneven) said.push(this.text("article_uneven", uneven));
    write(this.one(".verdict"), said.join(" "));
  }

  #box(name, side, channels) {
    const item = this.one(`[data-box="${name}"]`);
    item.style.setProperty("--side", String(side));
    write(item.querySelector(".value"), `${side}×${side}×${channels}`);
  }

  #verdict(layers, size) {
    const values = { size, target: TARGET };
    if (size === TARGET) return this.text("article_fits", values);
    const doubled = layers.every(
      ({ kernel, stride }) => kernel === DOUBLED.kernel && stride === DOUBLED.stride,
    );
    return doubled ? this.text("article_four", values) : this.text("article_misfit", values);
  }
}
