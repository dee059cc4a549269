// A formula, the code that computes it, and the tool: who points at a part of one, reaches it by keys or taps
// it sees where it is in all three.

import { View } from "../../elements/view.js";
import { mark, write } from "../../elements/write.js";

export class Light extends View {
  static html = `
    <section class="light">
      <p class="written" role="group" data-name="light_formula"></p>
      <p class="value"><span data-text="light_here"></span> <b class="number"></b></p>
      <p class="lit-words note" role="status"></p>
      <div class="source" role="group" data-name="light_code"></div>
    </section>`;

  #lit = "";

  start() {
    const section = this.one(".light");
    const nameOf = ({ target }) => target.closest?.("[data-light]")?.dataset.light ?? "";
    for (const event of ["pointerover", "focusin", "click"])
      section.addEventListener(event, (happened) => this.light(nameOf(happened)));
    section.addEventListener("pointerleave", () => this.light(""));
    section.addEventListener("focusout", () => this.light(""));
  }

  // Another page.
  page() {
    const { light } = this.element.now;
    this.one(".light").hidden = !light;
    this.light("");
    if (!light) return;
    this.one(".written").innerHTML = light.written;
    this.one(".source").innerHTML = light.source;
    this.one(".light .number").dataset.value = light.value;
    for (const part of this.all(".written [data-light]")) {
      part.tabIndex = 0;
      mark(part, "role", "button");
      mark(part, "aria-label", this.text(`light_${part.dataset.light}`));
    }
  }

  /**
   * Lights up a part, or none.
   * @param {string} name
   */
  light(name) {
    if (name === this.#lit) return;
    this.#lit = name;
    for (const part of this.all("[data-light]"))
      part.classList.toggle("lit", Boolean(name) && part.dataset.light === name);
    write(this.one(".lit-words"), name ? this.text(`light_${name}`) : "");
    this.element.lit = name;
  }
}
