// Buttons that choose which of some names are in the property `shown` of an element. One always is.

import { lacks } from "../data/yours.js";
import { roving } from "./roving.js";

/**
 * Puts a button for each of `names` into `group`.
 * @param {import("./adjustable.js").Adjustable} element
 * @param {HTMLElement} group
 * @param {string[]} names - of variants
 */
export function buildToggles(element, group, names) {
  for (const name of names) {
    const button = document.createElement("button");
    button.dataset.text = `variant_${name}`;
    button.dataset.shows = name;
    button.onclick = () => {
      const shown = names.filter((each) => (each === name) !== element.shown.includes(each));
      if (shown.length) element.shown = shown;
    };
    group.append(button);
  }
  roving(group);
}

/**
 * Marks those that are shown.
 * @param {import("./adjustable.js").Adjustable} element
 */
export function markToggles(element) {
  for (const button of element.all("[data-shows]")) {
    button.hidden = lacks(button.dataset.shows);
    button.setAttribute("aria-pressed", element.shown.includes(button.dataset.shows));
  }
}
