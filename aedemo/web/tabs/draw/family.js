// Every autoencoder with the same digit: pictures to choose from.

import { squaredError } from "../../data/pixels.js";
import { FAMILY, YOURS } from "../../data/variants.js";
import { lacks } from "../../data/yours.js";
import { Idle, RESTS } from "../../elements/pace.js";
import { fill } from "../../elements/pictures.js";
import { roving } from "../../elements/roving.js";
import { View } from "../../elements/view.js";
import { mark, write } from "../../elements/write.js";

const CARDS = [...FAMILY, YOURS];

/** The row of the family. */
export class Family extends View {
  static html = `<div class="family" role="radiogroup" data-name="family"></div>`;

  #idle = new Idle(RESTS);

  start() {
    const family = this.one(".family");
    family.innerHTML = CARDS.map(
      (name) => `<button role="radio" data-variant="${name}">
        <canvas width="28" height="28" class="digit empty"></canvas>
        <b></b><span class="value"></span></button>`,
    ).join("");
    family.onclick = (event) => {
      const name = event.target.closest("button")?.dataset.variant;
      if (name) this.element.variant = name;
    };
    roving(family, { choose: true });
  }

  /**
   * What each rebuilds from the digit, once the hand rests; of the one in focus what is `rebuilt` already.
   * @param {Map<string, import("../../engine/network.js").Network>} networks
   * @param {Float32Array | null} input - null for an empty pad
   * @param {ArrayLike<number> | null} rebuilt
   */
  show(networks, input, rebuilt) {
    const { variant } = this.element;
    for (const card of this.all(".family button")) {
      card.hidden = lacks(card.dataset.variant);
      mark(card, "aria-checked", card.dataset.variant === variant);
      write(card.querySelector("b"), this.text(`variant_${card.dataset.variant}`));
    }
    this.#card(variant, input, rebuilt, networks.has(variant));
    const others = CARDS.filter((name) => name !== variant && !lacks(name));
    this.#idle.run(
      others.map((name) => () => {
        const net = networks.get(name);
        this.#card(name, input, net && input ? net.reconstruct(input) : null, Boolean(net));
      }),
    );
  }

  #card(name, input, rebuilt, there) {
    const error = rebuilt && input ? squaredError(rebuilt, input).toFixed(4) : there ? "–" : "…";
    fill(this.one(`[data-variant="${name}"]`), input ? rebuilt : null, error);
  }
}
