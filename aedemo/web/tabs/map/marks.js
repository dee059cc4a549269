// What is marked on the map: the visitor's digit with lines to the neighbours it was placed by, the
// place that is looked at, and the digit nearest to it.

import { tint } from "../../charts/cloud.js";
import { numbersOf } from "../../data/features.js";
import { inside } from "../../elements/numbers.js";
import { View } from "../../elements/view.js";

export class Marks extends View {
  static html = `
    <svg class="ties" viewBox="0 0 1 1" preserveAspectRatio="none" aria-hidden="true"><path /></svg>
    <b class="close ink" aria-hidden="true" hidden></b>
    <div class="cursor" hidden></div>
    <div class="cursor pen" hidden></div>`;

  /**
   * @param {import("../../charts/cloud.js").Cloud} cloud - what they lie on
   * @param {import("../../data/spaces.js").Space} space
   * @param {object} marked
   * @param {import("../../data/spaces.js").Located | null} marked.own - the visitor's digit
   * @param {number[] | null} marked.looked - the place that is looked at
   * @param {{row: number, label: number} | null} marked.close - the digit of the sample near it
   */
  show(cloud, space, { own, looked, close }) {
    this.#put(cloud, ".cursor.pen", own?.place);
    this.#put(cloud, ".cursor:not(.pen)", looked);
    this.#put(cloud, ".close", close && numbersOf(space, close.row));
    if (close) {
      tint(this.one(".close"), close.label);
      this.one(".close").textContent = close.label;
    }
    const point = (place) => {
      const { x, y } = cloud.project(place);
      return `${x} ${y}`;
    };
    const tie = (row) => `M${point(own.place)}L${point(numbersOf(space, row))}`;
    this.one(".ties path").setAttribute("d", (own?.neighbours ?? []).map(tie).join(""));
  }

  // Puts a mark to a place, at the border if it lies outside, or takes it away.
  #put(cloud, selector, place) {
    const mark = this.one(selector);
    mark.hidden = !place;
    if (!place) return;
    const { x, y } = cloud.project(place);
    mark.style.left = `${100 * inside(x)}%`;
    mark.style.top = `${100 * inside(y)}%`;
  }
}
