// <ae-search>

import { centre } from "./digits.js";
import { Element, oncePerFrame, settle } from "./element.js";
import { SETTINGS } from "./settings.js";
import "./pad.js";
import { connect } from "./picker.js";

export class Search extends Element {
  static html = `
    <div class="pipeline">
      <section class="input">
        <h3 data-text="your_digit"></h3>
        <ae-pad></ae-pad>
        <ae-picker></ae-picker>
      </section>
      <section class="results"></section>
    </div>`;

  #redraw = oncePerFrame(() => this.#show());

  async start() {
    this.pad = this.one("ae-pad");
    connect(this.pad, this.one("ae-picker"), () => this.refresh());
    await this.begin({ digit: 2 });
  }

  get drawings() {
    return { digit: this.pad };
  }

  refresh() {
    this.#redraw();
  }

  #show() {
    centre(this.pad.pixels);
  }
}

settle(Search, SETTINGS.search);
customElements.define("ae-search", Search);
