// <ae-paper>: a lesson on paper in place of its page, as a worksheet with room for answers, or as its solutions.
// Both are the lesson's own words in its order; what only the page can tell is "…" there. Property: course, the
// element that shows the lesson.

import said from "../../../facts/texts/course.json" with { type: "json" };
import texts from "../../../facts/texts/teaching.json" with { type: "json" };
import { Element } from "../../elements/element.js";
import { language } from "../../elements/language.js";
import { address } from "../../elements/page.js";
import { sheet } from "../../elements/sheets.js";
import { write } from "../../elements/write.js";
import { fetchJson } from "../../files/fetch.js";
import { pageFile, quizFile } from "../../files/places.js";
import { LESSONS, placeOf } from "../../state/course.js";
import { qr } from "../../state/qr.js";
import { examined, leaf } from "./leaves.js";

const ALONE = new URL("alone.css", import.meta.url); // of the page around

export class Paper extends Element {
  static texts = { ...said, ...texts };
  static styles = [new URL("paper.css", import.meta.url)];
  static html = `
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
        <svg class="code" shape-rendering="crispEdges" aria-hidden="true"><path /></svg>
      </header>
      <div class="leaves"></div>
    </div>`;

  /** @type {any} */
  course = null;
  #begin;
  #ready = new Promise((resolve) => (this.#begin = resolve));
  #laid = ""; // the sheet that is shown, and its language
  #filled = Promise.resolve(); // once it is there

  async start() {
    this.one(".print").onclick = () => print();
    this.one(".leave").onclick = () => this.course.lay("lesson");
    // Nothing else is printed as long as it is in sight, which it is not in a tab that is closed.
    new ResizeObserver(([{ contentRect }]) =>
      this.course.toggleAttribute("data-alone", contentRect.height > 0),
    ).observe(this);
    this.#begin();
    document.adoptedStyleSheets.push(await this.loading(() => sheet(ALONE)));
  }

  // Resolves when the sheet is there that the course has chosen.
  async show() {
    await this.#ready;
    const { paper, step } = this.course;
    const laid = `${paper} ${placeOf(step).lesson.name} ${language(this)}`;
    if (laid !== this.#laid) {
      this.#laid = laid;
      this.#filled = this.#fill(laid);
    }
    return this.#filled;
  }

  async #fill(laid) {
    const { paper, step } = this.course;
    const { lesson } = placeOf(step);
    const solved = paper === "solutions";
    const spoken = language(this);
    const files = lesson.pages.map((page) => pageFile(`${lesson.name}.${page}`, spoken));
    const [quiz, ...pages] = await this.loading(() =>
      Promise.all([quizFile(lesson.name, spoken), ...files].map((file) => fetchJson(file))),
    );
    const leaves = await this.loading(() => this.#leaves(pages, quiz, solved));
    if (laid !== this.#laid) return; // another sheet or language was chosen meanwhile
    this.one(".laid").classList.toggle("solved", solved);
    this.one(".leaves").replaceChildren(leaves);
    await this.#head(lesson, paper);
  }

  // What is asked on each page, and the test.
  async #leaves(pages, quiz, solved) {
    const say = (key, values) => this.text(key, values);
    const leaves = await Promise.all(
      pages.map((page, at) => (page.quiz ? examined(page, at, quiz, solved) : leaf(page, at, solved, say))),
    );
    const all = document.createElement("div");
    all.innerHTML = leaves.join("");
    for (const term of all.querySelectorAll('a[href^="#term-"]')) term.replaceWith(...term.childNodes);
    for (const link of all.querySelectorAll("a")) link.after(` (${link.href})`);
    return all;
  }

  async #head(lesson, paper) {
    write(this.one("h3"), lesson.label[language(this)]);
    const values = { lesson: LESSONS.indexOf(lesson) + 1, lessons: LESSONS.length };
    write(this.one(".kind"), `${this.text(`paper_${paper}`)} · ${this.text("paper_place", values)}`);
    for (const part of [".who", ".how"]) this.one(part).hidden = paper === "solutions";
    const link = this.one(".where a");
    const step = `${lesson.name}.${lesson.pages[0]}`;
    link.href = this.course.tab ? address("course", { step }) : location.href;
    write(link, link.href);
    const code = await qr(link.href).catch(() => null); // without it a sheet still has the address
    this.one(".code").toggleAttribute("hidden", !code);
    if (!code) return;
    this.one(".code").setAttribute("viewBox", `0 0 ${code.size} ${code.size}`);
    this.one(".code path").setAttribute("d", code.path);
  }
}

customElements.define("ae-paper", Paper);
