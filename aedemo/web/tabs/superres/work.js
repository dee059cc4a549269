// The work that is under way: how far it is, and a way to end it.

import { View } from "../../elements/view.js";
import { write } from "../../elements/write.js";

const SOON = 200; // milliseconds within which there is nothing to say

export class Work extends View {
  static html = `<progress data-name="working" max="1" value="0"></progress><span class="value" aria-hidden="true"></span>
    <button class="cancel" data-text="cancel"></button>`;

  #soon;

  start() {
    this.one("button").onclick = () => this.element.cancel();
  }

  begin() {
    this.end();
    this.tell({ done: 0, total: 1 });
    this.#soon = setTimeout(() => (this.root.hidden = false), SOON);
  }

  /** @param {{ done: number, total: number }} progress - in tiles */
  tell({ done, total }) {
    this.one("progress").value = done / total;
    write(this.one("span"), total > 1 ? `${done} / ${total}` : "");
  }

  end() {
    clearTimeout(this.#soon);
    this.root.hidden = true;
  }
}
