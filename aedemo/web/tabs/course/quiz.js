// The test at the end of a lesson: each question says why as soon as it is answered. Nothing is kept.

import { language } from "../../elements/language.js";
import { View } from "../../elements/view.js";
import { write } from "../../elements/write.js";
import { fetchJson } from "../../files/fetch.js";
import { giftFile, quizFile } from "../../files/places.js";
import { placeOf } from "../../state/course.js";

export class Quiz extends View {
  static html = `
    <section class="quiz">
      <p class="score" role="status"></p>
      <ol class="questions"></ol>
      <p class="note"><a class="gift" download data-text="quiz_gift"></a></p>
    </section>`;

  #file = ""; // of the test that is shown
  #count = 0;
  #right = 0;
  #answered = 0;

  // Another page.
  async page() {
    const { now, step } = this.element;
    this.one(".quiz").hidden = !now.quiz;
    if (!now.quiz) return;
    const { name } = placeOf(step).lesson;
    const spoken = language(this.element);
    const file = (this.#file = String(quizFile(name, spoken)));
    this.one(".gift").href = giftFile(name, spoken);
    this.one(".questions").replaceChildren();
    write(this.one(".score"), "");
    const quiz = await this.element.loading(() => fetchJson(file));
    if (file !== this.#file) return; // another lesson or language was chosen meanwhile
    this.#count = quiz.length;
    this.#right = this.#answered = 0;
    this.one(".questions").replaceChildren(...quiz.map((asked, at) => this.#item(asked, at)));
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
      left: this.#count - this.#answered,
    };
    write(this.one(".score"), this.text("quiz_score", values));
  }
}
