// <ae-share>: a dialog with the link to a tab as it is now and, folded, the lines that put it into
// another page. Method: open(tab, elements), with the elements of the tab, each of which has a state().

import { Element } from "../elements/element.js";
import { language } from "../elements/language.js";
import { address } from "../elements/page.js";
import { FRAMES, MODULES } from "../files/places.js";
import { needsServer } from "../state/tabs.js";

const LOOPBACK = /^(localhost|127\..*|\[::1\])$/;

const field = (name, key, rows) => `
  <div class="field">
    <label for="${name}" data-text="${key}"></label>
    <button type="button" data-copy="${name}" data-text="copy"></button>
    <textarea id="${name}" readonly spellcheck="false" translate="no" rows="${rows}"></textarea>
  </div>`;

const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll('"', "&quot;");

/** The dialog. */
export class Share extends Element {
  static styles = [new URL("share.css", import.meta.url)];
  static html = `
    <dialog aria-labelledby="title">
      <h2 id="title" data-text="share_title"></h2>
      ${field("link", "share_link", 2)}
      <p class="note"></p>
      <p class="local" data-text="share_local"></p>
      <details>
        <summary data-text="share_embed"></summary>
        ${field("iframe", "share_iframe", 4)}
        ${field("element", "share_element", 5)}
      </details>
      <form method="dialog" class="row"><button data-text="close"></button></form>
    </dialog>`;

  #begin;
  #ready = new Promise((resolve) => (this.#begin = resolve));

  start() {
    this.#begin();
    for (const button of this.all("[data-copy]")) {
      button.onclick = () => this.#copy(this.one(`#${button.dataset.copy}`), button);
    }
  }

  async open(tab, elements) {
    if (this.one(".status.failed")) this.scrollIntoView(); // which says what it lacks
    await this.#ready;
    const alone = !needsServer(tab);
    const state = Object.assign({}, ...(await Promise.all(elements.map((element) => element.state()))));
    this.one("#link").value = address(tab, state);
    this.one("#iframe").value = iframe(address(tab, state, { embed: "1" }), this.text(`tab_${tab}`));
    this.one("#element").value = snippet(`ae-${tab}`, state, (key) => this.text(key));
    this.one("#element").parentElement.hidden = !alone;
    this.one(".note").textContent = this.text(alone ? "share_note" : "share_note_photo");
    this.one(".local").hidden = !LOOPBACK.test(location.hostname);
    for (const button of this.all("[data-copy]")) button.textContent = this.text("copy");
    this.one("details").open = false;
    this.one("dialog").showModal();
    this.one('[data-copy="link"]').focus();
  }

  // Without the permission to write to the clipboard (on http pages) the text is left selected.
  async #copy(field, button) {
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
      button.textContent = this.text("copied");
    } catch {
      button.textContent = this.text("copy_selected");
    }
  }
}

// Both work in a page that allows nothing but scripts and frames from the site: they have no script
// and no style within them.
const script = (address) => `<script type="module" src="${address}"></script>`;

const iframe = (link, title) => `<iframe src="${escaped(link)}" title="${escaped(title)}"
  width="100%" height="700" frameborder="0"></iframe>
${script(FRAMES)}`;

// Until the element is there, and if its files are lost, what stands within it is shown.
function snippet(name, state, text) {
  const attributes = Object.entries(state).map(([key, value]) => ` ${key}="${escaped(value)}"`);
  return `${script(MODULES)}
<${name} controls lang="${language()}"${attributes.join("")}>
  ${text("tool_waiting")} <a href="">${text("try_again")}</a>
</${name}>`;
}

customElements.define("ae-share", Share);
