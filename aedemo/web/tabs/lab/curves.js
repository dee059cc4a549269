// Curves over the steps of a training, on uPlot: values under the pointer, and lines to beat.

import { View, watch } from "../../elements/view.js";
import { STROKES } from "./runs.js";

const LIBRARY = new URL("../../vendor/uplot/uPlot.esm.js", import.meta.url).href;
/** The library's own style sheet. */
export const UPLOT = new URL("../../vendor/uplot/uPlot.min.css", import.meta.url);

const HEIGHT = 220;

/** The error over the steps, of all runs. */
export class Curves extends View {
  static html = `<div class="curves"><i class="probe"></i></div>`;

  #plot;
  #key = "";
  #new = watch();
  #uPlot;

  start() {
    const host = this.one(".curves");
    new ResizeObserver(() => this.#plot?.setSize({ width: host.clientWidth || 300, height: HEIGHT })).observe(
      host,
    );
  }

  // The lines to beat.
  #levels({ beaten, description }) {
    const { mean = null, pca = null } = beaten ?? {};
    const levels = [
      [this.text("mean_image"), mean],
      [this.text("pca_of_size", { size: description.code }), pca],
    ];
    return levels.filter(([, level]) => level !== null);
  }

  // Colours as a canvas understands them.
  #colour(name) {
    const probe = this.one(".probe");
    probe.style.color = name;
    return getComputedStyle(probe).color;
  }

  /**
   * @param {import("./run.js").Run[]} runs
   * @param {import("./run.js").Run} looked - the one that is looked at: what it has to beat is drawn
   * @param {number} total - steps of the longest
   */
  async show(runs, looked, total) {
    this.#uPlot ??= (await import(LIBRARY)).default;
    const longest = Math.max(1, ...runs.map(({ steps }) => steps));
    const steps = Array.from({ length: longest }, (_, at) => at + 1);
    const several = runs.length > 1;
    const value = (_, number) => number?.toPrecision(4) ?? "–";
    const lines = [];
    const data = [steps];
    runs.forEach((run, at) => {
      const stroke = this.#colour(STROKES[at].colour);
      const name = several ? `${at + 1} ` : "";
      const common = { stroke, value, spanGaps: true };
      lines.push(
        {
          ...common,
          label: `${name}${this.text("curve_training")}`,
          width: 1,
          alpha: 0.45,
          points: { show: false },
        },
        {
          ...common,
          label: `${name}${this.text("curve_held_out")}`,
          width: 2.5,
          dash: STROKES[at].dash,
          points: { show: true, size: 5, fill: stroke },
        },
      );
      data.push(run.term("reconstruction"), run.term("held_out"));
    });
    for (const [name, level] of this.#levels(looked)) {
      const stroke = this.#colour("var(--soft)");
      lines.push({ stroke, value, label: name, width: 1, dash: [4, 4], points: { show: false } });
      data.push(steps.map(() => level));
    }
    const ink = this.#colour("var(--text)");
    const rule = this.#colour("var(--line)");
    const host = this.one(".curves");
    const key = JSON.stringify([lines, total, ink, rule]);
    const changed = this.#new(...runs, ...runs.map((run) => run.steps), looked.beaten, total);
    if (this.#plot && key === this.#key) return changed && this.#plot.setData(data);
    this.#plot?.destroy();
    this.#key = key;
    const axis = { stroke: ink, grid: { stroke: rule, width: 1 }, ticks: { stroke: rule } };
    this.#plot = new this.#uPlot(
      {
        width: host.clientWidth || 300,
        height: HEIGHT,
        scales: { x: { time: false, range: [1, Math.max(2, total)] }, y: { distr: 3, log: 10 } },
        axes: [
          { ...axis, size: 30 },
          {
            ...axis,
            size: 56,
            values: (_, ticks) => ticks.map((tick) => (tick === null ? "" : String(tick))),
          },
        ],
        series: [{ label: this.text("step") }, ...lines],
      },
      data,
      host,
    );
  }
}
