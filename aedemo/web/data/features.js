// What a digit can be described by: its pixels, PCA, the code of a variant; and the sample of test
// digits, described likewise.

import { network } from "../engine/network.js";
import { fetchJson, remembering } from "../files/fetch.js";
import { usesFile } from "../files/places.js";
import { sampleCodes, SAMPLE_EVERY } from "./codes.js";
import { PIXELS, testDigits } from "./digits.js";
import { RAW } from "./variants.js";

/** @import { Vector } from "../maths/matrix.js" */
/** @import { Table } from "../maths/nearest.js" */
/** @import { Pixels } from "./digits.js" */

/**
 * The test digits of the sample, by their rows in it; `index` is a digit's number among all test
 * digits.
 * @typedef {object} Sample
 * @property {number} count
 * @property {(row: number) => number} index
 * @property {(row: number) => Pixels} digit
 * @property {(row: number) => number} label
 * @property {(index: number) => number} labelOf - of any test digit
 * @property {(index: number) => number} rowOf - of any test digit; −1 if it is not in the sample
 */

/**
 * The sample described by a feature, a table; and any other digit.
 * @typedef {object} Feature
 * @property {number} count
 * @property {number} size
 * @property {Float32Array} rows - count × size numbers
 * @property {(pixels: Pixels) => Float32Array} of - numbers from a digit
 * @property {(numbers: Vector) => Vector} decode - pixels from numbers
 */

/** @type {() => Promise<Sample>} */
export const sample = remembering(async () => {
  const { count, digit, label } = await testDigits();
  /** @param {number} row */
  const index = (row) => SAMPLE_EVERY * row;
  return {
    count: count / SAMPLE_EVERY,
    index,
    digit: (row) => digit(index(row)),
    label: (row) => label(index(row)),
    labelOf: label,
    rowOf: (index) => (index % SAMPLE_EVERY ? -1 : index / SAMPLE_EVERY),
  };
});

/**
 * The feature called `name`.
 * @type {(name: string) => Promise<Feature>}
 */
export const feature = remembering(async (name) => {
  if (name === RAW) {
    const { count, digit } = await sample();
    const rows = new Float32Array(count * PIXELS);
    for (let row = 0; row < count; row++) rows.set(digit(row), row * PIXELS);
    return { count, size: PIXELS, rows, of: (pixels) => pixels, decode: (pixels) => pixels };
  }
  const [net, { count, size, codes }] = await Promise.all([network(name), sampleCodes(name)]);
  return { count, size, rows: codes, of: (pixels) => net.encode(pixels), decode: (code) => net.decode(code) };
});

/**
 * The numbers in a row of a table.
 * @param {Table} table
 * @param {number} row
 */
export const numbersOf = ({ rows, size }, row) => rows.subarray(row * size, (row + 1) * size);

/**
 * The first of which the value is the largest.
 * @template Thing
 * @param {Thing[]} things - at least one
 * @param {(thing: Thing) => number} value
 */
export const best = (things, value) => things.reduce((a, b) => (value(b) > value(a) ? b : a));

/**
 * What `train.py evaluate NAME` measured.
 * @type {(name: string) => Promise<any>}
 */
export const measured = remembering((name) => fetchJson(usesFile(`${name}.json`)));
