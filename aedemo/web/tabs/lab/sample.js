// The digits of the lab: the shipped sample, and of those that are held out some that are looked at.

import { PIXELS, testDigits } from "../../data/digits.js";
import { sampleOrder } from "../../engine/learning/material.js";

const MAPPED = 500;
/** How many digits are seen rebuilt. */
export const SHOWN = 8;

/** @typedef {{ images: Uint8Array, held: Float32Array, labels: number[] }} Sample all bytes; digits on the map */

/** @returns {Promise<Sample>} */
export async function loadSample() {
  const digits = await testDigits();
  const indices = sampleOrder(digits.count).slice(-MAPPED);
  const held = new Float32Array(MAPPED * PIXELS);
  indices.forEach((index, row) => held.set(digits.digit(index), row * PIXELS));
  return { images: digits.bytes(), held, labels: Array.from(indices, (index) => digits.label(index)) };
}

/**
 * The digits that are seen rebuilt: the visitor's own, and some that are held out once they are there.
 * @param {ArrayLike<number>} own
 * @param {Sample} [sample]
 */
export function shownDigits(own, sample) {
  const shown = new Float32Array(SHOWN * PIXELS);
  shown.set(own);
  if (sample) shown.set(sample.held.subarray(0, (SHOWN - 1) * PIXELS), PIXELS);
  return shown;
}
