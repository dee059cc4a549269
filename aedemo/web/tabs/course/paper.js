// A lesson on paper in place of its page: a worksheet with room for answers, or its solutions. Both are the
// lesson's own words in its order; what only the page can tell is "…" there.

import { language } from "../../elements/language.js";
import { address } from "../../elements/page.js";
import { sheet } from "../../elements/sheets.js";
import { View } from "../../elements/view.js";
import { write } from "../../elements/write.js";
import { fetchJson } from "../../files/fetch.js";
import { quizFile } from "../../files/places.js";
import { LESSONS, placeOf } from "../../state/course.js";
import { qr } from "../../state/qr.js";
import { examined, leaf } from "./leaves.js";

const STYLE = new URL("paper.css", import.meta.url);
const ALONE = new URL("alone.css", import.meta.url); // of the page around the element

const HTML = `
  <div class="row">
    <button type="button" class="print" data-text="paper_print"></button>
    <button type="button" class="leave" data-text="paper_back"></button>
  </div>
  <div class="laid">
    <header>
      <div>
        <p class="kind"></p>
        <h3 tabindex="-1"></h3>
        <p class="who"><span data-text="paper_name"></span><i></i><span data-text="paper_date"></span><i></i></p>
        <p class="how" data-text="paper_how"></p>
        <p class="where"><span data-text="paper_where"></span> <a></a></p>
      </div>
      <svg shape-rendering="crispEdges" aria-hidden="true"><path /></svg>
    </header>
    <div class="leaves"></div>
  </div>`;

export class Paper extends View {
  #laid = ""; // the sheet that is shown, and its language
  #filled = Promise.resolve(); // once it is there
  #styled;

  constructor(element, root) {
    super(element, root);
    root.innerHTML = HTML;
    element.relabel();
    this.one(".print").onclick = () => print();
    this.one(".leave").onclick = () => element.lay("lesson");
    // Nothing else is printed as long as it is in sight, which it is not in a tab that is closed.
    new ResizeObserver(([{ contentRect }]) =>
      element.toggleAttribute("data-alone", contentRect.height > 0),
    ).observe(root);
    this.#styled = element.loading(async () => {
      element.shadowRoot.adoptedStyleSheets.push(await sheet(STYLE));
      document.adoptedStyleSheets.push(await sheet(ALONE));
    });
  }

  // Resolves when the sheet is there.
  show() {
    const { paper, step } = this.element;
    const laid = `${paper} ${placeOf(step).lesson.name} ${language(this.element)}`;
    if (laid !== this.#laid) {
      this.#laid = laid;
      this.#filled = this.#fill(laid);
    }
    return this.#filled;
  }

  async #fill(laid) {
    const { paper, step, lesson: pages } = this.element;
    const { lesson } = placeOf(step);
    const spoken = language(this.element);
    const quiz = await this.element.loading(() => fetchJson(quizFile(lesson.name, spoken)));
    const leaves = await this.element.loading(() => this.#leaves(pages, quiz, paper === "solutions"));
    await this.#styled;
    if (laid !== this.#laid) return; // another sheet or language was chosen meanwhile
    this.one(".leaves").replaceChildren(leaves);
    await this.#head(lesson, paper, spoken);
  }

  // What is asked on each page, and the test.
  async #leaves(pages, quiz, solved) {
    const text = (key, values) => this.text(key, values);
    const leaves = await Promise.all(
      pages.map((page, at) => (page.quiz ? examined(page, at, quiz, solved) : leaf(page, at, solved, text))),
    );
    const all = document.createElement("div");
    all.innerHTML = leaves.join("");
    for (const link of all.querySelectorAll("a")) link.after(` (${link.href})`);
    return all;
  }

  async #head(lesson, paper, spoken) {
    write(this.one("h3"), lesson.label[spoken]);
    const values = { lesson: LESSONS.indexOf(lesson) + 1, lessons: LESSONS.length };
    write(this.one(".kind"), `${this.text(`paper_${paper}`)} · ${this.text("paper_place", values)}`);
    this.one(".laid").classList.toggle("solved", paper === "solutions");
    for (const part of [".who", ".how"]) this.one(part).hidden = paper === "solutions";
    const link = this.one(".where a");
    const first = `${lesson.name}.${lesson.pages[0]}`;
    link.href = this.element.tab ? address("course", { step: first }) : location.href;
    write(link, link.href);
    // Without its code a sheet still has the address.
    const code = await qr(link.href).catch(() => null);
    this.one("svg").toggleAttribute("hidden", !code);
    if (!code) return;
    this.one("svg").setAttribute("viewBox", `0 0 ${code.size} ${code.size}`);
    this.one("path").setAttribute("d", code.path);
  }
}
