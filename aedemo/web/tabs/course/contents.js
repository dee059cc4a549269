// All pages by their titles, and what articles get wrong, with the page that puts it right; fetched when
// unfolded.

import { language } from "../../elements/language.js";
import { View } from "../../elements/view.js";
import { write } from "../../elements/write.js";
import { fetchJson } from "../../files/fetch.js";
import { contentsFile } from "../../files/places.js";

export class Contents extends View {
  static html = `
    <details class="contents"><summary data-text="course_contents"></summary>
      <div class="all"></div>
      <h4 data-text="course_articles"></h4>
      <ul class="articles"></ul>
    </details>`;

  start() {
    this.one(".contents").ontoggle = () => this.show();
  }

  async show() {
    const spoken = language(this.element);
    const fold = this.one(".contents");
    if (!fold.open || fold.dataset.spoken === spoken) return;
    fold.dataset.spoken = spoken;
    const { lessons, articles } = await this.element.loading(() => fetchJson(contentsFile(spoken)));
    if (fold.dataset.spoken !== spoken) return; // another language was chosen meanwhile
    this.one(".all").replaceChildren(...lessons.map((lesson) => this.#lesson(lesson)));
    this.one(".articles").replaceChildren(...articles.map(({ page, said }) => this.#item(page, said)));
  }

  #lesson({ label, pages }) {
    const part = document.createElement("section");
    const [title, list] = ["h4", "ol"].map((name) => part.appendChild(document.createElement(name)));
    write(title, label);
    list.append(...pages.map((each) => this.#item(each.page, each.title)));
    return part;
  }

  #item(page, said) {
    const item = document.createElement("li");
    const button = item.appendChild(document.createElement("button"));
    button.type = "button";
    write(button, said);
    button.onclick = () => this.element.open(page);
    return item;
  }
}
