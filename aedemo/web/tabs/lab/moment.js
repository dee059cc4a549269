// Back and forth through what was kept of a training.

import { View } from "../../elements/view.js";
import { mark } from "../../elements/write.js";

/** A slider over the moments of the run that is looked at. */
export class Moment extends View {
  static html = `<label class="moment"><span data-text="moment"></span><input type="range" min="0" step="1" /></label>`;

  start() {
    this.one("input").oninput = ({ target }) => this.element.goTo(Number(target.value));
  }

  /** @param {import("./lab.js").Seen} seen */
  show({ run: { views }, view, moment }) {
    this.root.hidden = views.length < 3;
    const input = this.one("input");
    const step = view?.step ?? 0;
    mark(input, "max", views.length - 1);
    input.value = String(moment ?? views.length - 1);
    mark(input, "aria-valuetext", `${this.text("step")} ${step}`);
    mark(this.one("span"), "data-value", step);
  }
}
