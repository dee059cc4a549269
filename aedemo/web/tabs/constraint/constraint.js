// <ae-constraint>: what the constraint of an autoencoder does at the visitor's digit, a view for
// each kind of constraint. Properties: variant, and those of the views.

import texts from "../../../facts/texts/constraint.json" with { type: "json" };
import { BARS } from "../../charts/bars.js";
import { CHART } from "../../charts/chart.js";
import { centre, isBlank } from "../../data/digits.js";
import { CONSTRAINTS } from "../../data/variants.js";
import { settle } from "../../elements/adjustable.js";
import { digitFrame, DigitTab } from "../../parts/digit-tab.js";
import { PICKER } from "../../parts/picker.js";
import { Contraction } from "./contraction.js";
import { evidence } from "./evidence.js";
import { Field } from "./field.js";
import { Posterior } from "./posterior.js";
import { Sparsity } from "./sparsity.js";
import { Subspace } from "./subspace.js";

// By the kind of constraint.
const VIEWS = {
  subspace: Subspace,
  field: Field,
  sparsity: Sparsity,
  contraction: Contraction,
  posterior: Posterior,
};
const KINDS = Object.values(VIEWS);

export class Constraint extends DigitTab {
  static texts = texts;
  static styles = [BARS, CHART, PICKER, new URL("constraint.css", import.meta.url)];
  static html = digitFrame({
    beside: `
      <div class="settings"></div>
      <section class="results">
        <p class="blank" role="status" data-text="pad_empty" hidden></p>
        ${KINDS.map(({ html }) => `<section class="view" hidden>${html}</section>`).join("")}
      </section>`,
  });

  #views = new Map(); // by their kinds
  #material = null; // what the view has to show of the variant: null until it is loaded
  #input = null; // the same array for as long as the drawing is the same

  async start() {
    const sections = this.all(".view");
    KINDS.forEach((Kind, at) => this.#views.set(Kind, new Kind(this, sections[at])));
    for (const view of this.#views.values()) view.start();
    await this.begin();
    await this.choose();
  }

  // The kind of constraint that the variant has.
  get constraint() {
    return CONSTRAINTS[this.variant];
  }

  get evidence() {
    return evidence(this, this.#input, isBlank(this.#input ?? []) ? null : this.#material);
  }

  // Shows the constraint of another variant, and loads what that needs.
  async choose() {
    const { variant } = this;
    this.#material = null;
    this.refresh();
    const material = await this.loading(() => VIEWS[this.constraint].load(variant));
    if (variant !== this.variant) return;
    this.#material = material;
    this.refresh();
  }

  show() {
    const chosen = VIEWS[this.constraint];
    const input = centre(this.pad.pixels);
    if (!this.#input?.every((value, at) => value === input[at])) this.#input = input;
    const blank = isBlank(input);
    this.one(".blank").hidden = !blank;
    for (const [Kind, view] of this.#views) {
      view.root.hidden = Kind !== chosen || blank || !this.#material;
      if (!view.root.hidden) view.show(this.#input, this.#material);
    }
  }
}

settle(Constraint, "constraint", { variant: "choose" });
customElements.define("ae-constraint", Constraint);
