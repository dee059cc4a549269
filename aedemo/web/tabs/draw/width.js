// How wide the waist must be: the error over the width of the code, of the digit that is drawn, of
// the test digits, and PCA's.

import { axis, chart, drawChart, line } from "../../charts/chart.js";
import { squaredError } from "../../data/pixels.js";
import { measured } from "../../data/features.js";
import { inside } from "../../elements/numbers.js";
import { Idle, RESTS } from "../../elements/pace.js";
import { slider, tell } from "../../elements/slider.js";
import { View } from "../../elements/view.js";

/**
 * A code with zeros after its first k numbers: what `ordered` and PCA rebuild from k numbers.
 * @param {ArrayLike<number>} code
 * @param {number} k
 */
export const first = (code, k) => Float32Array.from(code, (value, at) => (at < k ? value : 0));

const LINES = ["own", "test", "pca"]; // of the digit that is drawn, of ours, and PCA's of ours

/** The curves, which are a slider along the width. */
export class Width extends View {
  static html = `
    <h3 data-text="how_wide"></h3>
    <p class="key value">${LINES.map((name) => `<span class="${name}" data-text="width_${name}"></span>`).join(" ")}</p>
    ${chart("width")}`;

  #idle = new Idle(RESTS);
  #own = []; // by width: the error of the digit that is drawn
  #figures = null;

  start() {
    const figure = this.one(".chart");
    const most = () => this.element.constructor.settings.width.most;
    figure.setAttribute("role", "slider");
    figure.tabIndex = 0;
    slider(figure, {
      track: () => this.one(".plot"),
      value: () => (this.element.width - 1) / (most() - 1),
      step: () => 1 / (most() - 1),
      set: (share) => {
        const width = Math.round(1 + share * (most() - 1));
        this.element.width = inside(width, 1, most());
      },
    });
  }

  // Whether the figures of the test digits have come.
  get there() {
    return this.#figures !== null;
  }

  // Loads what the test digits err.
  async load() {
    this.#figures = await measured("width");
    this.show();
  }

  /**
   * Another digit, or another code of it.
   * @param {import("../../engine/network.js").Network} net
   * @param {ArrayLike<number>} code - whole
   * @param {ArrayLike<number>} input
   */
  measure(net, code, input) {
    this.#idle.work(this.#errors(net, code, input));
  }

  *#errors(net, code, input) {
    const own = [];
    for (let k = 1; k <= code.length; k++) yield own.push(squaredError(net.decode(first(code, k)), input));
    this.#own = own;
    this.show();
    this.element.emit("shown");
  }

  /**
   * With how few numbers the digit that is drawn errs no more than `error`; null if with none.
   * @param {number} error
   */
  enough(error) {
    const at = this.#own.findIndex((own) => own <= error);
    return at < 0 ? null : at + 1;
  }

  show() {
    const figures = this.#figures;
    if (!figures) return;
    const { width } = this.element;
    const points = (errors) => errors.map((error, at) => [at + 1, error]);
    const x = axis(this.text("width_axis"), 1, figures.ordered.length, [1, 2, 4, 8, 16, 32]);
    const top = Math.max(...figures.pca, ...this.#own);
    const y = axis(this.text("error_axis"), 0, Math.ceil(50 * top) / 50, [0, 0.02, 0.04, 0.06]);
    const error = figures.ordered[width - 1].toFixed(4);
    const words = this.text("width_words", {
      width,
      error,
      pca: figures.pca[width - 1].toFixed(4),
    });
    drawChart(this.one(".chart"), {
      x,
      y,
      shapes: [
        ["pca", line(x, y, points(figures.pca))],
        ["test", line(x, y, points(figures.ordered))],
        ["own", this.#own.length ? line(x, y, points(this.#own)) : ""],
        ["here", `M${x.place(width)} 0V100`],
      ],
      words: this.text("width_chart"),
    });
    this.one(".title").textContent = words;
    tell(this.one(".chart"), {
      min: 1,
      max: figures.ordered.length,
      now: width,
      text: words,
    });
  }
}
