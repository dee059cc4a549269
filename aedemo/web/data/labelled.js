// The digits of which the labels are known: a draw of the sample, and what the VAE adds to it.

import constants from "../../facts/constants.json" with { type: "json" };
import { Pcg32 } from "../maths/pcg32.js";

/** @import { Network } from "../engine/network.js" */
/** @import { Pixels } from "./digits.js" */

export const COPIES = constants.posterior_copies; // of each labelled digit

/**
 * Rows of the sample, as many of each class, by turns 0, 1, … 9, 0, 1, …; the first of a draw are
 * a smaller draw.
 * @param {{ count: number, label: (row: number) => number }} sample
 * @param {number} count
 * @param {number} seed
 */
export function draw(sample, count, seed) {
  const places = new Pcg32(seed).uniform(sample.count);
  const order = [...places.keys()].sort((a, b) => places[a] - places[b]);
  /** @type {number[][]} */
  const classes = Array.from({ length: 10 }, () => []);
  for (const row of order) classes[sample.label(row)].push(row);
  return Array.from({ length: count }, (_, at) => classes[at % 10][Math.floor(at / 10)]);
}

/**
 * COPIES codes z = μ + σ ε from the posterior q(z|pixels) of a VAE, ε from `random`.
 * @param {Network} vae
 * @param {Pixels} pixels
 * @param {Pcg32} random
 */
export function posteriorSamples(vae, pixels, random) {
  const { mean, logVariance } = vae.posterior(pixels);
  return Array.from({ length: COPIES }, () => {
    const noise = random.normal(mean.length);
    return mean.map((value, at) => value + Math.exp(logVariance[at] / 2) * noise[at]);
  });
}
