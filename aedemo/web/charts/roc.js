// A ROC curve: false alarms to the right, recall upwards, and a point on the curve.

import { panel } from "./panel.js";
import { mark } from "../elements/write.js";

/**
 * Its HTML. All are keys of texts.
 * @param {{name: string, x: string, y: string}} chart - its name, and what the axes are
 */
export const rocHtml = ({ name, x, y }) =>
  panel({
    kind: "roc",
    svg: `role="img" data-name="${name}"`,
    shapes: `<path class="axis" d="M0 100L100 0" /><path class="curve" />`,
    words: `<div class="cursor"></div>
      <span class="value x" data-text="${x}"></span><span class="value y" data-text="${y}"></span>`,
  });

/**
 * @param {Element} root - holds its HTML
 * @param {[number, number][]} points - false alarms and recall, as shares
 */
export function drawRoc(root, points) {
  const places = points.map(([alarms, recall]) => `${100 * alarms} ${100 * (1 - recall)}`);
  mark(root.querySelector(".curve"), "d", places.length ? `M${places.join("L")}` : "");
}

/**
 * Puts the point to two shares, or takes it away if one is not a number.
 * @param {Element} root
 * @param {number} alarms
 * @param {number} recall
 */
export function placePoint(root, alarms, recall) {
  /** @type {HTMLElement} */
  const point = root.querySelector(".roc .cursor");
  point.hidden = Number.isNaN(alarms + recall);
  point.style.left = `${100 * alarms}%`;
  point.style.bottom = `${100 * recall}%`;
}
