// <ae-actions tab="draw">: what can be done with a tab as a whole. It is shared, where no masthead has the
// button for it (masthead.css), or set back to usual, of which travel.js hears.

import { elementsOf } from "../elements/adjustable.js";
import { Element } from "../elements/element.js";

/** The buttons. */
export class Actions extends Element {
  static styles = [new URL("actions.css", import.meta.url)];
  static html = `
    <button type="button" name="share" data-text="share"></button>
    <button type="button" name="reset" data-text="reset_tab"></button>`;

  get tab() {
    return this.getAttribute("tab");
  }

  start() {
    this.one('[name="share"]').onclick = () => {
      /** @type {import("./share.js").Share} */
      const sharing = document.querySelector("ae-share");
      sharing.open(this.tab, elementsOf(this.tab));
    };
    this.one('[name="reset"]').onclick = () => this.emit("anew");
  }
}

customElements.define("ae-actions", Actions);
