// <ae-share>: a dialog with the link to a tab as it is now, as a QR code too, and, folded, the lines that
// put it into another page. Method: open(tab, elements), with the elements of the tab, each of which has
// a state().

import { Element } from "../elements/element.js";
import { language } from "../elements/language.js";
import { address, addressed, ours } from "../elements/page.js";
import { present, presented } from "../elements/present.js";
import { FRAMES, MODULES } from "../files/places.js";
import { DRAWINGS } from "../state/address.js";
import { qr } from "../state/qr.js";
import { settingsOf } from "../state/settings.js";
import { offer, TASK } from "./task.js";

const LOOPBACK = /^(localhost|127\..*|\[::1\])$/;

const CODE = `<svg shape-rendering="crispEdges" aria-hidden="true"><path /></svg>`;

const field = (name, key, rows) => `
  <div class="field">
    <label for="${name}" data-text="${key}"></label>
    <button type="button" data-copy="${name}" data-text="copy"></button>
    <textarea id="${name}" readonly spellcheck="false" translate="no" rows="${rows}"></textarea>
  </div>`;

const SIDE = 240; // pixels that a code may take in the dialog

const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll('"', "&quot;");

/** The dialog. */
export class Share extends Element {
  static styles = [new URL("share.css", import.meta.url)];
  static html = `
    <dialog aria-labelledby="title">
      <h2 id="title" data-text="share_title"></h2>
      <div class="link">
        <div>
          ${field("link", "share_link", 2)}
          <p class="note"></p>
          <p class="local" data-text="share_local"></p>
          <p class="codeless"></p>
          <button type="button" class="bare" data-text="share_bare"></button>
        </div>
        <button type="button" class="code" data-name="share_project">${CODE}</button>
      </div>
      <button type="button" class="present"></button>
      ${TASK}
      <details class="embed">
        <summary data-text="share_embed"></summary>
        ${field("iframe", "share_iframe", 4)}
        ${field("element", "share_element", 5)}
      </details>
      <form method="dialog" class="row"><button data-text="close"></button></form>
    </dialog>
    <dialog class="wall" data-name="share_code">
      <button type="button" data-name="close">${CODE}</button>
    </dialog>`;

  #begin;
  /** @type {any} */
  #shared = {};
  #ready = new Promise((resolve) => (this.#begin = resolve));

  start() {
    this.#begin();
    for (const button of this.all("[data-copy]")) {
      button.onclick = () => this.#copy(this.one(`#${button.dataset.copy}`), button);
    }
    this.one(".present").onclick = () => {
      this.one("dialog").close();
      present(!presented());
    };
    const wall = this.one(".wall");
    this.one(".code").onclick = () => this.#project();
    wall.firstElementChild.onclick = () => wall.close();
    wall.firstElementChild.onfullscreenchange = () => document.fullscreenElement ?? wall.close();
    wall.onclose = () => document.fullscreenElement && document.exitFullscreen();
  }

  async open(tab, elements) {
    if (this.one(".status.failed")) this.scrollIntoView(); // which says what it lacks
    await this.#ready;
    const state = await stateOf(tab, elements);
    for (const fold of this.all("details")) fold.open = false;
    this.one(".present").hidden = !ours;
    this.one(".present").textContent = this.text(presented() ? "present_end" : "present");
    const kept = elements.some(({ unshared }) => unshared);
    offer(this, elements[0], (task, page) => this.#show({ task, page }));
    const coded = this.#show({ tab, state, kept, task: {}, page: {} });
    this.one("dialog").showModal();
    this.one('[data-copy="link"]').focus();
    await coded;
  }

  // What is shared, where it differs from before: the tab and its state, the task that is set with it, and
  // what the address says of the page.
  #show(changes) {
    const { tab, state, kept, task, page } = (this.#shared = { ...this.#shared, ...changes });
    const { lang, lesson } = page;
    this.one("#link").value = address(tab, state, { ...task, ...page });
    const framed = { ...task, ...(lang && { lang }), ...(lesson && { lesson }), embed: "1" };
    this.one("#iframe").value = iframe(address(tab, state, framed), this.text(`tab_${tab}`));
    const attributes = { lang: lang ?? language(), ...state, ...task };
    this.one("#element").value = snippet(`ae-${tab}`, attributes, (key) => this.text(key));
    this.one(".note").textContent = this.text(kept ? "share_note_photo" : "share_note");
    this.one(".local").hidden = !LOOPBACK.test(location.hostname);
    for (const button of this.all("[data-copy]")) button.textContent = this.text("copy");
    return this.#code(state);
  }

  // The code of the link, or a sentence why there is none.
  async #code(state) {
    const drawn = Object.keys(state).some((name) => DRAWINGS.includes(name));
    let code = null;
    let why = drawn ? "share_long_drawn" : "share_long";
    try {
      code = await qr(this.one("#link").value);
    } catch {
      why = "share_code_lost";
    }
    this.one(".codeless").hidden = Boolean(code);
    this.one(".codeless").textContent = code ? "" : this.text(why);
    const bare = this.one(".bare");
    bare.hidden = Boolean(code) || why !== "share_long_drawn";
    bare.onclick = async () => {
      const others = Object.entries(state).filter(([name]) => !DRAWINGS.includes(name));
      await this.#show({ state: Object.fromEntries(others) });
      this.one('[data-copy="link"]').focus();
    };
    this.one(".code").hidden = !code;
    if (code) for (const svg of this.all("button > svg")) draw(svg, code);
  }

  // Over all the screen, or the whole window where no page may have that.
  #project() {
    const wall = this.one(".wall");
    wall.showModal();
    wall.firstElementChild.requestFullscreen?.().catch(() => {});
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

/**
 * The state of a tab, name → text.
 * @param {string} tab
 * @param {import("../elements/adjustable.js").Adjustable[]} elements - its own
 * @returns {Promise<Record<string, string>>}
 */
export async function stateOf(tab, elements) {
  const states = elements.map((element) => (element.filled ? element.state() : awaited(tab)));
  return Object.assign({}, ...(await Promise.all(states)));
}

// What the address says of an element that has not come into sight, and will read it then.
const awaited = (tab) =>
  Object.fromEntries(
    Object.entries(addressed(tab)).filter(([name]) => [...DRAWINGS, ...settingsOf(tab)].includes(name)),
  );

// Every module takes as many whole pixels of the screen as another; beside the link, that is.
function draw(svg, { size, path }) {
  svg.setAttribute("viewBox", `0 0 ${size} ${size}`);
  svg.firstElementChild.setAttribute("d", path);
  const whole = Math.max(1, Math.floor((SIDE * devicePixelRatio) / size)) / devicePixelRatio;
  svg.style.setProperty("--side", `${whole * size}px`);
}

// Both work in a page that allows nothing but scripts and frames from the site: they have no script
// and no style within them.
const script = (address) => `<script type="module" src="${address}"></script>`;

const iframe = (link, title) => `<iframe src="${escaped(link)}" title="${escaped(title)}"
  width="100%" height="700" frameborder="0"></iframe>
${script(FRAMES)}`;

// Until the element is there, and if its files are lost, what stands within it is shown.
function snippet(name, attributes, text) {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(value)}"`);
  return `${script(MODULES)}
<${name} controls${written.join("")}>
  ${text("tool_waiting")} <a href="">${text("try_again")}</a>
</${name}>`;
}

customElements.define("ae-share", Share);
