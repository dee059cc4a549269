// <ae-picker>: digits of the test sample to choose from. Event "pick" with {index, pixels}; "top" with
// whether the first stroke goes on top of a picked digit.

import { gallery, testDigits } from "../data/digits.js";
import { Element } from "../elements/element.js";
import { paint } from "../elements/pictures.js";
import { roving } from "../elements/roving.js";

/** The style of thumb(), for elements that show some themselves. */
export const PICKER = new URL("picker.css", import.meta.url);

const OFFERED = 20; // digits of the gallery, whose places are kept until it has come

/** The picker. */
export class Picker extends Element {
  static styles = [PICKER];
  static html = `
    <div class="picker">
      <div class="strip" role="toolbar" data-name="picker_name">
        ${'<canvas width="28" height="28" class="digit empty"></canvas>'.repeat(OFFERED)}
      </div>
      <div class="row">
        <button class="random" data-text="random_digit"></button>
        <button class="on-top" data-text="draw_on_top" aria-pressed="false"></button>
      </div>
    </div>`;

  async start() {
    this.one(".random").onclick = () => this.#random();
    const top = this.one(".on-top");
    top.onclick = () => {
      const pressed = top.getAttribute("aria-pressed") !== "true";
      top.setAttribute("aria-pressed", pressed);
      this.emit("top", pressed);
    };
    roving(this.one(".strip"));
    const digits = await this.loading(gallery);
    const thumbs = digits.map(({ index, label, pixels }) => {
      const button = thumb(label, pixels);
      button.onclick = () => this.emit("pick", { index, pixels });
      return button;
    });
    this.one(".strip").replaceChildren(...thumbs);
    this.refresh();
  }

  refresh() {
    for (const button of this.all(".thumb")) {
      button.setAttribute("aria-label", this.text("pick_digit", { digit: button.dataset.digit }));
    }
  }

  async #random() {
    const sample = await this.loading(testDigits);
    const index = Math.floor(Math.random() * sample.count);
    this.emit("pick", { index, pixels: sample.digit(index) });
  }
}

/**
 * A button that shows a digit.
 * @param {number} label
 * @param {ArrayLike<number>} pixels
 * @returns {HTMLButtonElement}
 */
export function thumb(label, pixels) {
  const button = document.createElement("button");
  button.className = "thumb";
  button.dataset.digit = String(label);
  const canvas = document.createElement("canvas");
  paint(canvas, pixels);
  button.append(canvas);
  return button;
}

/**
 * Connects a pad with its picker; `changed` is called with every change of the drawing.
 * @param {import("./pad.js").Pad} pad
 * @param {Picker} picker
 * @param {() => void} changed
 */
export function connect(pad, picker, changed) {
  pad.addEventListener("draw", changed);
  picker.addEventListener("top", (/** @type {CustomEvent} */ event) => (pad.onTop = event.detail));
  picker.addEventListener("pick", (/** @type {CustomEvent} */ event) => pad.take(event.detail));
}

customElements.define("ae-picker", Picker);
