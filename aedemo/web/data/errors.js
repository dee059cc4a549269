// The errors of all test digits by the networks that know one digit each, and what a threshold on
// them is worth. Errors above it are called anomalies.

import { fetchUnzipped, remembering } from "../files/fetch.js";
import { usesFile } from "../files/places.js";
import { parseSafetensors } from "../files/safetensors.js";

// {labels, by}: by[digit] holds the error of every test digit by that digit's network.
export const testErrors = remembering(async () => {
  const { errors, labels } = parseSafetensors(await fetchUnzipped(usesFile("anomaly-errors.safetensors.gz")));
  const [networks, count] = errors.shape;
  const by = Array.from({ length: networks }, (_, row) =>
    errors.data.subarray(row * count, (row + 1) * count),
  );
  return { labels: labels.data, by };
});

// With some digits normal: the least error of each test digit (`scores`), and the numbers of the
// normal ones and of all others, each with the smallest error first.
export function split({ labels, by }, digits) {
  const scores = labels.map((_, at) => Math.min(...digits.map((digit) => by[digit][at])));
  const order = [...scores.keys()].sort((a, b) => scores[a] - scores[b]);
  const isNormal = (at) => digits.includes(String(labels[at]));
  return { scores, normal: order.filter(isNormal), others: order.filter((at) => !isNormal(at)) };
}

// How many of `indices` (the smallest error first) have an error up to `threshold`.
export function upTo(indices, scores, threshold) {
  let [low, high] = [0, indices.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (scores[indices[middle]] <= threshold) low = middle + 1;
    else high = middle;
  }
  return low;
}

// The share of pairs of a normal and another digit of which the other has the larger error (half
// where both are equal): the area under the ROC curve. NaN without pairs.
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

// The ROC curve as a path in a square of 100: false alarms to the right, recall upwards.
export function roc({ normal, others, scores }) {
  if (!normal.length || !others.length) return "";
  const points = normal.map((at, below) => {
    const alarms = 1 - below / normal.length;
    return `L${100 * alarms} ${(100 * upTo(others, scores, scores[at])) / others.length}`;
  });
  return `M100 0${points.join("")}L0 100`;
}

// The shares of `indices` in `bins` of equal width; place(error) is in [0, 1].
export function histogram(indices, scores, place, bins) {
  const shares = new Array(bins).fill(0);
  for (const at of indices)
    shares[Math.min(bins - 1, Math.floor(place(scores[at]) * bins))] += 1 / indices.length;
  return shares;
}
