// Curves over the steps of a training, on uPlot: values under the pointer, and lines to beat.

const LIBRARY = new URL("../../vendor/uplot/uPlot.esm.js", import.meta.url).href;
/** The library's own style sheet. */
export const UPLOT = new URL("../../vendor/uplot/uPlot.min.css", import.meta.url);

const HEIGHT = 220;

/**
 * A curve: where its numbers lie, how it is called and drawn. A level has one number for all steps.
 * @typedef {{ name: string, colour: string, width?: number, dash?: number[], points?: boolean }} Line
 */

/** A chart of curves in an element. */
export class Curves {
  #host;
  #plot;
  #key = "";
  #uPlot;

  constructor(host) {
    this.#host = host;
    new ResizeObserver(() => this.#fit()).observe(host);
  }

  /**
   * Draws steps against some lines of numbers (null where a line has none).
   * @param {number[]} steps
   * @param {Line[]} lines
   * @param {(number | null)[][]} values - of each line
   * @param {number} total - steps of the whole training
   */
  async draw(steps, lines, values, total) {
    this.#uPlot ??= (await import(LIBRARY)).default;
    const key = JSON.stringify([lines, total]);
    const data = [steps, ...values];
    if (this.#plot && key === this.#key) return this.#plot.setData(data);
    this.#plot?.destroy();
    this.#key = key;
    const style = getComputedStyle(this.#host);
    const axis = { stroke: style.color, grid: { stroke: style.getPropertyValue("--line"), width: 1 }, size: 50 };
    this.#plot = new this.#uPlot(
      {
        width: this.#host.clientWidth || 300,
        height: HEIGHT,
        scales: { x: { time: false, range: [1, Math.max(2, total)] }, y: { distr: 3, log: 10 } },
        axes: [{ ...axis, size: 30 }, axis],
        legend: { live: true },
        series: [
          { label: "" },
          ...lines.map(({ name, colour, width = 1.5, dash, points = false }) => ({
            label: name,
            stroke: colour,
            width,
            dash,
            spanGaps: true,
            points: { show: points, size: 6, fill: colour },
            value: (_, value) => (value === null || value === undefined ? "–" : value.toPrecision(4)),
          })),
        ],
      },
      data,
      this.#host,
    );
  }

  #fit() {
    const width = this.#host.clientWidth;
    if (this.#plot && width) this.#plot.setSize({ width, height: HEIGHT });
  }
}
