// Texts in two languages: those of the site and of what several tabs share. Each tab has its own.

import languages from "../../facts/languages.json" with { type: "json" };
import failures from "../../facts/texts/failures.json" with { type: "json" };
import shared from "../../facts/texts/shared.json" with { type: "json" };
import site from "../../facts/texts/site.json" with { type: "json" };
import { LABELS as VARIANTS } from "../data/variants.js";
import { LABELS as TABS } from "./tabs.js";

/** @import { Label } from "../data/variants.js" */
/** @typedef {string} Language the code of one of facts/languages.json */

/** @type {Record<string, Label>} */
const COMMON = { ...site, ...shared, ...failures, ...VARIANTS, ...TABS };

/**
 * All languages of the site, each with its own name for itself.
 * @type {{ code: Language, tag: string, name: string }[]}
 */
export const LANGUAGES = languages;

/**
 * The language of a tag such as "zh-CN": the first of all, unless the tag is that of another.
 * @param {string | undefined} tag
 * @returns {Language}
 */
export const languageOf = (tag) => (languages.find(({ code }) => tag?.startsWith(code)) ?? languages[0]).code;

/**
 * The tag that texts in a language have.
 * @param {Language} language
 */
export const tagOf = (language) => (languages.find(({ code }) => code === language) ?? languages[0]).tag;

// Between a Chinese character and a Latin letter or a digit a space belongs; the texts have theirs, but
// do not know what will be filled in.
const APART = /^(?:\p{Script=Han}[\p{Script=Latin}\p{N}]|[\p{Script=Latin}\p{N}]\p{Script=Han})$/u;
const space = (before = "", after = "") => (APART.test(before + after) ? " " : "");

/**
 * The text called `key`, of some texts or of all tabs, with its {name}s filled in.
 * @param {Record<string, Label>} texts
 * @param {Language} language
 * @param {string} key
 * @param {Record<string, unknown>} [values]
 * @throws {Error} if there is none
 */
export function translate(texts, language, key, values = {}) {
  const text = (texts[key] ?? COMMON[key])?.[language];
  if (text === undefined) throw new Error(`There is no text called ${key}.`);
  const filled = text.replace(/\{(\w+)\}/g, (place, name, at) => {
    const value = String(values[name]);
    return space(text[at - 1], value[0]) + value + space(value.at(-1), text[at + place.length]);
  });
  return filled.replace(/(?<=\d) (?=%)/g, "\u00a0"); // no line ends between a number and its per cent
}
