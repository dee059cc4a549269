// A part of an element that shows one thing.

/** What such parts have in common; the class says its HTML, and its show() draws what it is given. */
export class View {
  static html = "";

  /**
   * @param {any} element
   * @param {HTMLElement} root - the section of the element that holds the html
   */
  constructor(element, root) {
    this.element = element;
    this.root = root;
  }

  text(key, values) {
    return this.element.text(key, values);
  }

  number(value, options) {
    return this.element.number(value, options);
  }

  // Called once.
  start() {}

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
