// What is said on the picture of a tab, and where it stands there.

import { applies } from "./settings.js";

/** Pixels of the picture for one of the page. */
export const SCALE = 2;
const MARGIN = 24; // around all of it
const GAP = 16; // between what is said and what is shown
const ROOM = 24; // above what is shown, at most: what lay there on the page may be left out

/** @typedef {{ left: number, top: number, right: number, bottom: number }} Box */

/**
 * The name of the file.
 * @param {string} tab
 * @param {Record<string, string>} state - of the tab
 */
export const fileName = (tab, { variant }) => `${["aedemo", tab, variant].filter(Boolean).join("-")}.png`;

/**
 * The settings that have a control now, in words.
 * @param {import("./settings.js").Table} settings
 * @param {any} element - that has them as properties
 * @param {(key: string) => string} text
 * @param {(value: number) => string} number
 */
export const inWords = (settings, element, text, number) =>
  Object.entries(settings)
    .filter(([, setting]) => setting.label && applies(setting, element))
    .map(([name, { kind, label = "", texts }]) => {
      const value = element[name];
      if (kind === "choice") return `${text(label)}: ${text(texts + value)}`;
      if (kind === "flag") return `${text(label)}: ${value ? "✓" : "✗"}`;
      return `${text(label)}: ${number(kind === "drawings" ? value.length : value)}`;
    });

/**
 * A text in lines that are no wider than they may be, broken where they have to be, as links are.
 * @param {string} text
 * @param {number} most
 * @param {(text: string) => number} width - of a text
 */
export function lines(text, most, width) {
  const all = [""];
  for (const letter of text) {
    if (width(all[all.length - 1] + letter) > most) all.push("");
    all[all.length - 1] += letter;
  }
  return all;
}

/**
 * By how much each box moves up, so that no more than some room is empty across the whole picture.
 * @param {Box[]} boxes
 */
export function closer(boxes) {
  /** @type {Map<Box, number>} */
  const rise = new Map();
  let [reached, saved] = [Infinity, 0];
  for (const box of boxes.toSorted((one, other) => one.top - other.top)) {
    saved += Math.max(0, box.top - reached - ROOM);
    reached = Math.max(rise.size ? reached : -Infinity, box.bottom);
    rise.set(box, saved);
  }
  return boxes.map((box) => rise.get(box) ?? 0);
}

/**
 * The box around boxes.
 * @param {Box[]} boxes
 * @param {number} least - the width it has at the least
 * @returns {Box}
 */
export function around(boxes, least) {
  const left = Math.min(...boxes.map((box) => box.left));
  const right = Math.max(...boxes.map((box) => box.right), left + least);
  const [top, bottom] = [boxes.map((box) => box.top), boxes.map((box) => box.bottom)];
  return { left, right, top: Math.min(...top), bottom: Math.max(...bottom) };
}

/**
 * Where things stand: what is shown in a box of the page, with texts of these heights above and below.
 * @param {Box} box
 * @param {number} above
 * @param {number} below
 */
export function sheet({ left, top, right, bottom }, above, below) {
  const shown = MARGIN + above + GAP; // where it begins
  const foot = shown + bottom - top + GAP;
  return {
    width: Math.ceil(right - left + 2 * MARGIN),
    height: Math.ceil(foot + below + MARGIN),
    margin: MARGIN,
    foot,
    moved: /** @type {[number, number]} */ ([MARGIN - left, shown - top]),
  };
}
