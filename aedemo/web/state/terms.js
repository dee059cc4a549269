// The terms of the field that are explained on the spot; from facts/terms.json.

import terms from "../../facts/terms.json" with { type: "json" };

/** @import { Label } from "../data/variants.js" */
/** @import { Language } from "./texts.js" */

/** @type {Record<string, { word: Label, text: Label, tab?: string }>} */
const ALL = terms;
/** Their names. */
export const TERMS = Object.keys(ALL);

/**
 * What the term called `name` means, and the tab where it is seen, if there is such a term.
 * @param {string} name
 * @param {Language} language
 */
export function explained(name, language) {
  if (!Object.hasOwn(ALL, name)) return null;
  const { word, text, tab } = ALL[name];
  return { word: word[language], text: text[language], tab };
}

/**
 * The pieces of a text that marks terms as lessons do, [codes](#term-code): those that are a term have
 * its name.
 * @param {string} text
 * @returns {{ text: string, term?: string }[]}
 */
export function pieces(text) {
  const found = [];
  const parts = text.split(/\[([^\]]+)\]\(#term-([\w-]+)\)/);
  for (let at = 0; at < parts.length; at += 3) {
    if (parts[at]) found.push({ text: parts[at] });
    if (at + 1 < parts.length) found.push({ text: parts[at + 1], term: parts[at + 2] });
  }
  return found;
}
