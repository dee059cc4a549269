// What the classifier says of the visitor's digit; of a test digit that was picked the label is known.

import { percent } from "../../elements/numbers.js";
import { View } from "../../elements/view.js";
import { write } from "../../elements/write.js";
import { likeliest } from "./lesson.js";

const CLASSES = Array.from({ length: 10 }, (_, digit) => digit);

const line = (digit) =>
  `<li><b>${digit}</b><span class="share"><i></i></span><span class="value"></span></li>`;

export class Answer extends View {
  static html = `
    <h3 data-text="says_of_yours"></h3>
    <p class="blank" role="status" data-text="pad_empty" hidden></p>
    <ol class="answers" data-name="says_of_yours">${CLASSES.map(line).join("")}</ol>
    <p class="note outcome"></p>`;

  /**
   * @param {ArrayLike<number> | null} shares - the probability of each class, once it is known
   * @param {{truth: number, known: boolean} | null} picked - the label of a test digit, and whether
   *   the classifier learned from it
   */
  show(shares, picked) {
    const winner = shares && likeliest(shares);
    this.all(".answers li").forEach((item, at) => {
      item.classList.toggle("most", at === winner);
      item.querySelector("i").style.width = shares ? `${100 * shares[at]}%` : 0;
      write(item.querySelector(".value"), shares ? percent(100 * shares[at]) : "–");
    });
    write(this.one(".outcome"), shares && picked ? this.#outcome(winner, picked) : "");
  }

  #outcome(winner, { truth, known }) {
    const sign = winner === truth ? "✓" : "✗";
    const says = this.text("labels_says", { winner, sign, truth });
    return says + (known ? this.text("labels_learned_from") : "");
  }
}
