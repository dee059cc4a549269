// The question of a page, answered before the experiment runs: one of some answers, or a number. What is
// so is said once it is answered, beside what was expected.

import { reach } from "../../elements/terms.js";
import { View } from "../../elements/view.js";
import { write } from "../../elements/write.js";
import { reachFormulas } from "../../parts/formulas.js";

export class Question extends View {
  static html = `
    <form class="question">
      <h4 data-text="course_question"></h4>
      <div class="asked" id="asked"></div>
      <div class="choices" role="radiogroup" aria-labelledby="asked"></div>
      <label class="estimate"><input type="range" aria-labelledby="asked" /><output></output></label>
      <div class="row"><button class="answer" data-text="course_answer"></button></div>
      <div class="revealed" role="status"></div>
    </form>`;

  start() {
    this.one(".question").onsubmit = (event) => {
      event.preventDefault();
      this.element.guess = this.#chosen;
    };
    this.one(".question").oninput = () => this.#input();
  }

  // A choice from 1 on, or a number; undefined as long as none is chosen.
  get #chosen() {
    const { question } = this.element.now;
    if ("least" in question) return this.#range.valueAsNumber;
    const checked = this.one(".choices input:checked");
    return checked ? Number(checked.value) : undefined;
  }

  get #range() {
    return /** @type {HTMLInputElement} */ (this.one(".estimate input"));
  }

  #input() {
    write(this.one(".estimate output"), this.#range.value);
    this.one(".answer").disabled = this.#chosen === undefined;
  }

  // Another page.
  page() {
    const { now, guess } = this.element;
    const { question, choices, said } = now;
    this.one(".question").hidden = !question;
    if (!question) return;
    const estimated = "least" in question;
    this.one(".asked").innerHTML = said.question;
    this.one(".choices").hidden = estimated;
    this.one(".estimate").hidden = !estimated;
    if (estimated) {
      const { least, most, start } = question;
      Object.assign(this.#range, {
        min: least,
        max: most,
        step: 1,
        value: guess ?? start,
      });
    }
    this.one(".choices").innerHTML = choices
      .map(
        (choice, at) =>
          `<label><input type="radio" name="choice" value="${at + 1}" ${guess === at + 1 ? "checked" : ""} />
            <span>${choice}</span><span class="value mark"></span></label>`,
      )
      .join("");
    this.one(".revealed").innerHTML = "";
    this.#input();
  }

  show() {
    const { now, guess, isDone } = this.element;
    if (!now.question) return;
    const open = guess === undefined && !isDone;
    for (const input of this.all(".question input")) input.disabled = !open;
    this.one(".answer").hidden = !open;
    const revealed = this.one(".revealed");
    if (open || revealed.firstChild) return;
    if (guess !== undefined && !("least" in now.question))
      revealed.append(this.#verdict(guess === now.question.right));
    this.#mark(guess, now.question.right);
    revealed.insertAdjacentHTML("beforeend", now.said.revealed);
    reach(this.root);
    reachFormulas(revealed);
  }

  #verdict(right) {
    const verdict = document.createElement("p");
    const bold = verdict.appendChild(document.createElement("b"));
    write(bold, this.text(right ? "course_as_expected" : "course_otherwise"));
    return verdict;
  }

  #mark(guess, right) {
    this.all(".choices label").forEach((label, at) => {
      const words = [
        at + 1 === right && this.text("course_so"),
        at + 1 === guess && at + 1 !== right && this.text("course_yours"),
      ];
      label.classList.toggle("so", at + 1 === right);
      write(label.querySelector(".mark"), words.filter(Boolean).join(", "));
    });
  }
}
