// The course: its lessons and their pages, from facts/course.json, and what pages want done.

import course from "../../facts/course.json" with { type: "json" };

/** @import { Label } from "../data/variants.js" */

/**
 * @typedef {{ name: string, label: Label, minutes: number, pages: string[] }} Lesson
 * @typedef {Record<string, any>} Evidence what a tool says of itself, name → value
 *
 * @typedef {object} Condition on what a tool says
 * @property {string} of - its name
 * @property {any} [is]
 * @property {number} [least]
 * @property {number} [most]
 * @property {string} [as] - the same as what it says of this
 * @property {string} [below] - less than what it says of this
 */

/** @type {Lesson[]} */
export const LESSONS = course.lessons;

/** All pages in their order, LESSON.PAGE. */
export const PAGES = LESSONS.flatMap(({ name, pages }) => pages.map((page) => `${name}.${page}`));

/**
 * The lesson and the place in it of a page, LESSON.PAGE.
 * @param {string} page
 */
export function placeOf(page) {
  const [name, own] = page.split(".");
  const lesson = /** @type {Lesson} */ (LESSONS.find((each) => each.name === name));
  return { lesson, at: lesson.pages.indexOf(own) };
}

/**
 * Whether all conditions hold. What a tool cannot tell yet, null, meets none.
 * @param {Condition[]} conditions
 * @param {Evidence} evidence
 */
export const holds = (conditions, evidence) =>
  conditions.every(({ of, is, least = -Infinity, most = Infinity, as, below }) => {
    const value = evidence[of] ?? null;
    if (value === null) return false;
    if (is !== undefined) return value === is;
    if (as !== undefined) return value === evidence[as];
    if (below !== undefined) return evidence[below] !== null && value < evidence[below];
    return value >= least && value <= most;
  });
