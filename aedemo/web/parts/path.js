// <ae-path>: the path of the first visit, a thin strip above the tool it leads through. Each step is
// ticked once it is done; after the last it says what was seen, and where to go on. One press puts it
// away for ever.

import { isBlank } from "../data/digits.js";
import { YOURS } from "../data/variants.js";
import { yours } from "../data/yours.js";
import { Element } from "../elements/element.js";
import { address, TABS } from "../elements/page.js";
import { seen } from "../elements/seen.js";
import { fillIn } from "../elements/terms.js";
import { network } from "../engine/network.js";
import { narrower, STEPS, TAB } from "../state/path.js";
import { SETTINGS } from "../state/settings.js";

const FLAG = "aedemo-path"; // as start.js reads it
const NEXT = TABS[TABS.indexOf(TAB) + 1];

const size = async (variant) => (variant === YOURS ? yours() : await network(variant)).code.size;

/** The strip. Where start.js has said that the page is "unguided" it is never in sight, nor filled. */
export class Path extends Element {
  static styles = [new URL("path.css", import.meta.url)];
  static html = `
    <div class="path">
      <ol data-name="path_name">
        ${STEPS.map(() => `<li><span></span><span class="heard" data-text="path_done" hidden></span></li>`).join("")}
      </ol>
      <p class="end" role="status"><span></span> <a hidden></a></p>
      <button class="gone" data-name="path_gone">×</button>
    </div>`;

  #done = new Set();
  #begun = false; // whether what happens is the visitor's doing
  /** @type {any} */
  #choice = Object.fromEntries(["variant", "width"].map((name) => [name, SETTINGS[TAB][name]?.start]));
  #ears = new AbortController();

  wanted() {
    return seen(this);
  }

  start() {
    this.one(".gone").onclick = () => this.#leave();
    const { signal } = this.#ears;
    const hear = (event, heard) =>
      document.addEventListener(
        event,
        ({ target }) => {
          if (/** @type {Element} */ (target).localName === `ae-${TAB}`) heard(target);
        },
        { signal },
      );
    hear("changed", () => (this.#begun = true)); // which comes before the event that it is about
    for (const { name, event } of STEPS) hear(event, (tool) => this.#consider(name, tool));
  }

  async #consider(name, tool) {
    if ((await this.#counts(name, tool)) && !this.#done.has(name)) {
      this.#done.add(name);
      this.relabel();
    }
  }

  #counts(name, tool) {
    if (name === "narrow") {
      const before = this.#choice;
      const after = (this.#choice = { variant: tool.variant, width: tool.width });
      return this.#begun && narrower(before, after, size);
    }
    if (name === "draw") return this.#begun && tool.pad.picked === null && !isBlank(tool.pad.pixels);
    return true;
  }

  relabel() {
    const next = STEPS.find(({ name }) => !this.#done.has(name));
    STEPS.forEach(({ name }, at) => {
      const item = this.all("li")[at];
      const done = this.#done.has(name);
      fillIn(item.firstElementChild, this.text(`path_${name}`));
      item.classList.toggle("done", done);
      item.lastElementChild.hidden = !done;
      item.ariaCurrent = name === next?.name ? "step" : null;
    });
    if (!next) this.#end();
    super.relabel();
  }

  #end() {
    this.one("ol").hidden = true;
    fillIn(this.one(".end span"), this.text("path_end"));
    const link = this.one(".end a");
    Object.assign(link, {
      hidden: false,
      href: address(NEXT, {}),
      textContent: `${this.text(`tab_${NEXT}`)} →`,
    });
  }

  #leave() {
    this.#ears.abort();
    try {
      localStorage.setItem(FLAG, "gone");
    } catch {
      // A sandboxed frame keeps nothing: there the path is back the next time.
    }
    document.documentElement.classList.add("unguided");
    /** @type {any} */ (document.querySelector(`ae-${TAB}`))?.pad?.canvas.focus({ preventScroll: true });
  }
}

customElements.define("ae-path", Path);
