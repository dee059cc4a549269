// The errors of all test digits by the networks that know one digit each, and what a threshold on
// them is worth; the errors of digits held out, by which it is set. Errors above it are called anomalies.

import { fetchUnzipped, remembering } from "../files/fetch.js";
import { usesFile } from "../files/places.js";
import { demandShapes, parseSafetensors } from "../files/safetensors.js";

/** @import { Vector } from "../maths/matrix.js" */

/**
 * by[digit] holds the error of every digit by that digit's network.
 * @typedef {{ labels: Float32Array, by: Float32Array[] }} Errors
 */

/**
 * The least error of each digit (`scores`), and the numbers of the normal ones and of all
 * others, each with the smallest error first.
 * @typedef {{ scores: Vector, normal: number[], others: number[] }} Split
 */

/** @type {() => Promise<{ test: Errors, heldOut: Errors }>} */
export const storedErrors = remembering(() =>
  fetchUnzipped(usesFile("anomaly-errors.safetensors.gz"), readErrors),
);

/**
 * The errors in a file.
 * @param {ArrayBuffer} buffer
 * @returns {{ test: Errors, heldOut: Errors }}
 * @throws {Error} if it is damaged
 */
export function readErrors(buffer) {
  const tensors = parseSafetensors(buffer);
  return {
    test: part(tensors, "errors", "labels"),
    heldOut: part(tensors, "held_out_errors", "held_out_labels"),
  };
}

/** @type {(tensors: ReturnType<typeof parseSafetensors>, errorsName: string, labelsName: string) => Errors} */
function part(tensors, errorsName, labelsName) {
  const { [errorsName]: errors, [labelsName]: labels } = tensors;
  const [networks, count] = errors?.shape ?? [];
  demandShapes(tensors, { [errorsName]: [networks, count], [labelsName]: [count] });
  const by = Array.from({ length: networks }, (_, row) =>
    errors.data.subarray(row * count, (row + 1) * count),
  );
  return { labels: labels.data, by };
}

/**
 * With some digits normal.
 * @param {Errors} errors
 * @param {string[]} digits
 * @returns {Split}
 */
export function split({ labels, by }, digits) {
  const scores = labels.map((_, at) => Math.min(...digits.map((digit) => by[Number(digit)][at])));
  const order = [...scores.keys()].sort((a, b) => scores[a] - scores[b]);
  /** @param {number} at */
  const isNormal = (at) => digits.includes(String(labels[at]));
  return { scores, normal: order.filter(isNormal), others: order.filter((at) => !isNormal(at)) };
}

/**
 * How many of `indices` have an error up to `threshold`.
 * @param {number[]} indices - the smallest error first
 * @param {Vector} scores
 * @param {number} threshold
 */
export function upTo(indices, scores, threshold) {
  let [low, high] = [0, indices.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (scores[indices[middle]] <= threshold) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * The lowest threshold that at most a share of the normal digits is above.
 * @param {Split} split
 * @param {number} share
 */
export function allowing({ normal, scores }, share) {
  return scores[normal[normal.length - 1 - Math.floor(share * normal.length)]];
}

/**
 * The share of pairs of a normal and another digit of which the other has the larger error (half
 * where both are equal): the area under the ROC curve. NaN without pairs.
 * @param {Split} split
 */
export function auroc({ normal, others, scores }) {
  let sum = 0;
  let [below, notAbove] = [0, 0]; // numbers of normal digits
  for (const at of others) {
    while (below < normal.length && scores[normal[below]] < scores[at]) below++;
    while (notAbove < normal.length && scores[normal[notAbove]] <= scores[at]) notAbove++;
    sum += (below + notAbove) / 2;
  }
  return sum / normal.length / others.length;
}

/**
 * The ROC curve: the shares of false alarms and recall from the lowest threshold, where both are 1,
 * to the highest. No points without pairs.
 * @param {Split} split
 * @returns {[number, number][]}
 */
export function roc({ normal, others, scores }) {
  if (!normal.length || !others.length) return [];
  /** @type {(at: number, below: number) => [number, number]} */
  const rates = (at, below) => [
    1 - below / normal.length,
    1 - upTo(others, scores, scores[at]) / others.length,
  ];
  return [[1, 1], ...normal.map(rates), [0, 0]];
}

/**
 * The shares of `indices` in bins of equal width.
 * @param {number[]} indices
 * @param {Vector} scores
 * @param {(error: number) => number} place - in [0, 1]
 * @param {number} bins
 * @returns {number[]}
 */
export function histogram(indices, scores, place, bins) {
  const shares = new Array(bins).fill(0);
  for (const at of indices)
    shares[Math.min(bins - 1, Math.floor(place(scores[at]) * bins))] += 1 / indices.length;
  return shares;
}
