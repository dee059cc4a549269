// The spaces of the code map: where the digits of the sample stand, where any other digit does, and
// what a place decodes to.

import { principal } from "../maths/components.js";
import { combine, dot } from "../maths/matrix.js";
import { nearest, squaredDistance } from "../maths/nearest.js";
import { sampleCodes } from "./codes.js";
import { feature, sample } from "./features.js";
import { YARDSTICK } from "./variants.js";
import { yours } from "./yours.js";

/** @import { Network } from "../engine/network.js" */
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

const FLAT = 2; // numbers of a code that are places themselves
const AXES = 3; // of a map, at most
const TURN = 30; // milliseconds of work, after which the page may do something else

export const NEIGHBOURS = 5; // by which a digit is placed on a map that has no way in

/**
 * The space called `name`.
 * @param {"vae-2d" | "pca" | "tsne" | "yours"} name - the last if there is a network of the visitor's own
 * @param {string} variant - whose codes t-SNE is of
 * @param {number} dimensions - 2 or 3, unless it is flat
 * @returns {Promise<Space>}
 */
export async function space(name, variant, dimensions) {
  if (name === "tsne") return embedding(variant, dimensions);
  if (name === "yours") return own(/** @type {Network} */ (yours()), dimensions);
  return name === "pca" ? components(dimensions) : plane();
}

/**
 * Whether a space has two dimensions, whatever is asked for.
 * @param {string} name
 */
export const isFlat = (name) =>
  name === "vae-2d" || (name === "yours" && (yours()?.code.size ?? Infinity) <= FLAT);

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

/**
 * The codes of the sample by a network, row by row.
 * @param {Network} net
 */
async function codesBy(net) {
  const { count, digit } = await sample();
  const { size } = net.code;
  const codes = new Float32Array(count * size);
  let rested = performance.now();
  for (let row = 0; row < count; row++) {
    codes.set(net.encode(digit(row)), row * size);
    if (performance.now() - rested < TURN) continue;
    await new Promise((resolve) => setTimeout(resolve));
    rested = performance.now();
  }
  return codes;
}

/** @type {WeakMap<Network, ReturnType<typeof seen>>} */
const kept = new WeakMap();

/**
 * The codes of the sample, and the directions in which they differ most; a code of one or two numbers keeps
 * its own.
 * @param {Network} net
 */
async function seen(net) {
  const codes = await codesBy(net);
  const { size } = net.code;
  if (size > FLAT) return { codes, ...principal(codes, size, AXES) };
  const axes = Array.from({ length: size }, (_, at) =>
    Float64Array.from({ length: size }, (_, i) => Number(i === at)),
  );
  return { codes, mean: new Float64Array(size), axes };
}

/**
 * The visitor's own network. In decoding a place, of its code there is only what is on the map.
 * @param {Network} net
 * @param {number} dimensions
 * @returns {Promise<Space>}
 */
async function own(net, dimensions) {
  if (!kept.has(net)) kept.set(net, seen(net));
  const { codes, mean, axes: all } = await /** @type {ReturnType<typeof seen>} */ (kept.get(net));
  const { size: numbers } = net.code;
  const size = numbers > FLAT ? dimensions : FLAT;
  const axes = all.slice(0, size);
  /** @param {Vector} code */
  const place = (code) => {
    const from = Float64Array.from(code, (value, at) => value - mean[at]);
    return Array.from({ length: size }, (_, axis) => (axes[axis] ? dot(axes[axis], from) : 0));
  };
  const rows = new Float32Array((codes.length / numbers) * size);
  for (let at = 0; at < codes.length; at += numbers)
    rows.set(place(codes.subarray(at, at + numbers)), (at / numbers) * size);
  return {
    size,
    rows,
    locate: (pixels) => ({ place: place(net.encode(pixels)) }),
    decode: (place) => {
      const away = combine(Array.from(place).slice(0, axes.length), axes);
      return net.decode(Float32Array.from(away, (value, at) => value + mean[at]));
    },
  };
}
