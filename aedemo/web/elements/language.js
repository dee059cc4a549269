// The language of the page: a switch, ?lang=, or the browser's, in this order.

import { languageOf, tagOf } from "../state/texts.js";

const CHANGED = "aedemo-language";

/**
 * The language of an element, as its code: that of the nearest `lang` around it.
 * @param {Element} [element]
 * @returns {string}
 */
export function language(element = document.documentElement) {
  /** @type {HTMLElement} */
  const around = element.closest("[lang]");
  const { host } = /** @type {ShadowRoot} */ (element.getRootNode());
  return !around && host ? language(host) : languageOf(around?.lang);
}

/**
 * Has the page speak another language.
 * @param {string} chosen
 */
export function setLanguage(chosen) {
  document.documentElement.lang = tagOf(chosen);
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
