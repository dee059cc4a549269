// What is done to pictures of 784 pixels: noise, classical filters, and how close two are.

import constants from "../../facts/constants.json" with { type: "json" };
import { dot } from "../maths/matrix.js";
import { Pcg32 } from "../maths/pcg32.js";
import { PIXELS, SIDE } from "./digits.js";

/** @import { Vector } from "../maths/matrix.js" */
/** @import { Pixels } from "./digits.js" */

/**
 * The nearest level in [0, 1].
 * @param {number} value
 */
export const clip = (value) => Math.min(1, Math.max(0, value));

/**
 * A damaged copy, as by aedemo/data/noise.py.
 * @param {Pixels} pixels
 * @param {"gaussian" | "masking" | "salt-and-pepper"} kind
 * @param {number} level - standard deviation, or share of the pixels that are lost
 * @param {number} seed
 * @returns {Pixels}
 */
export function corrupt(pixels, kind, level, seed) {
  const random = new Pcg32(seed);
  if (kind === "gaussian") {
    const noise = random.normal(PIXELS);
    return pixels.map((value, at) => clip(value + level * noise[at]));
  }
  const u = random.uniform(PIXELS);
  if (kind === "masking") return pixels.map((value, at) => (u[at] < level ? 0 : value));
  return pixels.map((value, at) => (u[at] < level / 2 ? 0 : u[at] < level ? 1 : value));
}

/**
 * Median of the 3×3 neighbourhood; the picture is continued by its mirror image.
 * @param {Pixels} pixels
 * @returns {Pixels}
 */
export function median(pixels) {
  /** @param {number} i */
  const mirror = (i) => Math.min(SIDE - 1, Math.max(0, i));
  return pixels.map((_, at) => {
    const values = [];
    for (let dy = -1; dy <= 1; dy++) {
      for (let dx = -1; dx <= 1; dx++) {
        const row = mirror(Math.floor(at / SIDE) + dy);
        values.push(pixels[row * SIDE + mirror((at % SIDE) + dx)]);
      }
    }
    return values.sort((a, b) => a - b)[4];
  });
}

/**
 * Total variation: the u that minimises ‖u − pixels‖² / (2·weight) + Σ|∇u|, by Chambolle's
 * projection (2004, doi:10.1023/B:JMIV.0000011325.36760.1e), a fixed number of steps.
 * @param {Pixels} pixels
 * @param {number} weight
 * @returns {Pixels}
 */
export function totalVariation(pixels, weight, steps = 60) {
  const px = new Float64Array(PIXELS);
  const py = new Float64Array(PIXELS);
  const u = new Float32Array(PIXELS);
  const tau = 0.25;
  for (let step = 0; step <= steps; step++) {
    for (let at = 0; at < PIXELS; at++) {
      const left = at % SIDE ? px[at - 1] : 0;
      const above = at >= SIDE ? py[at - SIDE] : 0;
      u[at] = pixels[at] + weight * (px[at] - left + py[at] - above);
    }
    if (step === steps) break;
    for (let at = 0; at < PIXELS; at++) {
      const dx = at % SIDE < SIDE - 1 ? u[at + 1] - u[at] : 0;
      const dy = at < PIXELS - SIDE ? u[at + SIDE] - u[at] : 0;
      const size = 1 + (tau / weight) * Math.hypot(dx, dy);
      px[at] = (px[at] + (tau / weight) * dx) / size;
      py[at] = (py[at] + (tau / weight) * dy) / size;
    }
  }
  return u;
}

/**
 * How much the shapes differ: 1 − the cosine between two pictures, both softened by a Gaussian; as
 * aedemo/models/one_class.py.
 * @param {Vector} a
 * @param {Vector} b
 */
export function shapeError(a, b) {
  const [u, v] = [soften(a), soften(b)];
  return 1 - dot(u, v) / Math.max(1e-12, Math.sqrt(dot(u, u) * dot(v, v)));
}

const SIGMA = constants.softening_sigma;
const GAUSSIAN = Array.from({ length: SIDE }, (_, t) => Math.exp(-((t / SIGMA) ** 2) / 2));

/**
 * Convolved with a Gaussian, up to a factor; beyond the border lies black.
 * @param {Vector} pixels
 */
function soften(pixels) {
  /** @type {(values: Float64Array, stride: number) => Float64Array} */
  const along = (values, stride) =>
    values.map((_, at) => {
      const place = Math.floor(at / stride) % SIDE;
      const start = at - place * stride;
      let sum = 0;
      for (let i = 0; i < SIDE; i++) sum += GAUSSIAN[Math.abs(i - place)] * values[start + i * stride];
      return sum;
    });
  return along(along(Float64Array.from(pixels), 1), SIDE);
}

/**
 * What a reconstruction, as it is seen, has too much and too little.
 * @param {Pixels} rebuilt
 * @param {Vector} input
 */
export const difference = (rebuilt, input) => rebuilt.map((value, at) => clip(value) - input[at]);

/**
 * Mean squared difference per pixel.
 * @param {Vector} a
 * @param {Vector} b
 */
export function squaredError(a, b) {
  let sum = 0;
  for (let at = 0; at < PIXELS; at++) sum += (a[at] - b[at]) ** 2;
  return sum / PIXELS;
}

const EDGE = 1e-7; // a probability in single precision may be 0 or 1, which no coin has

/**
 * What the pixels cost in nats as coins with these probabilities; a grey one is the mean of its throws.
 * @param {Vector} probabilities
 * @param {Vector} pixels
 */
export function crossEntropy(probabilities, pixels) {
  let nats = 0;
  for (let at = 0; at < PIXELS; at++) {
    const p = Math.min(1 - EDGE, Math.max(EDGE, probabilities[at]));
    nats -= pixels[at] * Math.log(p) + (1 - pixels[at]) * Math.log1p(-p);
  }
  return nats;
}

/**
 * Peak signal-to-noise ratio in dB, peak 1; Infinity if equal.
 * @param {Vector} a
 * @param {Vector} b
 */
export const psnr = (a, b) => -10 * Math.log10(squaredError(a, b));
