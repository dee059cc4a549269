// Curves over the steps of trainings, on uPlot: values under the pointer, or at the moment looked at.

import { View, watch } from "../../elements/view.js";
import { LINES } from "./lines.js";
import { MARKS, powers } from "../../state/lab/ticks.js";

const LIBRARY = new URL("../../vendor/uplot/uPlot.esm.js", import.meta.url).href;
/** The library's own style sheet. */
export const UPLOT = new URL("../../vendor/uplot/uPlot.min.css", import.meta.url);

const HEIGHT = 220;
const AIR = 1.15; // above the highest value, and below the lowest
const NOTHING = "–";
const SMALL = 1e-3; // what is below is written with a power of ten
const LOOKS = {
  thin: { width: 1, alpha: 0.45, points: { show: false } },
  strong: { width: 2.5 },
  level: { width: 1, dash: [4, 4], points: { show: false } },
};

/** @typedef {import("./lines.js").Line} Line */

// The value at a place or, where there is none, the last before it.
/** @type {(plot: any, value: number | null, series: number, at: number | null) => string} */
function said(plot, value, series, at) {
  const values = plot.data[series];
  let last = at ?? values.length - 1;
  while (last >= 0 && values[last] === null) last--;
  const number = value ?? values[last] ?? null;
  if (number === null) return NOTHING;
  return number < SMALL ? number.toExponential(2) : number.toPrecision(3);
}

/** A chart of the runs, of the kind that is chosen. */
export class Curves extends View {
  static html = `
    <label class="kind"><span class="heard" data-text="curves_kind"></span><select>
      ${Object.keys(LINES)
        .map((kind) => `<option value="${kind}" data-text="curves_${kind}"></option>`)
        .join("")}
    </select></label>
    <div class="curves"><i class="probe"></i></div>`;

  #plot;
  #key = "";
  #new = watch();
  #moved = watch();
  #uPlot;
  #seen;
  #last = 0; // the place of the last step
  #at = null; // of the step that is looked at, if it is not the last

  start() {
    const host = this.one(".curves");
    this.one("select").onchange = () => this.show(this.#seen);
    const fit = () => this.#plot?.setSize({ width: host.clientWidth || 300, height: HEIGHT });
    new ResizeObserver(fit).observe(host);
  }

  // Colours as a canvas understands them.
  #colour(name) {
    const probe = this.one(".probe");
    probe.style.color = name;
    return getComputedStyle(probe).color;
  }

  /** @param {Line} line */
  #series({ label, colour, weight = "strong", dash }) {
    const stroke = this.#colour(colour);
    const points = { show: weight === "strong", size: 5, fill: stroke };
    return { label, stroke, dash, points, value: said, spanGaps: true, ...LOOKS[weight] };
  }

  /** @param {import("./lab.js").Seen} seen */
  async show(seen) {
    this.#seen = seen;
    this.#uPlot ??= (await import(LIBRARY)).default;
    const { training, run, view, moment } = seen;
    const { runs } = training;
    this.#at = moment === null ? null : view.step - 1;
    const kind = this.one("select").value;
    const total = Math.max(...runs.map(({ length }) => length));
    const lines = LINES[kind]({ runs, run }, (key, values) => this.text(key, values));
    const series = lines.map((line) => this.#series(line));
    const [ink, rule] = ["var(--text)", "var(--line)"].map((name) => this.#colour(name));
    this.#last = Math.max(1, ...runs.map(({ steps }) => steps)) - 1;
    const places = Array.from({ length: this.#last + 1 }, (_, at) => at + 1);
    const data = [[...places, total], ...lines.map(({ values }) => values)];
    const key = JSON.stringify([kind, series, total, ink, rule]);
    const changed = this.#new(...runs, ...runs.map((each) => each.steps), run, run.views.length, run.beaten);
    const anew = key !== this.#key;
    if (anew) {
      this.#key = key;
      this.#plot?.destroy();
      this.#plot = this.#draw(series, data, total, ink, rule);
    } else if (changed) {
      this.#plot.setData(data);
    }
    if (this.#moved(this.#at ?? this.#last) || anew || changed) this.#point();
  }

  // The legend has the values under the pointer, or of the moment that is looked at, or the last.
  #point() {
    const plot = this.#plot;
    if (plot && plot.cursor.idx === null) plot.setLegend({ idx: this.#at ?? this.#last }, false);
  }

  #draw(series, data, total, ink, rule) {
    const axis = { stroke: ink, grid: { stroke: rule, width: 1 }, ticks: { stroke: rule } };
    const host = this.one(".curves");
    const options = {
      width: host.clientWidth || 300,
      height: HEIGHT,
      cursor: { drag: { x: false, y: false } },
      hooks: { setCursor: [() => this.#point()] },
      scales: {
        x: { time: false, range: [1, Math.max(2, total)] },
        y: { distr: 3, log: 10, range: (_, least, most) => (least ? [least / AIR, most * AIR] : [0.01, 1]) },
      },
      axes: [
        { ...axis, size: 30 },
        {
          ...axis,
          size: 56,
          splits: (_, __, least, most) => powers(least, most),
          filter: (_, splits) => splits,
          values: (_, splits) => splits.map(MARKS),
        },
      ],
      series: [{ label: this.text("step"), value: (_, step) => step ?? NOTHING }, ...series],
    };
    return new this.#uPlot(options, data, host);
  }
}
