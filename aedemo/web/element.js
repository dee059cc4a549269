// What the in-page parts have in common: a shadow root, texts in the visitor's language, and a
// line that says what is loading or what went wrong. They know nothing of Gradio.

import { onLanguage, translator } from "./language.js";

const SHEET = fetch(new URL("elements.css", import.meta.url)).then((response) => response.text());

export class Element extends HTMLElement {
  #started = false;
  #endLanguage;

  // Subclasses give their inner HTML; data-text and data-name hold keys of texts.json.
  static html = "";

  async connectedCallback() {
    if (!this.#started) {
      this.#started = true;
      this.attachShadow({ mode: "open" });
      const [css, text] = await Promise.all([SHEET, translator()]);
      this.text = text;
      this.shadowRoot.innerHTML = `<style>${css}</style>${this.constructor.html}
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
    this.refresh();
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
export function reactive(prototype, name, initial, valid, redraw = "refresh") {
  const held = Symbol(name);
  Object.defineProperty(prototype, name, {
    get() {
      return this[held] ?? initial;
    },
    set(value) {
      if (!valid(value)) return;
      this[held] = value;
      if (this.text) this[redraw]();
    },
  });
}

// Checks for properties.
export const within = (low, high) => (value) => Number.isFinite(value) && value >= low && value <= high;
export const oneOf = (values) => (value) => values.includes(value);
export const isSeed = (value) => Number.isSafeInteger(value) && value >= 0;

// Sets a property that was given to the element before its class was known.
export function upgrade(element, ...names) {
  for (const name of names) {
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

// Runs jobs one after the other in idle moments. A new call replaces what is left of the last and
// begins where that one stopped, so that no job starves while calls keep coming.
export class Idle {
  #round = 0;
  #next = 0;

  async run(jobs) {
    const round = ++this.#round;
    let timeLeft = () => 0;
    for (let done = 0; done < jobs.length; done++) {
      if (timeLeft() < 4) timeLeft = await idleMoment();
      if (round !== this.#round) return;
      jobs[this.#next++ % jobs.length]();
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
