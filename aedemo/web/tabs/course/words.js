// The glossary: all terms that are explained on the spot, in the order of their words.

import { language } from "../../elements/language.js";
import { address } from "../../elements/page.js";
import { View } from "../../elements/view.js";
import { write } from "../../elements/write.js";
import { explained, TERMS } from "../../state/terms.js";

export class Words extends View {
  static html = `<details class="words"><summary></summary><dl></dl></details>`;

  start() {
    this.one(".words").ontoggle = () => this.show();
  }

  show() {
    write(this.one(".words summary"), this.text("course_words", { count: TERMS.length }));
    const list = this.one(".words dl");
    const spoken = language(this.element);
    if (!this.one(".words").open || list.dataset.spoken === spoken) return;
    list.dataset.spoken = spoken;
    const inOrder = TERMS.map((name) => /** @type {any} */ (explained(name, spoken))).sort((one, other) =>
      one.word.localeCompare(other.word, spoken),
    );
    list.replaceChildren(...inOrder.flatMap((term) => this.#entry(term)));
  }

  #entry({ word, text, tab }) {
    const [term, meaning] = ["dt", "dd"].map((name) => document.createElement(name));
    write(term, word);
    write(meaning, `${text} `);
    if (!tab) return [term, meaning];
    const link = document.createElement("a");
    link.href = address(tab, {});
    write(link, this.text(`tab_${tab}`));
    meaning.append(link);
    return [term, meaning];
  }
}
