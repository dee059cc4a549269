// The visitor's own drawings, to learn from.

import { centre, isBlank } from "../../data/digits.js";
import { paint } from "../../elements/pictures.js";
import { View, watch } from "../../elements/view.js";
import { write } from "../../elements/write.js";
import { toBytes, toText } from "../../engine/learning/drawn.js";
import { FIELDS } from "../../state/lab/description.js";

const { limit } = FIELDS.own;

/** A button that adds what is drawn, and all that was added. */
export class Own extends View {
  static html = `
    <p class="row"><button class="add" data-text="own_add"></button></p>
    <p class="note full" role="alert" hidden></p>
    <div class="kept" hidden><h4 data-text="own_title"></h4><div class="drawings"></div>
      <p class="note" data-text="own_note"></p></div>`;

  #new = watch();

  start() {
    this.one(".add").onclick = () => this.#add();
  }

  show() {
    const { own, pad, pictures } = this.element;
    this.one(".add").disabled = isBlank(pad.pixels);
    if (own.length < limit) this.one(".full").hidden = true;
    this.one(".kept").hidden = !own.length || pictures !== "own";
    if (this.#new(own))
      this.one(".drawings").replaceChildren(...own.map((text, at) => this.#drawing(text, at)));
    this.all(".drawings button").forEach((button, at) =>
      button.setAttribute("aria-label", this.text("own_remove", { number: at + 1 })),
    );
  }

  // As test digits are: in the middle, and as large.
  #add() {
    const { element } = this;
    if (element.own.length === limit) {
      const full = this.one(".full");
      full.hidden = false;
      return write(full, this.text("own_full", { limit }));
    }
    element.own = [...element.own, toText(centre(element.pad.pixels))];
    element.pictures = "own";
  }

  #drawing(text, at) {
    const button = document.createElement("button");
    const canvas = document.createElement("canvas");
    canvas.className = "digit";
    paint(
      canvas,
      Array.from(toBytes(text), (byte) => byte / 255),
    );
    button.append(canvas);
    button.onclick = () => this.#remove(at);
    return button;
  }

  #remove(at) {
    const { element } = this;
    const own = element.own.toSpliced(at, 1);
    if (!own.length) element.pictures = FIELDS.pictures.start;
    element.own = own;
    this.one(own.length ? `.drawings button:nth-child(${Math.min(at + 1, own.length)})` : ".add").focus();
  }
}
