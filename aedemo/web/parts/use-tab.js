// A tab about what features of digits are worth in use: on a sample of the test digits, beside what
// `train.py evaluate` measured of that use.

import { measured, sample } from "../data/features.js";
import { FEATURES } from "../data/variants.js";
import { buildToggles } from "../elements/toggles.js";
import { DigitTab } from "./digit-tab.js";

/** A tab that shows features of digits at work; `.which` takes the buttons that choose them. */
export class UseTab extends DigitTab {
  static use = ""; // whose figures are read

  // Once they are loaded: the sample, and the figures.
  sample = null;
  measured = null;

  // The test digit that the visitor picked, if theirs is one: its label, and its row in the sample, −1
  // if it is not in it.
  get picked() {
    const { picked } = this.pad;
    if (picked === null) return null;
    return { label: this.sample.labelOf(picked), row: this.sample.rowOf(picked) };
  }

  async begin() {
    buildToggles(this, this.one(".which"), FEATURES);
    await super.begin();
    await this.loading(async () => {
      [this.sample, this.measured] = await Promise.all([sample(), measured(this.constructor.use)]);
    });
  }
}
