// The task of a page, its hints, one after the other, and how it can be done.

import { View } from "../../elements/view.js";
import { write } from "../../elements/write.js";

export class Task extends View {
  static html = `
    <section class="task">
      <h4 data-text="course_task"></h4>
      <div class="wanted"></div>
      <p class="outcome" role="status"></p>
      <div class="hints"></div>
    </section>`;

  // Another page.
  page() {
    const { said, hints, done, solution } = this.element.now;
    this.one(".task").hidden = !done;
    if (!done) return;
    this.one(".wanted").innerHTML = said.task;
    const folds = [...hints.map((hint) => ["course_hint", hint]), ["course_worked", said.answer]].map(
      ([title, words]) => {
        const fold = document.createElement("details");
        fold.append(document.createElement("summary"));
        write(fold.firstElementChild, this.text(title));
        fold.insertAdjacentHTML("beforeend", words);
        return fold;
      },
    );
    if (solution) {
      const button = document.createElement("button");
      button.type = "button";
      write(button, this.text("course_show"));
      button.onclick = () => this.element.solve();
      const row = Object.assign(document.createElement("div"), {
        className: "row",
      });
      row.append(button);
      folds.at(-1).append(row);
    }
    // Each is there once the one before has been opened.
    folds.forEach((fold, at) => {
      fold.hidden = at > 0;
      fold.ontoggle = () => folds[at + 1] && (folds[at + 1].hidden = false);
    });
    this.one(".hints").replaceChildren(...folds);
  }

  show() {
    const { isDone } = this.element;
    this.one(".task").classList.toggle("done", isDone);
    write(this.one(".outcome"), isDone ? `✓ ${this.text("course_done")}` : "");
  }
}
