// The spaces of the code map: where the digits of the sample stand, where any other digit does, and
// what a place decodes to.

import { nearest, squaredDistance } from "../maths/nearest.js";
import { sampleCodes } from "./codes.js";
import { feature } from "./features.js";
import { YARDSTICK } from "./variants.js";

/** @import { Vector } from "../maths/matrix.js" */
/** @import { Pixels } from "./digits.js" */

/**
 * A place, and the digits of the sample it was found by if there is no other way in.
 * @typedef {{ place: Vector, neighbours?: number[] }} Located
 */

/**
 * The places of the digits of the sample, a table; of any other; and pixels where there is a way back.
 * @typedef {object} Space
 * @property {number} size
 * @property {Float32Array} rows - `size` numbers for each digit of the sample
 * @property {(pixels: Pixels) => Located} locate
 * @property {(place: Vector) => Vector} [decode]
 */

export const NEIGHBOURS = 5; // by which a digit is placed on a map that has no way in

/**
 * The space called `name`.
 * @param {"vae-2d" | "pca" | "tsne"} name
 * @param {string} variant - whose codes t-SNE is of
 * @param {number} dimensions - 2 or 3; vae-2d has two
 * @returns {Promise<Space>}
 */
export async function space(name, variant, dimensions) {
  if (name === "tsne") return embedding(variant, dimensions);
  return name === "pca" ? components(dimensions) : plane();
}

/** @returns {Promise<Space>} */
async function plane() {
  const { size, rows, of, decode } = await feature("vae-2d");
  return { size, rows, locate: (pixels) => ({ place: of(pixels) }), decode };
}

/**
 * The first of PCA's components, which are the strongest. In decoding the others are 0, their mean.
 * @param {number} size
 * @returns {Promise<Space>}
 */
async function components(size) {
  const all = await feature(YARDSTICK);
  const rows = new Float32Array(all.count * size);
  for (let at = 0; at < rows.length; at++)
    rows[at] = all.rows[Math.floor(at / size) * all.size + (at % size)];
  return {
    size,
    rows,
    locate: (pixels) => ({ place: all.of(pixels).slice(0, size) }),
    decode: (place) => all.decode([...place, ...new Array(all.size - size).fill(0)]),
  };
}

/**
 * t-SNE has placed the digits of the sample and knows no others: a digit stands at the mean of the
 * places of its nearest neighbours by code, weighted by 1 / squared distance.
 * @param {string} variant
 * @param {number} size
 * @returns {Promise<Space>}
 */
async function embedding(variant, size) {
  const [by, { tsne2, tsne3 }] = await Promise.all([feature(variant), sampleCodes(variant)]);
  const rows = size === 2 ? tsne2 : tsne3;
  /** @param {Pixels} pixels */
  const locate = (pixels) => {
    const code = by.of(pixels);
    const neighbours = nearest(by, code, NEIGHBOURS);
    const weights = neighbours.map((row) => 1 / (squaredDistance(by.rows, row * by.size, code) + 1e-9));
    const total = weights.reduce((sum, weight) => sum + weight);
    /** @param {number} axis */
    const mean = (axis) =>
      neighbours.reduce((sum, row, at) => sum + (weights[at] / total) * rows[row * size + axis], 0);
    return { place: Array.from({ length: size }, (_, axis) => mean(axis)), neighbours };
  };
  return { size, rows, locate };
}
