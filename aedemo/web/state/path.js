// The path of the first visit: steps that a visitor takes by doing them; from facts/path.json.

import path from "../../facts/path.json" with { type: "json" };

const ORDERED = "ordered"; // whose width the visitor sets

/** The tab that it leads through. */
export const TAB = path.tab;
/** Its steps, each with the event of the tab's element that may tell of it. */
export const STEPS = path.steps;

/**
 * What decides how many numbers there are in the code.
 * @typedef {{ variant: string, width: number }} Choice
 */

/**
 * Whether the code has become narrower.
 * @param {Choice} before
 * @param {Choice} after
 * @param {(variant: string) => Promise<number>} size - how many numbers a network's code has
 */
export async function narrower(before, after, size) {
  /** @param {Choice} choice */
  const numbers = async ({ variant, width }) => (variant === ORDERED ? width : size(variant));
  const [was, is] = await Promise.all([numbers(before), numbers(after)]);
  return is < was;
}
