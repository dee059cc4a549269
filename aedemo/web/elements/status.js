// The line of an element that says what is loading, or what went wrong and how to try again.

import { causes } from "../files/failures.js";
import { progress } from "../files/transfers.js";

/** The line, as HTML. */
export const STATUS = `<p class="status" role="status" hidden></p>`;

const SLOW = 1000; // milliseconds after which the megabytes that have come are told
const TICK = 250; // milliseconds between two tellings

/** What it says, in the language of the moment. */
export class Status {
  #element;
  #said = () => "";
  #ticking;

  /** @param {import("./element.js").Element} element */
  constructor(element) {
    this.#element = element;
  }

  get #line() {
    return this.#element.one(".status");
  }

  /** Something is loading. */
  busy() {
    this.#show("busy", () => this.#element.text("loading"));
    this.#ticking = setTimeout(() => this.#count(), SLOW);
  }

  // For those who see the line: who hears it is not told four times a second.
  #count() {
    const [, count = this.#line.appendChild(document.createElement("span"))] = this.#line.children;
    const come = progress();
    count.textContent = come ? ` ${this.#element.text("arriving", come)}` : "";
    count.setAttribute("aria-hidden", "true");
    this.#ticking = setTimeout(() => this.#count(), TICK);
  }

  /** There is nothing to say. */
  done() {
    clearTimeout(this.#ticking);
    this.#line.hidden = true;
  }

  /**
   * Something went wrong: a sentence for each cause, and a button that tries again.
   * @param {unknown} error
   * @param {() => void} again
   */
  failed(error, again) {
    console.warn(error);
    const found = causes(error);
    this.#show("failed", () =>
      found.map(({ kind, values }) => this.#element.text(`failed_${kind}`, values)).join("\n"),
    );
    const button = document.createElement("button");
    button.textContent = this.#element.text("try_again");
    button.dataset.text = "try_again";
    button.onclick = again;
    this.#line.append(" ", button);
  }

  /** In another language. */
  relabel() {
    if (this.#line?.firstChild) this.#line.firstChild.textContent = this.#said();
  }

  #show(state, said) {
    this.#said = said;
    const sentence = document.createElement("span");
    clearTimeout(this.#ticking);
    this.#line.hidden = false;
    this.#line.className = `status ${state}`;
    this.#line.replaceChildren(sentence);
    sentence.textContent = said();
  }
}
