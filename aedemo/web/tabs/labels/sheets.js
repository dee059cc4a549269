// The labelled digits in a sheet, a column for each class, and in another the first of each class with
// what was sampled around it.

import { COPIES } from "../../data/labelled.js";
import { paint } from "../../elements/pictures.js";
import { View } from "../../elements/view.js";
import { write } from "../../elements/write.js";

const GAP = 6; // between digits and what was sampled around them

export const MOST = 100; // labelled digits that are shown and sampled around: of more it would take too long

const sheet = (name) => `
  <figure data-sheet="${name}"><canvas aria-hidden="true"></canvas><figcaption class="value"></figcaption></figure>`;

export class Sheets extends View {
  static html = `
    <h3 data-text="labelled_digits"></h3>
    <div class="sheets">${sheet("labelled")}${sheet("sampled")}</div>`;

  #canvas(name) {
    return this.one(`[data-sheet="${name}"] canvas`);
  }

  // What the sheets show, and which of them are there.
  show() {
    const { count, sampling } = this.element;
    const labelled = count <= MOST;
    for (const [name, there] of Object.entries({ labelled, sampled: sampling })) {
      const figure = this.one(`[data-sheet="${name}"]`);
      const words = this.text(`labels_sheet_${name}`, { each: count / 10, copies: COPIES });
      figure.hidden = !there;
      write(figure.querySelector("figcaption"), words);
    }
    this.one("h3[data-text='labelled_digits']").hidden = !labelled;
  }

  /**
   * Paints the labelled digits, in both sheets.
   * @param {ArrayLike<number>[]} pictures - 784 pixels each, of the classes by turns
   */
  label(pictures) {
    const [labelled, sampled] = ["labelled", "sampled"].map((name) => this.#canvas(name));
    labelled.width = sampled.width = 280;
    labelled.height = (28 * pictures.length) / 10;
    sampled.height = 28 * (1 + COPIES) + GAP;
    if (pictures.length > MOST) return;
    pictures.forEach((pixels, at) => put(labelled, pixels, at % 10, Math.floor(at / 10)));
    pictures.slice(0, 10).forEach((pixels, column) => put(sampled, pixels, column, 0));
  }

  /**
   * Paints a sample around the labelled digit number `at`, if that is among those shown.
   * @param {number} at
   * @param {number} copy
   * @param {ArrayLike<number>} pixels
   */
  sample(at, copy, pixels) {
    if (at < 10) put(this.#canvas("sampled"), pixels, at, 1 + copy, GAP);
  }
}

const tile = document.createElement("canvas");
function put(canvas, pixels, column, row, gap = 0) {
  paint(tile, pixels);
  canvas.getContext("2d").drawImage(tile, 28 * column, 28 * row + gap);
}
