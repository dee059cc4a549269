// Elements with settings: properties that a control, an attribute or the address of the page may set,
// and that a link may tell. A setting changes in one place, the property; everything else follows.

import { isBlank, gallery } from "../data/digits.js";
import { lacks, onYours } from "../data/yours.js";
import { foreign } from "../state/address.js";
import { ACTIONS, read, SETTINGS, settingsOf } from "../state/settings.js";
import { assign, fixed, misread, say } from "./assigned.js";
import { controls, CONTROLS } from "./controls.js";
import { Element } from "./element.js";
import { follow } from "./following.js";
import { oncePerFrame } from "./pace.js";
import { address, addressed, tabInAddress, TABS } from "./page.js";
import { wanted } from "./seen.js";
import { SHARED } from "./sheets.js";
import { write } from "./write.js";

/**
 * An element that has the properties of its settings, as settle() or adjust() gives them to its class.
 * @type {Pick<typeof Element, keyof typeof Element> & (new () => Element & { constructor: any } & Record<string, any>)}
 */
const Open = Element;

/** An element with settings. Its class is given them by settle() or adjust(). */
export class Adjustable extends Open {
  static shared = [SHARED, CONTROLS];
  static settings = {};
  static actions = {}; // method → {label, when}: buttons among the element's controls
  static terse = false; // of many settings a link tells only those that differ from where they start

  #unread = [];
  #lacking = {}; // name → text: what was asked of the visitor's own network, which was not there
  #endYours;
  #begun = Promise.resolve();
  #ready = false;
  #fixed = []; // the names of settings that stay as they are, once it is ready
  #usual = {}; // by the names of drawings: the place in the gallery that a pad begins with
  #redraw = oncePerFrame(() => {
    this.leaveOut();
    this.show();
    this.emit("shown");
  });

  get html() {
    return `<p class="unread" role="alert" hidden></p>
      <p class="lacking" role="status" hidden><span data-text="yours_lacking"></span> <a data-text="tab_lab"></a></p>
      ${super.html}`;
  }

  async connectedCallback() {
    this.#endYours = onYours(() => this.filled && this.#renew());
    await super.connectedCallback();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#endYours();
  }

  // The visitor's own network has come: whoever waits for it shows it.
  async #renew() {
    this.renewed();
    this.emit("renewed");
    await this.restore(this.#lacking);
  }

  // Called when there is a network of the visitor's own, or another one.
  renewed() {}

  // In a tab that is closed there is nothing to load.
  wanted() {
    return wanted(this);
  }

  refresh() {
    this.#redraw();
  }

  // Hides what the settings have no use for: before anything is painted, or what is below would jump, and
  // before each show().
  leaveOut() {}

  // Draws everything that depends on the state, at most once a frame.
  show() {}

  relabel() {
    const unread = this.one(".unread");
    unread.hidden = !this.#unread.length;
    write(unread, this.text("unread", { names: this.#unread.join(", ") }));
    const lacking = this.one(".lacking");
    lacking.hidden = !Object.keys(this.#lacking).length;
    lacking.querySelector("a").href = address("lab", {});
    say(this, this.#fixed);
    this.leaveOut();
    super.relabel();
  }

  // The tab of the page's address that the element belongs to, with the attribute `address`: the tab
  // of its own name, unless the attribute names another.
  get tab() {
    if (!this.hasAttribute("address")) return undefined;
    return this.getAttribute("address") || this.localName.slice("ae-".length);
  }

  // The pads by the names of their drawings.
  get drawings() {
    return {};
  }

  // Whether it is in the state that it begins with, or already in another.
  get ready() {
    return this.#ready;
  }

  // Whether a setting stays as it is.
  fixes(name) {
    return this.#ready && this.#fixed.includes(name);
  }

  // What a lesson may ask of it: name → number, text, or whether something is so; null if it cannot tell.
  get evidence() {
    return {};
  }

  // Forgets what no setting tells, as another page of a lesson begins without it.
  clear() {}

  // The names of what could not be read.
  get unread() {
    return this.#unread;
  }

  // Another seed, for elements that have one.
  reseed() {
    this.seed = Math.floor(Math.random() * 100000);
  }

  // Everything that can be set, name → text: what restore() takes.
  async state() {
    await this.#begun;
    const state = {};
    for (const name of Object.keys(this.constructor.settings)) state[name] = String(this[name]);
    for (const [name, pad] of Object.entries(this.drawings)) state[name] = await pad.drawing();
    if (!this.constructor.terse) return state;
    const usual = await this.usual();
    return Object.fromEntries(Object.entries(state).filter(([name, text]) => text !== usual[name]));
  }

  // What state() is as long as nothing is said or done.
  async usual() {
    const texts = {};
    for (const [name, { start }] of Object.entries(this.constructor.settings)) texts[name] = String(start);
    for (const name of Object.keys(this.drawings)) {
      const digits = await gallery();
      texts[name] = `t${digits[this.#usual[name]].index}`;
    }
    return texts;
  }

  // Sets what `texts` (name → text) say; what can't be read is left as it is, and said. A page
  // whose address names no tab that there is says so too, in the first.
  async restore(texts) {
    const { values, unread } = read(this.constructor.settings, texts);
    if (this.tab === TABS[0] && !tabInAddress()) unread.push("tab");
    this.#lacking = Object.fromEntries(Object.entries(texts).filter(([name]) => lacks(values[name])));
    // Of several networks the others are shown; of one there is nothing left, which nobody takes.
    for (const name of Object.keys(this.#lacking))
      values[name] = [values[name]].flat().filter((one) => !lacks(one));
    Object.assign(this, values);
    for (const [name, pad] of Object.entries(this.drawings)) {
      if (name in texts && !(await pad.restore(texts[name]))) unread.push(name);
    }
    this.#unread = [...unread, ...this.#foreign(), ...misread(this)];
    this.relabel();
  }

  // The state an element begins with: what its attributes say, or with the attribute `address`
  // what the address of the page says. Pads that nothing is said of get the digits of the gallery
  // at the places `usual`. With the attribute `controls` the element brings its own.
  async begin(usual = {}) {
    this.#usual = usual;
    upgrade(this);
    this.#fixed = fixed(this);
    assign(this, this.#fixed);
    if (this.hasAttribute("controls")) controls(this);
    say(this, this.#fixed);
    const names = [...Object.keys(this.constructor.settings), ...Object.keys(this.drawings)];
    const texts = this.tab ? addressed(this.tab) : {};
    for (const name of names) if (this.hasAttribute(name)) texts[name] = this.getAttribute(name);
    let begun = false;
    if (this.tab) {
      follow(this, Object.values(this.drawings)[0]);
      tell(this, () => begun);
    }
    const usually = async () => {
      await this.restore(texts);
      begun = true;
      for (const [name, pad] of Object.entries(this.drawings)) {
        if ((name in texts && !this.#unread.includes(name)) || !isBlank(pad.pixels)) continue;
        const digits = await gallery();
        if (isBlank(pad.pixels)) pad.pick(digits[usual[name]]);
      }
      this.#ready = true;
      this.refresh();
    };
    await this.loading(() => {
      const tried = usually();
      this.#begun = tried.catch(() => {}); // what is shown can be shared, failed or not
      return tried;
    });
  }

  // Names of settings of other tabs that the address says of this one: its first element reports them.
  // Of a tab that there is not they are its own.
  #foreign() {
    if (!this.tab || this.localName !== `ae-${this.tab}` || !tabInAddress()) return [];
    return foreign(addressed(this.tab), [...settingsOf(this.tab), ...Object.keys(this.drawings)]);
  }
}

/**
 * The elements that show the tab called `tab`, and belong to it.
 * @param {string} tab
 * @returns {Adjustable[]}
 */
export const elementsOf = (tab) => {
  /** @type {NodeListOf<any>} */
  const elements = document.querySelectorAll("[address]");
  return [...elements].filter((element) => element.tab === tab);
};

/**
 * Gives a class of elements the properties of the settings called `name`, drawn anew (by the
 * method of `redraws`, or by refresh()) when they are set, before or after the element is
 * connected. Values that are not valid are ignored.
 * @param {typeof Adjustable} elements
 * @param {string} name - of a tab, or of an element within one
 * @param {Record<string, string>} [redraws] - setting → method
 */
export function settle(elements, name, redraws = {}) {
  adjust(elements, SETTINGS[name], redraws);
  elements.actions = ACTIONS[name] ?? {};
}

/**
 * The same with settings that are not one table of the facts.
 * @param {typeof Adjustable} elements
 * @param {import("../state/settings.js").Table} settings
 * @param {Record<string, string>} [redraws]
 */
export function adjust(elements, settings, redraws = {}) {
  elements.settings = settings;
  for (const [name, { start, valid }] of Object.entries(settings)) {
    const held = Symbol(name);
    Object.defineProperty(elements.prototype, name, {
      get() {
        return this[held] ?? start;
      },
      set(value) {
        if (!valid(value) || lacks(value) || this.fixes(name)) return;
        this[held] = value;
        if (!this.filled) return;
        this[redraws[name] ?? "refresh"]();
        this.emit("settled", name);
      },
    });
  }
}

// Tells the page when the element is seen ("opened"), and, once it has begun, when its state changes
// ("changed").
function tell(element, begun) {
  const seen = (entries) => entries[0].contentRect.height && element.emit("opened");
  new ResizeObserver(seen).observe(element);
  for (const change of ["settled", "draw"])
    element.addEventListener(change, () => begun() && element.emit("changed"));
}

// Sets properties that were given to the element before its class was known.
function upgrade(element) {
  for (const name of Object.keys(element.constructor.settings)) {
    if (!Object.hasOwn(element, name)) continue;
    const value = element[name];
    delete element[name];
    element[name] = value;
  }
}
