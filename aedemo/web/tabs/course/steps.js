// The lessons, and the pages of the one that is open, of which those that are done are ticked.

import { language } from "../../elements/language.js";
import { bringInto } from "../../elements/row.js";
import { View } from "../../elements/view.js";
import { mark, write } from "../../elements/write.js";
import { LESSONS, placeOf } from "../../state/course.js";

const CURRENT = ':is([aria-current="true"], [aria-current="step"])';

export class Steps extends View {
  static html = `
    <div class="lessons" role="group" data-name="course_lessons"></div>
    <ol class="steps" data-name="course_pages"></ol>`;

  #lesson;

  start() {
    this.one(".lessons").replaceChildren(
      ...LESSONS.map(({ name, pages }) => this.#button(`${name}.${pages[0]}`)),
    );
  }

  #button(page) {
    const button = document.createElement("button");
    button.type = "button";
    button.onclick = () => this.element.open(page);
    return button;
  }

  show() {
    const { lesson, at } = placeOf(this.element.step);
    LESSONS.forEach(({ label }, place) => {
      const button = this.all(".lessons button")[place];
      write(button, `${place + 1} · ${label[language(this.element)]}`);
      mark(button, "aria-current", LESSONS[place] === lesson);
    });
    if (this.#lesson !== lesson) {
      this.#lesson = lesson;
      this.one(".steps").replaceChildren(
        ...lesson.pages.map((page) => {
          const item = document.createElement("li");
          item.append(this.#button(`${lesson.name}.${page}`));
          return item;
        }),
      );
    }
    this.all(".steps button").forEach((button, place) => {
      const done = this.element.done.includes(`${lesson.name}.${lesson.pages[place]}`);
      const title = this.element.now.titles[place];
      write(button, done ? "✓" : String(place + 1));
      mark(
        button,
        "aria-label",
        this.text(done ? "course_page_done" : "course_page", {
          page: place + 1,
          title,
        }),
      );
      mark(button, "title", title);
      mark(button, "aria-current", place === at ? "step" : "false");
    });
    for (const row of [".lessons", ".steps"]) bringInto(this.one(`${row} ${CURRENT}`), this.one(row));
  }
}
