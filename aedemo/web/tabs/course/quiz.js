// The test at the end of a lesson: each question says why as soon as it is answered. Nothing is kept.

import { language } from "../../elements/language.js";
import { View } from "../../elements/view.js";
import { write } from "../../elements/write.js";
import { giftFile } from "../../files/places.js";
import { placeOf } from "../../state/course.js";

export class Quiz extends View {
  static html = `
    <section class="quiz">
      <p class="score" role="status"></p>
      <ol class="questions"></ol>
      <p class="note"><a class="gift" download data-text="quiz_gift"></a></p>
    </section>`;

  #right = 0;
  #answered = 0;

  // Another page.
  page() {
    const { quiz } = this.element.now;
    this.one(".quiz").hidden = !quiz;
    if (!quiz) return;
    this.#right = this.#answered = 0;
    this.one(".questions").replaceChildren(...quiz.map((asked, at) => this.#item(asked, at)));
    const { lesson } = placeOf(this.element.step);
    this.one(".gift").href = giftFile(lesson.name, language(this.element));
    this.#score();
  }

  #item({ question, choices, right, why }, at) {
    const item = document.createElement("li");
    item.innerHTML = `
      <fieldset><legend>${question}</legend><div class="choices">
        ${choices.map((choice) => `<label><input type="radio" name="quiz-${at}" /><span>${choice}</span></label>`).join("")}
      </div></fieldset><div class="why" role="status"></div>`;
    /** @type {NodeListOf<HTMLInputElement>} */
    const inputs = item.querySelectorAll("input");
    inputs.forEach((input, place) => {
      input.onchange = () => this.#answer(item, inputs, place + 1 === right, right, why);
    });
    return item;
  }

  #answer(item, inputs, isRight, right, why) {
    this.#answered++;
    this.#right += Number(isRight);
    inputs.forEach((input, place) => {
      input.disabled = true;
      input.closest("label").classList.toggle("so", place + 1 === right);
    });
    const verdict = document.createElement("b");
    write(verdict, this.text(isRight ? "quiz_right" : "quiz_wrong"));
    const said = item.querySelector(".why");
    said.append(verdict);
    said.insertAdjacentHTML("beforeend", why);
    this.#score();
  }

  #score() {
    const values = {
      right: this.#right,
      answered: this.#answered,
      left: this.element.now.quiz.length - this.#answered,
    };
    write(this.one(".score"), this.text("quiz_score", values));
  }
}
