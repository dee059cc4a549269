// A tab about one digit of the visitor's: a pad to draw on, with test digits to pick.

import { Adjustable } from "../elements/adjustable.js";
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
  }

  // Called with every change of the drawing.
  drawn() {
    this.refresh();
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
      <h3 data-text="your_digit"></h3>
      <ae-pad></ae-pad>
      <ae-picker></ae-picker>
      <div class="below">${below}</div>
    </section>
    ${beside}
  </div>`;
