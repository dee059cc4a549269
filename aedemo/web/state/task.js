// What a teacher may set for a tab besides its settings: a number to reach, of those that the tab tells of
// itself, and parts of it that are not shown. From facts/tabs.json.

import facts from "../../facts/tabs.json" with { type: "json" };

/**
 * @typedef {object} Goal
 * @property {string} of - the name of a number that a tab tells, in its evidence
 * @property {"<" | ">"} sign - it has to be less, or more
 * @property {number} value - than this
 *
 * @typedef {{ at: string, label: string }} Cover a part: its selector, and the key of the text that names it
 */

const GOAL = /^(\w+)([<>])(-?\d+(?:\.\d+)?)$/;

/**
 * What facts say of a tab, by name; nothing for an element that is none.
 * @param {string} tab
 * @returns {{ goals?: Record<string, string>, covers?: Record<string, Cover> }}
 */
const known = (tab) => /** @type {any} */ (facts.tabs.find(({ name }) => name === tab)) ?? {};

/**
 * The numbers that may be a goal, with the key of the text that says what each is.
 * @param {string} tab
 */
export const goalsOf = (tab) => known(tab).goals ?? {};

/**
 * The parts that may be hidden.
 * @param {string} tab
 */
export const coversOf = (tab) => known(tab).covers ?? {};

/**
 * Reads a goal, as `error<0.02`.
 * @param {string} text
 * @param {string} tab
 * @returns {Goal | undefined} undefined if the tab has no such goal
 */
export function readGoal(text, tab) {
  const [, of, sign, value] = GOAL.exec(text.trim()) ?? [];
  if (!of || !Object.hasOwn(goalsOf(tab), of)) return undefined;
  return { of, sign: /** @type {Goal["sign"]} */ (sign), value: Number(value) };
}

/**
 * Whether a number reaches a goal; one that is not known yet does not.
 * @param {Goal} goal
 * @param {number | null | undefined} number
 */
export const reaches = ({ sign, value }, number) =>
  typeof number === "number" && (sign === "<" ? number < value : number > value);
