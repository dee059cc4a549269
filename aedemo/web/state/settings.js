// What can be set in each tab, from facts/tabs.json: the properties of the elements, the controls
// they bring, and what the address of a page may say.
//
// A setting says where it starts (`start`), whether a value is valid, and the value that a text
// stands for (`parse`, undefined if it stands for none). Those with a `label` (the key of a text) have
// a control; the values of a choice are called by the texts `texts` + value. The control is there only
// `when` properties of the element have one of some values.

import constants from "../../facts/constants.json" with { type: "json" };
import facts from "../../facts/tabs.json" with { type: "json" };
import { CONSTRAINTS, FAMILY, FEATURES, VARIANTS } from "../data/variants.js";

// Lists of values that have a name in the facts.
const LISTS = {
  "digit-variants": VARIANTS,
  family: FAMILY,
  features: FEATURES,
  constrained: Object.keys(CONSTRAINTS),
  label_counts: constants.label_counts,
};

const NUMBER = /^-?\d+(\.\d+)?$/;
const list = (text) => (text ? text.split(",") : []);

// By the kind of a setting: {valid, parse}.
const KINDS = {
  choice: ({ values }) => ({
    valid: (value) => values.includes(value),
    parse: (text) => values.find((value) => String(value) === text),
  }),
  flag: () => KINDS.choice({ values: [true, false] }),
  number({ least, most, step }) {
    const valid = (value) =>
      (step === 1 ? Number.isInteger(value) : Number.isFinite(value)) && value >= least && value <= most;
    return { valid, parse: (text) => (NUMBER.test(text) && valid(Number(text)) ? Number(text) : undefined) };
  },
  // Of some values, at least so many.
  subset({ values, least }) {
    const valid = (chosen) =>
      Array.isArray(chosen) && chosen.length >= least && chosen.every((one) => values.includes(one));
    return { valid, parse: (text) => (valid(list(text)) ? list(text) : undefined) };
  },
  // Two or three numbers, or none.
  place({ limit }) {
    const valid = (value) =>
      Array.isArray(value) &&
      [0, 2, 3].includes(value.length) &&
      value.every((one) => Math.abs(one) <= limit);
    const parse = (text) => {
      const numbers = list(text).map((one) => (NUMBER.test(one) ? Number(one) : NaN));
      return valid(numbers) ? numbers : undefined;
    };
    return { valid, parse };
  },
};

function setting(fact) {
  const known = { ...fact };
  if (typeof fact.values === "string") known.values = LISTS[fact.values];
  if (typeof fact.most === "string") known.most = constants[fact.most];
  return { ...known, ...KINDS[fact.kind](known) };
}

const table = (settings) =>
  Object.fromEntries(Object.entries(settings).map(([name, fact]) => [name, setting(fact)]));

// By the names of tabs, and of elements within them: name → setting.
export const SETTINGS = {};
// By the names of tabs: what their elements can do besides, method → {label, when}.
export const ACTIONS = {};

for (const { name, settings, parts = {}, actions = {} } of facts.tabs) {
  SETTINGS[name] = table(settings);
  ACTIONS[name] = actions;
  for (const [part, own] of Object.entries(parts)) SETTINGS[part] = table(own);
}

// Whether the control of a setting or an action is there, by the properties of its element.
export const applies = ({ when = {} }, element) =>
  Object.entries(when).every(([name, values]) => values.includes(element[name]));

// Reads texts (name → text) by a table of settings: the values, and the names of those that stand
// for none.
export function read(settings, texts) {
  const values = {};
  const unread = [];
  for (const [name, { parse }] of Object.entries(settings)) {
    if (!(name in texts)) continue;
    const value = parse(texts[name]);
    if (value === undefined) unread.push(name);
    else values[name] = value;
  }
  return { values, unread };
}
