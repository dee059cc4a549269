// Two histograms over one axis, one upwards and one downwards, with a handle and a flag on the axis.

import { write } from "../elements/write.js";
import { panel } from "./panel.js";

const FAR = 0.8; // of the axis: further right, words stand on the other side of their mark

/**
 * Their HTML. Words are keys of texts.
 * @param {{above: string, below: string, flag: string, ticks: number[][]}} chart - what the
 *   histograms show, what the flag says, and the ticks, each with its place (0 to 1)
 */
export const histogramsHtml = ({ above, below, flag, ticks }) => `
  ${panel({
    kind: "histograms",
    svg: `aria-hidden="true"`,
    shapes: `<path class="upwards" /><path class="downwards" /><path class="axis" d="M0 50H100" />`,
    words: `<span class="above" data-text="${above}"></span><span class="below" data-text="${below}"></span>
      <div class="handle"><span class="value"></span></div>
      <div class="flag" hidden><span data-text="${flag}"></span></div>`,
  })}
  <div class="ticks value" aria-hidden="true">
    ${ticks.map(([tick, at]) => `<span data-at="${at}">${tick}</span>`).join("")}
  </div>`;

/**
 * Draws both on one scale, and puts the ticks to their places: strict pages allow no style in HTML.
 * @param {Element} root - holds their HTML
 * @param {number[]} above - shares of as many bins of equal width as `below` has
 * @param {number[]} below
 */
export function drawHistograms(root, above, below) {
  const scale = 48 / Math.max(1e-9, ...above, ...below);
  const outline = (bins, up) =>
    bins.reduce(
      (d, share, at) => `${d}V${50 - up * scale * share}H${(100 * (at + 1)) / bins.length}`,
      "M0 50",
    ) + "V50z";
  root.querySelector(".upwards").setAttribute("d", outline(above, 1));
  root.querySelector(".downwards").setAttribute("d", outline(below, -1));
  /** @type {NodeListOf<HTMLElement>} */
  const ticks = root.querySelectorAll(".ticks [data-at]");
  for (const tick of ticks) tick.style.setProperty("--at", tick.dataset.at);
}

/**
 * Puts the handle to a place of the axis (0 to 1), with the number there.
 * @param {Element} root
 * @param {number} at
 * @param {number} value
 */
export function placeHandle(root, at, value) {
  put(root.querySelector(".handle"), at);
  write(root.querySelector(".handle .value"), value);
}

/**
 * Puts the flag to a place of the axis (0 to 1), or takes it away.
 * @param {Element} root
 * @param {number} [at]
 */
export function placeFlag(root, at) {
  /** @type {HTMLElement} */
  const flag = root.querySelector(".flag");
  flag.hidden = at === undefined;
  if (at !== undefined) put(flag, at);
}

function put(mark, at) {
  mark.style.setProperty("--at", at);
  mark.classList.toggle("far", at > FAR);
}
