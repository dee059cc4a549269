// <ae-actions tab="draw">: what can be done with a tab as a whole. It is shared, where no masthead has the
// button for it (masthead.css), saved as a picture, or set back to usual, of which travel.js hears.

import { elementsOf } from "../elements/adjustable.js";
import { Element } from "../elements/element.js";
import { address } from "../elements/page.js";
import { saving } from "../elements/saving.js";
import { fileName, inWords } from "../state/snapshot.js";
import { stateOf } from "./share.js";
import { snapshot } from "./snapshot.js";

/** The buttons. */
export class Actions extends Element {
  static styles = [new URL("actions.css", import.meta.url)];
  static html = `
    <button type="button" name="share" data-text="share"></button>
    <button type="button" name="save" data-text="save_picture"></button>
    <button type="button" name="reset" data-text="reset_tab"></button>`;

  #keep = saving();

  get tab() {
    return this.getAttribute("tab");
  }

  start() {
    this.one('[name="share"]').onclick = () => {
      /** @type {import("./share.js").Share} */
      const sharing = document.querySelector("ae-share");
      sharing.open(this.tab, elementsOf(this.tab));
    };
    this.one('[name="save"]').onclick = () => this.#save();
    this.one('[name="reset"]').onclick = () => this.emit("anew");
  }

  async #save() {
    const { tab } = this;
    const elements = elementsOf(tab);
    const state = await stateOf(tab, elements);
    const words = elements
      .filter(({ filled }) => filled)
      .flatMap((each) =>
        inWords(
          each.constructor.settings,
          each,
          (key) => each.text(key),
          (value) => each.number(value),
        ),
      );
    const picture = await snapshot(
      this.closest("section, .column"),
      this.text(`tab_${tab}`),
      words.join(" · "),
      address(tab, state),
    );
    this.#keep(picture, fileName(tab, state));
  }
}

customElements.define("ae-actions", Actions);
