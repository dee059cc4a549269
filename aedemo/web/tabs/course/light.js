// A formula, the code that computes it, and the tool: who points at a part of one, reaches it by keys or taps
// it sees where it is in all three. Below the parts stand their numbers, as the tool has them.

import { View } from "../../elements/view.js";
import { mark, write } from "../../elements/write.js";

export class Light extends View {
  static html = `
    <section class="light">
      <h4 data-text="light_title"></h4>
      <div class="written" role="group" data-name="light_formula"></div>
      <p class="note whose"></p>
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

  // Another page. What would give the answer away comes after the question.
  page() {
    const { light } = this.element.now;
    this.light("");
    this.show();
    if (!light) return;
    this.one(".question")[light.after ? "after" : "before"](this.one(".light"));
    this.one(".written").innerHTML = light.formula;
    this.one(".source").innerHTML = light.code;
    mark(this.one(".lit-words"), "data-empty", this.text("light_point"));
    write(this.one(".whose"), light.whose);
    for (const part of this.all(".written [data-light]:not(.number)")) {
      part.tabIndex = 0;
      mark(part, "role", "button");
      mark(part, "aria-label", light.words[part.dataset.light]);
    }
  }

  show() {
    const { now, guess, isDone } = this.element;
    this.one(".light").hidden = !now.light || (now.light.after && guess === undefined && !isDone);
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
    write(this.one(".lit-words"), name ? this.element.now.light.words[name] : "");
    this.element.lit = name;
  }
}
