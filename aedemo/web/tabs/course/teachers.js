// <ae-teachers>: what a teacher takes along from a lesson, folded below each of its pages. Property: course,
// the element that shows the lesson.

import texts from "../../../facts/texts/teaching.json" with { type: "json" };
import { Element } from "../../elements/element.js";
import { language } from "../../elements/language.js";
import { address } from "../../elements/page.js";
import { present } from "../../elements/present.js";
import { write } from "../../elements/write.js";
import { giftFile } from "../../files/places.js";
import { placeOf } from "../../state/course.js";

export class Teachers extends Element {
  static texts = texts;
  static styles = [new URL("teachers.css", import.meta.url)];
  static html = `
    <ul>
      <li><a class="worksheet" data-text="teachers_worksheet"></a></li>
      <li><a class="solutions" data-text="teachers_solutions"></a></li>
      <li><a class="exam" download data-text="teachers_gift"></a></li>
      <li><a class="slides" data-text="teachers_slides"></a></li>
    </ul>
    <p data-text="teachers_open"></p>
    <p class="own"></p>`;

  /** @type {any} */
  course = null;

  start() {
    for (const paper of ["worksheet", "solutions"])
      this.one(`.${paper}`).onclick = here(() => this.course.lay(paper));
    this.one(".slides").onclick = here(() => present(true));
  }

  refresh() {
    if (!this.filled) return;
    const { step, tab } = this.course;
    const { lesson } = placeOf(step);
    const first = `${lesson.name}.${lesson.pages[0]}`;
    // Of an element on a page of its own, which no address sets, the links only open what they name.
    const link = (state, more) => (tab ? address("course", state, more) : location.href);
    for (const paper of ["worksheet", "solutions"]) this.one(`.${paper}`).href = link({ step: first, paper });
    this.one(".exam").href = giftFile(lesson.name, language(this));
    this.one(".slides").href = link({ step }, { present: "1" });
    this.one(".slides").parentElement.hidden = !tab;
    const [share, task] = [this.text("share"), this.text("share_task")];
    write(this.one(".own"), this.text("teachers_own", { share, task }));
  }
}

// Follows a link without leaving the page, unless it is meant to open elsewhere: what a student has done stays.
const here = (follow) => (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  follow();
};

customElements.define("ae-teachers", Teachers);
