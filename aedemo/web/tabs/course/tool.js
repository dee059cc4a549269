// The tool of a page: a child of the course, which is kept as long as the pages have the same. The drawing
// of the student goes along, whatever a page or a worked answer shows in between.

// The first drawing of a tool, by the names that it may have.
const first = (drawing) => ({ digit: drawing, from: drawing });

export class Tool extends EventTarget {
  #course;
  /** @type {any} */
  #element = null;
  #own = ""; // the student's drawing, or the digit they begin with, as text
  #given = ""; // what the pad was given last, which is not theirs
  #waiting = {}; // properties for a tool that has not come yet: one that is out of sight comes late

  /** @param {any} course */
  constructor(course) {
    super();
    this.#course = course;
  }

  // As the drawings of an element are: see Pad.
  get pixels() {
    return this.#own ? [1] : [];
  }

  pick({ index }) {
    this.#own = `t${index}`;
  }

  async restore(text) {
    this.#own = text;
    if (this.#element?.ready) await this.#restore({});
    return true;
  }

  async drawing() {
    const pad = this.#element?.ready && Object.values(this.#element.drawings)[0];
    const drawn = pad ? await pad.drawing() : this.#given;
    if (drawn !== this.#given) this.#own = this.#given = drawn;
    return this.#own;
  }

  get evidence() {
    return this.#element?.ready ? this.#element.evidence : {};
  }

  /**
   * Shows the tool as a page wants it, or none.
   * @param {{ tab: string, state?: Record<string, string> }} [wanted]
   */
  async take({ tab, state = {} } = { tab: "" }) {
    const own = await this.drawing();
    const name = `ae-${tab}`;
    this.#waiting = {};
    if (this.#element?.localName === name && this.#element.ready) return this.#restore(state);
    this.#element?.remove();
    this.#element = null;
    if (!tab) return;
    const element = /** @type {any} */ (document.createElement(name));
    this.#element = element;
    for (const name of ["controls", "brief"]) element.setAttribute(name, "");
    // What is a property of any element, as `hidden` is, would mean something else as an attribute.
    const texts = Object.entries({ ...first(own), ...state });
    const taken = texts.filter(([key]) => key in HTMLElement.prototype);
    const given = texts.filter((text) => !taken.includes(text));
    this.#given = own;
    for (const [key, text] of given) element.setAttribute(key, text);
    element.addEventListener("draw", () => this.dispatchEvent(new Event("draw"))); // of which other tabs hear
    const begun = () => {
      if (!element.ready) return;
      element.removeEventListener("shown", begun);
      if (taken.length) element.restore(Object.fromEntries(taken));
      if (element === this.#element) this.set(this.#waiting);
    };
    element.addEventListener("shown", begun);
    this.#course.append(element);
  }

  async #restore(state) {
    this.#element.clear();
    await this.#give(state);
  }

  // The usual settings, the student's drawing, and what is said.
  async #give(state) {
    const usual = await this.#element.usual();
    await this.#element.restore({ ...usual, ...first(this.#own), ...state });
    const [pad] = Object.values(this.#element.drawings);
    if (pad) this.#given = await pad.drawing();
  }

  /**
   * Shows how a task can be done, from how the page shows the tool.
   * @param {Record<string, string>} state
   * @param {Record<string, any>} properties
   */
  async solve(state, properties) {
    await this.drawing();
    await this.#give(state);
    this.set(properties);
  }

  /**
   * Has the tool show which of its parts is meant: its style sheet knows the attribute `lit`.
   * @param {string} name
   */
  light(name) {
    if (name) this.#element?.setAttribute("lit", name);
    else this.#element?.removeAttribute("lit");
  }

  /**
   * Sets properties of the tool; one that is the name of what it says of itself gets that, and one that is
   * a method is called with it.
   * @param {Record<string, any>} properties
   */
  set(properties) {
    if (!this.#element?.ready) return void (this.#waiting = properties);
    const said = this.evidence;
    for (const [name, value] of Object.entries(properties)) {
      const meant = said[value] ?? value;
      if (typeof this.#element[name] === "function") this.#element[name](meant);
      else this.#element[name] = meant;
    }
  }
}
