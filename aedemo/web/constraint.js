// <ae-constraint>: what the constraint of an autoencoder does at the visitor's digit, a view for
// each kind of constraint. Properties: variant, and those of the views.

import { Contraction } from "./constraint-contraction.js";
import { Field } from "./constraint-field.js";
import { Posterior } from "./constraint-posterior.js";
import { Sparsity } from "./constraint-sparsity.js";
import { Subspace } from "./constraint-subspace.js";
import { centre, isBlank } from "./digits.js";
import { Element, oncePerFrame, settle } from "./element.js";
import { SETTINGS } from "./settings.js";
import "./pad.js";
import { connect, yourDigit } from "./picker.js";

const VIEWS = {
  linear: Subspace,
  denoising: Field,
  "sparse-l1": Sparsity,
  "sparse-kl": Sparsity,
  contractive: Contraction,
  vae: Posterior,
  "vae-2d": Posterior,
};
const KINDS = [...new Set(Object.values(VIEWS))];

export class Constraint extends Element {
  static actions = { reseed: "new_seed" };
  static html = `
    <div class="pipeline">
      <section class="input">
        ${yourDigit}
      </section>
      <section class="results">
        <p class="blank" role="status" data-text="pad_empty" hidden></p>
        ${KINDS.map(({ html }) => `<section class="view" hidden>${html}</section>`).join("")}
      </section>
    </div>`;

  #views = new Map(); // by their kinds
  #material = null; // what the view has to show of the variant: null until it is loaded
  #input = null; // the same array for as long as the drawing is the same
  #redraw = oncePerFrame(() => this.#show());

  async start() {
    this.pad = this.one("ae-pad");
    connect(this.pad, this.one("ae-picker"), () => this.refresh());
    const sections = this.all(".view");
    KINDS.forEach((Kind, at) => this.#views.set(Kind, new Kind(this, sections[at])));
    for (const view of this.#views.values()) view.start();
    await this.begin({ digit: 2 });
    await this.choose();
  }

  get drawings() {
    return { digit: this.pad };
  }

  refresh() {
    this.#redraw();
  }

  reseed() {
    this.seed = Math.floor(Math.random() * 100000);
  }

  // Shows the constraint of another variant, and loads what that needs.
  async choose() {
    const { variant } = this;
    this.#material = null;
    this.refresh();
    const material = await this.loading(() => VIEWS[variant].load(variant));
    if (variant !== this.variant) return;
    this.#material = material;
    this.refresh();
  }

  #show() {
    const chosen = VIEWS[this.variant];
    for (const control of this.all(".controls [name]")) {
      const concerns = control.name === "variant" || chosen.controls.includes(control.name);
      (control.closest("label") ?? control).hidden = !concerns;
    }
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

settle(Constraint, SETTINGS.constraint, { variant: "choose" });
customElements.define("ae-constraint", Constraint);
