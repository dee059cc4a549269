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
  const drawn = [["rule", rules.join("")], ...shapes];
  children(figure.querySelector("svg"), drawn, "path", (path, [kind, way]) => {
    mark(path, "class", kind);
    mark(path, "d", way);
  });
  write(figure.querySelector(".title"), y.title);
  write(figure.querySelector(".axis"), x.title);
  mark(figure, "aria-label", words);
  const said = [
    ...x.ticks.map((value) => ({ kind: "below", left: x.place(value), bottom: 0, text: value })),
    ...y.ticks.map((value) => ({ kind: "left", left: 0, bottom: y.place(value), text: minus(value) })),
    ...labels.map((each) => ({ ...each, left: x.place(each.x), bottom: y.place(each.y) })),
  ];
  children(figure.querySelector(".labels"), said, "span", (span, { kind, left, bottom, text }) => {
    mark(span, "class", kind);
    Object.assign(span.style, { left: `${left}%`, bottom: `${bottom}%` });
    write(span, text);
  });
}

// Has a node as many children as there are things to show, and each show one; those that are there stay.
function children(parent, things, name, show) {
  while (parent.childElementCount > things.length) parent.lastElementChild.remove();
  while (parent.childElementCount < things.length)
    parent.append(document.createElementNS(parent.namespaceURI, name));
  things.forEach((thing, at) => show(parent.children[at], thing));
}
