// Test digits on the wrong side of the threshold, to look at and to take.

import { fill } from "../../elements/pictures.js";
import { roving } from "../../elements/roving.js";
import { View } from "../../elements/view.js";
import { mark, write } from "../../elements/write.js";

const WORST = 8; // of each kind that are shown

const list = (kind) => `
  <section class="found" data-mistakes="${kind}">
    <h4></h4>
    <ol>${'<li><button><canvas class="digit"></canvas><span class="value"></span></button></li>'.repeat(WORST)}</ol>
  </section>`;

export class Mistakes extends View {
  static html = `${list("missed")} ${list("false_alarms")}`;

  // take(index): what pressing a digit does.
  start(take) {
    for (const found of this.all("[data-mistakes]")) {
      roving(found);
      found.onclick = ({ target }) => {
        const button = target.closest("button");
        if (button) take(Number(button.dataset.index));
      };
    }
  }

  // By kind, numbers of test digits, the furthest from the threshold first; their errors; and the test
  // digits, once they are there.
  show(kinds, scores, digits) {
    for (const [kind, indices] of Object.entries(kinds)) {
      const here = this.one(`[data-mistakes="${kind}"]`);
      const count = this.number(indices.length);
      write(here.querySelector("h4"), this.text(`mistakes_${kind}`, { count }));
      here.querySelectorAll("li").forEach((item, at) => {
        const index = indices[at];
        item.hidden = index === undefined || !digits;
        if (!item.hidden) this.#fill(item.firstElementChild, index, digits, scores[index].toFixed(3));
      });
    }
  }

  #fill(button, index, digits, error) {
    button.dataset.index = index;
    mark(button, "aria-label", this.text("mistake", { label: digits.label(index), error }));
    fill(button, digits.digit(index), error);
  }
}
