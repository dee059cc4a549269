// The language of the page: a switch, ?lang=, or the browser's, in this order.

import { languageOf, tagOf } from "../state/texts.js";

const CHANGED = "aedemo-language";
const page = document.documentElement;

// Kept here, since the browser's own translation writes the language it translates to into the page.
// A page of ours has said before which it is (start.js); of another it is what the page says.
let spoken = page.dataset.language ?? languageOf(page.lang);

/**
 * The language of an element, as its code: that of the nearest `lang` around it, or the page's.
 * @param {Element} [element]
 * @returns {string}
 */
export function language(element = page) {
  /** @type {HTMLElement} */
  const around = element.closest("[lang]");
  const { host } = /** @type {ShadowRoot} */ (element.getRootNode());
  if (!around && host) return language(host);
  return !around || around === page ? spoken : languageOf(around.lang);
}

/**
 * Has the page speak another language.
 * @param {string} chosen
 */
export function setLanguage(chosen) {
  spoken = page.dataset.language = chosen;
  page.lang = tagOf(chosen);
  document.dispatchEvent(new Event(CHANGED));
}

/**
 * Calls back when the language changes; returns the function that ends it.
 * @param {() => void} callback
 * @returns {() => void}
 */
export function onLanguage(callback) {
  document.addEventListener(CHANGED, callback);
  return () => document.removeEventListener(CHANGED, callback);
}
