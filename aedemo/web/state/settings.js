// What can be set in each tab, from facts/tabs.json: the properties of the elements, the controls
// they bring, and what the address of a page may say.

import constants from "../../facts/constants.json" with { type: "json" };
import lab from "../../facts/lab.json" with { type: "json" };
import facts from "../../facts/tabs.json" with { type: "json" };
import { CONSTRAINTS, FAMILY, FEATURES, VARIANTS, YOURS } from "../data/variants.js";
import { isText } from "../engine/learning/drawn.js";
import { PAGES } from "./course.js";
import { elementsIn } from "./tabs.js";

/** @typedef {Record<string, any[]>} When properties of the element, and values one of which each has */
/** @typedef {{ label: string, when?: When }} Action */

/**
 * @typedef {object} Fact a setting as the facts say it; lists and limits may be names there
 * @property {"choice" | "flag" | "number" | "subset" | "place" | "sizes" | "drawings"} kind
 * @property {any} start - where it starts
 * @property {any[]} [values] - of a choice or a subset
 * @property {number} [least] - of a number; of how many a subset has
 * @property {number} [most]
 * @property {number} [step] - whole if there are whole numbers only
 * @property {"log"} [scale] - of a number that is chosen by its order of magnitude
 * @property {number} [limit] - of the coordinates of a place; of how many sizes or drawings there are
 * @property {number} [fewest] - of how many sizes there are, if not none
 * @property {string} [group] - of fields that belong together
 * @property {string} [label] - the key of a text; with one it has a control
 * @property {string} [texts] - the values of a choice are called by the texts `texts` + value
 * @property {When} [when] - the control is there
 *
 * @typedef {object} Meaning
 * @property {(value: any) => boolean} valid
 * @property {(text: string) => any} parse - the value that a text stands for, undefined if for none
 *
 * @typedef {Fact & Meaning} Setting
 * @typedef {Record<string, Setting>} Table by the names of the settings
 */

/**
 * Lists of values that have a name in the facts.
 * @type {Record<string, any[]>}
 */
const LISTS = {
  "digit-variants-and-yours": [...VARIANTS, YOURS],
  family: FAMILY,
  "family-and-yours": [...FAMILY, YOURS],
  features: FEATURES,
  constrained: Object.keys(CONSTRAINTS),
  label_counts: constants.label_counts,
  course_pages: PAGES,
};

/** @type {Record<string, any>} */
const LIMITS = constants;

const NUMBER = /^-?\d+(\.\d+)?$/;
/** @param {string} text */
const list = (text) => (text ? text.split(",") : []);

/**
 * By the kind of a setting.
 * @type {Record<string, (fact: any) => Meaning>}
 */
const KINDS = {
  choice: ({ values }) => ({
    valid: (value) => values.includes(value),
    parse: (text) => values.find((/** @type {any} */ value) => String(value) === text),
  }),
  flag: () => KINDS.choice({ values: [true, false] }),
  number({ least, most, step }) {
    /** @param {any} value */
    const valid = (value) =>
      (Number.isInteger(step) ? Number.isInteger(value) : Number.isFinite(value)) &&
      value >= least &&
      value <= most;
    return { valid, parse: (text) => (NUMBER.test(text) && valid(Number(text)) ? Number(text) : undefined) };
  },
  // Of some values, at least so many.
  subset({ values, least }) {
    /** @param {any} chosen */
    const valid = (chosen) =>
      Array.isArray(chosen) && chosen.length >= least && chosen.every((one) => values.includes(one));
    return { valid, parse: (text) => (valid(list(text)) ? list(text) : undefined) };
  },
  // Whole numbers, one for each of some layers.
  sizes({ least, most, fewest = 0, limit }) {
    /** @param {any} sizes */
    const valid = (sizes) =>
      Array.isArray(sizes) &&
      sizes.length >= fewest &&
      sizes.length <= limit &&
      sizes.every((size) => Number.isInteger(size) && size >= least && size <= most);
    /** @param {string} text */
    const parse = (text) => {
      const sizes = list(text).map((one) => (/^\d+$/.test(one) ? Number(one) : NaN));
      return valid(sizes) ? sizes : undefined;
    };
    return { valid, parse };
  },
  // Texts of drawings.
  drawings({ limit }) {
    /** @param {any} drawings */
    const valid = (drawings) => Array.isArray(drawings) && drawings.length <= limit && drawings.every(isText);
    return { valid, parse: (text) => (valid(list(text)) ? list(text) : undefined) };
  },
  // Two or three numbers, or none.
  place({ limit }) {
    /** @param {any} value */
    const valid = (value) =>
      Array.isArray(value) &&
      [0, 2, 3].includes(value.length) &&
      value.every((one) => Math.abs(one) <= limit);
    /** @param {string} text */
    const parse = (text) => {
      const numbers = list(text).map((one) => (NUMBER.test(one) ? Number(one) : NaN));
      return valid(numbers) ? numbers : undefined;
    };
    return { valid, parse };
  },
};

/**
 * @param {any} fact
 * @returns {Setting}
 */
function setting(fact) {
  const known = { ...fact };
  if (typeof fact.values === "string") known.values = LISTS[fact.values];
  if (typeof fact.most === "string") known.most = LIMITS[fact.most];
  return { ...known, ...KINDS[fact.kind](known) };
}

/** @type {(settings: Record<string, any>) => Table} */
const table = (settings) =>
  Object.fromEntries(Object.entries(settings).map(([name, fact]) => [name, setting(fact)]));

// What is chosen in the lab: a preset, "" for what is composed by hand, and the fields of a description.
const LAB = { preset: { ...lab.preset, values: ["", ...Object.keys(lab.presets)] }, ...lab.fields };

/**
 * By the names of tabs, and of elements within them.
 * @type {Record<string, Table>}
 */
export const SETTINGS = {};
/**
 * By the names of tabs: what their elements can do besides, by the names of methods.
 * @type {Record<string, Record<string, Action>>}
 */
export const ACTIONS = {};

for (const { name, settings, parts = {}, actions = {} } of /** @type {any[]} */ (facts.tabs)) {
  SETTINGS[name] = table(settings === "lab" ? LAB : settings);
  ACTIONS[name] = actions;
  for (const [part, own] of Object.entries(parts)) SETTINGS[part] = table(own);
}

/**
 * The names of the settings of a tab and of the elements within it.
 * @param {string} tab
 */
export const settingsOf = (tab) => elementsIn(tab).flatMap((name) => Object.keys(SETTINGS[name]));

/**
 * Whether the control of a setting or an action is there, by the properties of its element.
 * @param {{ when?: When }} control
 * @param {any} element
 */
export const applies = ({ when = {} }, element) =>
  Object.entries(when).every(([name, values]) => values.map(String).includes(String(element[name])));

/**
 * Reads texts by a table of settings: the values, and the names of those that stand for none.
 * @param {Table} settings
 * @param {Record<string, string>} texts - by the names of settings
 */
export function read(settings, texts) {
  /** @type {Record<string, any>} */
  const values = {};
  /** @type {string[]} */
  const unread = [];
  for (const [name, { parse }] of Object.entries(settings)) {
    if (!(name in texts)) continue;
    const value = parse(texts[name]);
    if (value === undefined) unread.push(name);
    else values[name] = value;
  }
  return { values, unread };
}
