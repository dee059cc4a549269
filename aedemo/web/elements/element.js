// What the in-page parts have in common: a shadow root, style sheets they share, texts in the
// visitor's language, and a line that says what is loading or what went wrong. They know nothing of
// Gradio.

import { translate } from "../state/texts.js";
import { language, onLanguage } from "./language.js";
import { SHARED, sheet } from "./sheets.js";

/** A custom element with a shadow root, filled when it is first connected. */
export class Element extends HTMLElement {
  // Subclasses give their inner HTML, in which data-text and data-name hold keys of texts; texts of
  // their own; and the addresses of style sheets, beside those that all have.
  static html = "";
  static texts = {};
  static shared = [SHARED];
  static styles = [];

  #started = false;
  #endLanguage;

  async connectedCallback() {
    if (!this.#started) {
      this.#started = true;
      this.attachShadow({ mode: "open" });
      const { shared, styles } = /** @type {typeof Element} */ (this.constructor);
      this.shadowRoot.adoptedStyleSheets = await Promise.all([...shared, ...styles].map(sheet));
      this.shadowRoot.innerHTML = `${this.html}<p class="status" role="status" hidden></p>`;
      this.start();
    }
    this.#endLanguage = onLanguage(() => this.relabel());
    this.relabel();
  }

  disconnectedCallback() {
    this.#endLanguage?.();
  }

  get html() {
    return /** @type {typeof Element} */ (this.constructor).html;
  }

  // Whether the shadow root is filled.
  get filled() {
    return Boolean(this.shadowRoot?.firstChild);
  }

  // Called once, when the shadow root is filled.
  start() {}

  // Called at the start and when the language changes.
  relabel() {
    for (const node of this.all("[data-text]")) node.textContent = this.text(node.dataset.text);
    for (const node of this.all("[data-name]")) {
      node.setAttribute("aria-label", this.text(node.dataset.name));
    }
    this.refresh();
  }

  // The text called `key` in the visitor's language, with its {name}s filled in.
  text(key, values) {
    const { texts } = /** @type {typeof Element} */ (this.constructor);
    return translate(texts, language(this), key, values);
  }

  // A number as it is written in the visitor's language.
  number(value) {
    return value.toLocaleString(language(this));
  }

  // Draws everything that depends on the state.
  refresh() {}

  one(selector) {
    return this.shadowRoot?.querySelector(selector);
  }

  all(selector) {
    return this.shadowRoot?.querySelectorAll(selector) ?? [];
  }

  emit(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }

  // Shows that `what` (a function that gives a promise) is loading; if it fails, a sentence and
  // a button that tries again. Resolves when it has succeeded.
  async loading(what) {
    const status = this.one(".status");
    status.hidden = false;
    status.className = "status busy";
    status.textContent = this.text("loading");
    try {
      const value = await what();
      status.hidden = true;
      return value;
    } catch (error) {
      console.warn(error);
      status.className = "status failed";
      status.textContent = this.text("loading_failed");
      const again = document.createElement("button");
      again.textContent = this.text("try_again");
      return new Promise((resolve) => {
        again.onclick = () => resolve(this.loading(what));
        status.append(" ", again);
      });
    }
  }
}
