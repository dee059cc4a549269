// The charts of contraction: the singular values of two encoders, and how far their codes move.

import { axis, chart, drawChart, line } from "../../charts/chart.js";
import { View } from "../../elements/view.js";
import { SETTINGS } from "../../state/settings.js";

const LINES = { dense: "first", contractive: "second" }; // how each network is drawn

/** The networks that are compared. */
export const NAMES = Object.keys(LINES);

/** The largest radius of a nudge. */
export const MOST = SETTINGS.constraint.radius.most;

export class ContractionCharts extends View {
  static html = `
    <div class="charts">
      <section><h3 data-text="singular_values"></h3>${chart("singular")}</section>
      <section><h3 data-text="moves_by_radius"></h3>${chart("moves")}</section>
    </div>`;

  /** @param {Record<string, number[]>} values - of each network, the largest first */
  spectra(values) {
    const { dense, contractive } = values;
    const x = axis(this.text("singular_number"), 1, contractive.length, [1, 16, 32, 48, 64]);
    const y = axis(this.text("singular_value"), 0.05, 10, [0.1, 1, 10], true);
    const points = (name) => values[name].map((value, at) => [at + 1, value]);
    const span = (values) => `${values[0].toFixed(2)} – ${values.at(-1).toFixed(2)}`;
    drawChart(this.one('[data-chart="singular"]'), {
      x,
      y,
      shapes: NAMES.map((name) => [LINES[name], line(x, y, points(name))]),
      labels: [
        { x: dense.length, y: dense.at(-1), kind: "start", text: this.text("variant_dense") },
        { x: contractive.length, y: contractive[40], kind: "end", text: this.text("variant_contractive") },
      ],
      words: this.text("singular_words", { dense: span(dense), contractive: span(contractive) }),
    });
  }

  /**
   * @param {Record<string, number[][]>} curves - of each network: radius, and how far the code
   *   moves, as a share of the usual distance
   * @param {number} radius - that is chosen
   */
  moves(curves, radius) {
    const end = (name) => curves[name].at(-1)[1];
    const last = Math.max(...NAMES.map(end));
    const most = 0.5 * Math.ceil(last / 0.5);
    const x = axis(this.text("radius"), 0, MOST, [0, 2, 4, 6, 8, 10]);
    const y = axis(this.text("share_of_usual"), 0, most, [0, most / 2, most]);
    const here = [
      [radius, 0],
      [radius, most],
    ];
    // The names of lines that end close together are kept apart.
    const place = (name) => (end(name) < last ? Math.min(end(name), last - 0.1 * most) : last);
    const label = (name) => ({ x: MOST, y: place(name), kind: "start", text: this.text(`variant_${name}`) });
    const [dense, contractive] = NAMES.map((name) => end(name).toFixed(2));
    drawChart(this.one('[data-chart="moves"]'), {
      x,
      y,
      shapes: [...NAMES.map((name) => [LINES[name], line(x, y, curves[name])]), ["here", line(x, y, here)]],
      labels: NAMES.map(label),
      words: this.text("moves_words", { most: MOST, dense, contractive }),
    });
  }
}
