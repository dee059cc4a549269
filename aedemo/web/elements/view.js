// A part of an element that shows one thing.

/** What such parts have in common; the class says its HTML, and what load() gives is shown. */
export class View {
  static html = "";

  // The section `root` of the element holds the html.
  constructor(element, root) {
    Object.assign(this, { element, root });
  }

  text(key, values) {
    return this.element.text(key, values);
  }

  number(value) {
    return this.element.number(value);
  }

  // Called once.
  start() {}

  // Shows what it is given.
  show() {}

  one(selector) {
    return this.root.querySelector(selector);
  }

  all(selector) {
    return this.root.querySelectorAll(selector);
  }
}

/**
 * A function that tells whether it is given something else than the last time.
 * @returns {(...values: unknown[]) => boolean}
 */
export function watch() {
  let last = [];
  return (...values) => {
    const same = values.every((value, at) => value === last[at]);
    last = values;
    return !same;
  };
}
