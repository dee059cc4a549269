// A part of an element that shows one thing.

import { language } from "./language.js";

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

  // Called once.
  start() {}

  // Shows an input (784 pixels), by what the static method load() of the class gave.
  show() {}

  // A number as it is written in the visitor's language.
  number(value) {
    return value.toLocaleString(language(this.element));
  }

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
