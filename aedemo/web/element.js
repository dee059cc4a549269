// What the in-page parts have in common: a shadow root, texts in the visitor's language, and a
// line that says what is loading or what went wrong. They know nothing of Gradio.

import { addressed, TABS, tabInAddress } from "./address.js";
import { controls } from "./controls.js";
import { gallery, isBlank } from "./digits.js";
import { onLanguage, translator } from "./language.js";
import { read } from "./settings.js";

// The pad that the visitor drew on last, of all tabs of the page.
let latest = null;

const SHEET = fetch(new URL("elements.css", import.meta.url)).then((response) => response.text());

export class Element extends HTMLElement {
  #started = false;
  #endLanguage;

  // Subclasses give their inner HTML; data-text and data-name hold keys of texts.json.
  static html = "";
  static settings = {};
  static actions = {}; // of the buttons among an element's own controls: method → key of texts.json

  #unread = [];
  #begun = Promise.resolve();

  async connectedCallback() {
    if (!this.#started) {
      this.#started = true;
      this.attachShadow({ mode: "open" });
      const [css, text] = await Promise.all([SHEET, translator()]);
      this.text = (key, values) => text(this, key, values);
      this.shadowRoot.innerHTML = `<style>${css}</style>
        <p class="unread" role="alert" hidden></p>${this.constructor.html}
        <p class="status" role="status" hidden></p>`;
      this.start();
    }
    this.#endLanguage = onLanguage(() => this.translate());
    this.translate();
  }

  disconnectedCallback() {
    this.#endLanguage?.();
  }

  // Called once, when the shadow root is filled.
  start() {}

  // Called at the start and when the language changes.
  translate() {
    for (const node of this.all("[data-text]")) node.textContent = this.text(node.dataset.text);
    for (const node of this.all("[data-name]")) {
      node.setAttribute("aria-label", this.text(node.dataset.name));
    }
    const unread = this.one(".unread");
    unread.hidden = !this.#unread.length;
    unread.textContent = this.text("unread", { names: this.#unread.join(", ") });
    this.refresh();
  }

  // The tab of the page's address that the element belongs to, with the attribute `address`.
  get #tab() {
    return this.hasAttribute("address") ? this.localName.slice("ae-".length) : undefined;
  }

  // The pads by the names of their drawings.
  get drawings() {
    return {};
  }

  // Everything that can be set, name → text: what restore() takes.
  async state() {
    await this.#begun;
    const state = {};
    for (const name of Object.keys(this.constructor.settings)) state[name] = String(this[name]);
    for (const [name, pad] of Object.entries(this.drawings)) state[name] = await pad.drawing();
    return state;
  }

  // The visitor's drawing goes with them from tab to tab: what was drawn in the last is taken over
  // by the first pad of the one that comes into sight.
  #follow() {
    const [own] = Object.values(this.drawings);
    if (!own) return;
    own.addEventListener("draw", () => (latest = own));
    new IntersectionObserver(async ([{ isIntersecting }]) => {
      if (!isIntersecting || !latest || latest === own) return;
      const drawing = await latest.drawing();
      if (drawing !== (await own.drawing())) own.restore(drawing);
    }).observe(this);
  }

  // Sets what `texts` (name → text) say; what can't be read is left as it is, and said. A page
  // whose address names no tab that there is says so too, in the first.
  async restore(texts) {
    const { values, unread } = read(this.constructor.settings, texts);
    if (this.#tab === TABS[0] && !tabInAddress()) unread.push("tab");
    Object.assign(this, values);
    for (const [name, pad] of Object.entries(this.drawings)) {
      if (name in texts && !(await pad.restore(texts[name]))) unread.push(name);
    }
    this.#unread = unread;
    this.translate();
  }

  // The state an element begins with: what its attributes say, or with the attribute `address`
  // what the address of the page says. Pads that nothing is said of get the digits of the gallery
  // at the places `usual`. With the attribute `controls` the element brings its own.
  async begin(usual = {}) {
    const { settings } = this.constructor;
    upgrade(this);
    if (this.hasAttribute("controls")) controls(this);
    const names = [...Object.keys(settings), ...Object.keys(this.drawings)];
    const own = names.filter((name) => this.hasAttribute(name));
    if (this.#tab) this.#follow();
    const texts = this.#tab ? addressed(this.#tab) : {};
    for (const name of own) texts[name] = this.getAttribute(name);
    this.#begun = this.loading(async () => {
      await this.restore(texts);
      for (const [name, pad] of Object.entries(this.drawings)) {
        if ((name in texts && !this.#unread.includes(name)) || !isBlank(pad.pixels)) continue;
        const digits = await gallery();
        if (isBlank(pad.pixels)) pad.pick(digits[usual[name]]);
      }
      this.refresh();
    });
    await this.#begun;
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

// A property that is drawn anew (by the method `redraw`) when it is set, before or after the
// element is connected. Values that are not valid are ignored.
function reactive(prototype, name, initial, valid, redraw = "refresh") {
  const held = Symbol(name);
  Object.defineProperty(prototype, name, {
    get() {
      return this[held] ?? initial;
    },
    set(value) {
      if (!valid(value)) return;
      this[held] = value;
      if (!this.text) return;
      this[redraw]();
      this.emit("settled");
    },
  });
}

// Gives a class of elements the properties of a table of settings; those named in `redraws` are
// drawn by a method of their own.
export function settle(elements, settings, redraws = {}) {
  elements.settings = settings;
  for (const [name, { start, valid }] of Object.entries(settings)) {
    reactive(elements.prototype, name, start, valid, redraws[name]);
  }
}

// Sets properties that were given to the element before its class was known.
export function upgrade(element) {
  for (const name of Object.keys(element.constructor.settings)) {
    if (!Object.hasOwn(element, name)) continue;
    const value = element[name];
    delete element[name];
    element[name] = value;
  }
}

// 784 values → a 28×28 canvas, black to white; values outside [0, 1] are clipped.
export function paint(canvas, pixels) {
  if (canvas.width !== 28) canvas.width = canvas.height = 28;
  const context = canvas.getContext("2d");
  const image = context.createImageData(28, 28);
  for (let at = 0; at < 784; at++) {
    image.data.fill(255 * Math.min(1, Math.max(0, pixels[at])), 4 * at, 4 * at + 3);
    image.data[4 * at + 3] = 255;
  }
  context.putImageData(image, 0, 0);
  canvas.classList.remove("empty");
}

// A canvas with a caption of two lines, as HTML.
export function picture(name, key) {
  return `<figure data-picture="${name}">
    <canvas width="28" height="28" class="digit empty" role="img" data-name="${key}"></canvas>
    <figcaption><b data-text="${key}"></b><span class="value"></span></figcaption>
  </figure>`;
}

// Does work piece by piece in idle moments. A new call replaces what is left of the last.
export class Idle {
  #round = 0;
  #next = 0;

  // Jobs, one after the other. They begin where the last call stopped, so that no job starves while
  // calls keep coming.
  run(jobs) {
    return this.work(this.#byTurns(jobs));
  }

  *#byTurns(jobs) {
    for (let done = 0; done < jobs.length; done++) yield jobs[this.#next++ % jobs.length]();
  }

  // A generator, which yields wherever it may be paused.
  async work(pieces) {
    const round = ++this.#round;
    let timeLeft = () => 0;
    for (let done = false; !done; ) {
      if (timeLeft() < 4) timeLeft = await idleMoment();
      if (round !== this.#round) return;
      ({ done } = pieces.next());
    }
  }
}

// The next idle moment, as a function that tells the milliseconds left of it.
const idleMoment = () =>
  new Promise((resolve) => {
    if (!globalThis.requestIdleCallback) return setTimeout(() => resolve(() => 0));
    requestIdleCallback((deadline) => resolve(() => deadline.timeRemaining()), { timeout: 50 });
  });

// Calls `draw` at most once a frame.
export function oncePerFrame(draw) {
  let asked = false;
  return () => {
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => {
      asked = false;
      draw();
    });
  };
}
