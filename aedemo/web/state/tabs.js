// The tabs in their order and the doors they stand behind; from facts/tabs.json.

import facts from "../../facts/tabs.json" with { type: "json" };

/** @import { Label } from "../data/variants.js" */

/**
 * A tab, or a group of tabs.
 * @typedef {{ name: string, tabs: string[] }} Door
 */

/** All doors. */
export function doors() {
  /** @type {Door[]} */
  const all = [];
  for (const { name, group = name } of facts.tabs) {
    const door = all.find((each) => each.name === group);
    if (door) door.tabs.push(name);
    else all.push({ name: group, tabs: [name] });
  }
  return all;
}

/**
 * What a tab is made of: the names of its elements, without "ae-"; the first is its own.
 * @param {string} tab
 */
export function elementsIn(tab) {
  const { parts = {} } = /** @type {any} */ (facts.tabs.find(({ name }) => name === tab));
  return [tab, ...Object.keys(parts)];
}

const groups = Object.entries(facts.groups).map(([name, label]) => ({ name, label }));

/**
 * The names of tabs and groups, by `tab_NAME`.
 * @type {Record<string, Label>}
 */
export const LABELS = Object.fromEntries(
  [...facts.tabs, ...groups].map(({ name, label }) => [`tab_${name}`, label]),
);
