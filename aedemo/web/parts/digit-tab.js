// A tab about one digit of the visitor's: a pad to draw on, with test digits to pick.

import { isBlank } from "../data/digits.js";
import { Adjustable } from "../elements/adjustable.js";
import { write } from "../elements/write.js";
import "./pad.js";
import { connect } from "./picker.js";

/** A tab with one pad, `pad`, and the property of the address that is called `digit`. */
export class DigitTab extends Adjustable {
  static shared = [...Adjustable.shared, new URL("digit-tab.css", import.meta.url)];
  static digit = 2; // the place in the gallery of the digit it begins with

  get drawings() {
    return { digit: this.pad };
  }

  async begin() {
    this.pad = this.one("ae-pad");
    connect(this.pad, this.one("ae-picker"), () => this.drawn());
    // Until its digit is there, and drawn, a pad is not one that was left blank.
    const { classList } = this.one(".pipeline");
    classList.add("starting");
    await super.begin({ digit: this.constructor.digit });
    requestAnimationFrame(() => classList.remove("starting"));
    this.#head();
  }

  // Called with every change of the drawing.
  drawn() {
    this.#head();
    this.refresh();
  }

  // A digit that was picked is nobody's: whose it is to become stands above it.
  #head() {
    const own = this.pad.picked === null && !isBlank(this.pad.pixels);
    const head = this.one(".input > h3");
    head.dataset.text = own ? "your_digit" : "draw_here";
    write(head, this.text(head.dataset.text));
  }
}

/**
 * The frame of such a tab: the pad and what belongs to it, and the tab's own HTML around them. Of the
 * sections, `.beside` lies beside the pad at every width, `.settings` gets the controls, `.results` is
 * what is longer.
 * @param {{below?: string, beside: string}} own - below the pad, and the sections beside it
 */
export const digitFrame = ({ below = "", beside }) => `
  <div class="pipeline">
    <section class="input">
      <h3 data-text="draw_here"></h3>
      <ae-pad></ae-pad>
      <ae-picker></ae-picker>
      <div class="below">${below}</div>
    </section>
    ${beside}
  </div>`;
