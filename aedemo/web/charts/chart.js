// Charts: an SVG that is stretched over the plot, and labels in HTML, which are not.

import { inside, minus } from "../elements/numbers.js";
import { mark, write } from "../elements/write.js";

/** The style sheet of the charts. */
export const CHART = new URL("chart.css", import.meta.url);

/**
 * A chart, as HTML.
 * @param {string} name - by which it is found, as data-chart
 */
export const chart = (name) => `
  <figure class="chart" data-chart="${name}" role="img">
    <p class="value title"></p>
    <div class="plot">
      <svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true"></svg>
      <div class="labels"></div>
    </div>
    <p class="value axis"></p>
  </figure>`;

/**
 * An axis from `least` to `most`: place(value) is in % of it.
 * @param {string} title
 * @param {number} least
 * @param {number} most
 * @param {number[]} ticks
 * @param {boolean} [log] - whether it is logarithmic
 */
export function axis(title, least, most, ticks, log = false) {
  const share = log
    ? (value) => Math.log(value / least) / Math.log(most / least)
    : (value) => (value - least) / (most - least);
  return { title, ticks, place: (value) => 100 * inside(share(value)) };
}

/**
 * A path through points [x, y], in the units of the axes.
 * @param {ReturnType<typeof axis>} x
 * @param {ReturnType<typeof axis>} y
 * @param {number[][]} points
 */
export const line = (x, y, points) =>
  points.map(([a, b], at) => `${at ? "L" : "M"}${x.place(a)} ${100 - y.place(b)}`).join("");

/**
 * Draws shapes and labels over the axes.
 * @param {HTMLElement} figure - made by chart()
 * @param {object} what
 * @param {ReturnType<typeof axis>} what.x
 * @param {ReturnType<typeof axis>} what.y
 * @param {string[][]} what.shapes - class and path of each
 * @param {{x: number, y: number, text: string, kind: string}[]} [what.labels] - in the units of
 *   the axes
 * @param {string} what.words - say what is to be seen
 */
export function drawChart(figure, { x, y, shapes, labels = [], words }) {
  const rules = y.ticks.map((value) => `M0 ${100 - y.place(value)}H100`);
  figure.querySelector("svg").innerHTML = [["rule", rules.join("")], ...shapes]
    .map(([kind, path]) => `<path class="${kind}" d="${path}" />`)
    .join("");
  write(figure.querySelector(".title"), y.title);
  write(figure.querySelector(".axis"), x.title);
  mark(figure, "aria-label", words);
  const label = (kind, left, bottom, text) => {
    const span = document.createElement("span");
    span.className = kind;
    Object.assign(span.style, { left: `${left}%`, bottom: `${bottom}%` });
    span.textContent = text;
    return span;
  };
  figure
    .querySelector(".labels")
    .replaceChildren(
      ...x.ticks.map((value) => label("below", x.place(value), 0, value)),
      ...y.ticks.map((value) => label("left", 0, y.place(value), minus(value))),
      ...labels.map((each) => label(each.kind, x.place(each.x), y.place(each.y), each.text)),
    );
}
