// What the in-page parts have in common: a shadow root, style sheets they share, texts in the
// visitor's language, and a line that says what is loading or what went wrong. They know nothing of
// Gradio.

import { translate } from "../state/texts.js";
import { language, onLanguage } from "./language.js";
import { SHARED, sheet } from "./sheets.js";
import { Status, STATUS } from "./status.js";
import { reach, TERMS } from "./terms.js";
import { mark, write } from "./write.js";

/** A custom element with a shadow root, filled once it is connected, and `wanted`. */
export class Element extends HTMLElement {
  // Subclasses give their inner HTML, in which data-text and data-name hold keys of texts; texts of
  // their own; and the addresses of style sheets, beside those that all have.
  static html = "";
  static texts = {};
  static shared = [SHARED];
  static styles = [];

  #filled = false;
  #status = new Status(this);
  #endLanguage;

  async connectedCallback() {
    this.#endLanguage = onLanguage(() => this.#translate());
    if (!this.shadowRoot) {
      this.attachShadow({ mode: "open" });
      await this.wanted();
      await this.#dress();
      this.shadowRoot.innerHTML = this.html + STATUS;
      this.#filled = true;
      this.#begin();
    }
    this.#translate();
  }

  disconnectedCallback() {
    this.#endLanguage?.();
  }

  get html() {
    return /** @type {typeof Element} */ (this.constructor).html;
  }

  // Whether the shadow root is filled.
  get filled() {
    return this.#filled;
  }

  // The style sheets. Without them nothing is shown but the sentence that says so.
  async #dress() {
    const { shared, styles } = /** @type {typeof Element} */ (this.constructor);
    const dress = async () => {
      this.shadowRoot.adoptedStyleSheets = await Promise.all([...shared, ...styles, TERMS].map(sheet));
    };
    try {
      await dress();
    } catch (error) {
      this.shadowRoot.innerHTML = STATUS;
      await this.failed(error, dress);
    }
  }

  // What throws here would leave the element half done, and nobody told.
  async #begin() {
    try {
      await this.start();
    } catch (error) {
      this.failed(error, async () => location.reload());
    }
  }

  #translate() {
    if (this.filled) this.relabel();
    this.#status.relabel();
  }

  // Resolves when the shadow root is to be filled.
  async wanted() {}

  // Called once, when the shadow root is filled.
  start() {}

  // Called at the start and when the language changes.
  relabel() {
    for (const node of this.all("[data-text]")) write(node, this.text(node.dataset.text));
    for (const node of this.all("[data-name]")) mark(node, "aria-label", this.text(node.dataset.name));
    reach(this.shadowRoot);
    this.refresh();
  }

  // The text called `key` in the visitor's language, with its {name}s filled in.
  text(key, values) {
    const { texts } = /** @type {typeof Element} */ (this.constructor);
    return translate(texts, language(this), key, values);
  }

  // A number as it is written in the visitor's language, by Intl's options.
  number(value, options) {
    return value.toLocaleString(language(this), options);
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
    this.#status.busy();
    try {
      const value = await what();
      this.#status.done();
      return value;
    } catch (error) {
      return this.failed(error, what);
    }
  }

  // Says why `what` has failed. Resolves when it has succeeded.
  failed(error, what) {
    return new Promise((resolve) => {
      this.#status.failed(error, () => resolve(this.loading(what)));
    });
  }
}
