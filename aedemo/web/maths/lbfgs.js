// Minimising a smooth function by L-BFGS (Nocedal & Wright 2006, algorithm 7.4).

import { dot } from "./matrix.js";

/** @typedef {{ loss: number, slope: Float64Array }} Value of the function at a place */
/** @typedef {{ moved: Float64Array, turned: Float64Array }} Step of the place and of the slope */

const MOST_STEPS = 500;
const TOLERANCE = 3e-7; // of the largest derivative: softmax.js is then right to three decimals
const MEMORY = 10; // steps that are remembered

/**
 * The place, found from 0, where all derivatives are small. Yields where `evaluate` does.
 * @param {number} size - how many numbers a place has
 * @param {(place: Float64Array) => Generator<void, Value>} evaluate
 * @returns {Generator<void, Float64Array>}
 */
export function* minimise(size, evaluate) {
  /** @type {Float64Array} */
  let place = new Float64Array(size);
  let here = yield* evaluate(place);
  /** @type {Step[]} */
  const steps = [];
  for (let count = 0; count < MOST_STEPS; count++) {
    if (here.slope.every((value) => Math.abs(value) < TOLERANCE)) break;
    const direction = descent(here.slope, steps);
    const fall = dot(here.slope, direction);
    let length = steps.length ? 1 : 1 / Math.sqrt(-fall);
    let next, there;
    do {
      next = place.map((value, at) => value + length * direction[at]);
      there = yield* evaluate(next);
      length /= 2;
    } while (there.loss > here.loss + 2e-4 * length * fall && length > 1e-9);
    steps.push({
      moved: next.map((value, at) => value - place[at]),
      turned: there.slope.map((value, at) => value - here.slope[at]),
    });
    if (steps.length > MEMORY) steps.shift();
    [place, here] = [next, there];
  }
  return place;
}

/**
 * −H slope, where H is what the last steps tell of the inverse of the second derivatives.
 * @param {Float64Array} slope
 * @param {Step[]} steps
 */
function descent(slope, steps) {
  let direction = slope.map((value) => -value);
  const shares = new Float64Array(steps.length);
  for (const [at, { moved, turned }] of [...steps.entries()].reverse()) {
    shares[at] = dot(moved, direction) / dot(moved, turned);
    direction = direction.map((value, i) => value - shares[at] * turned[i]);
  }
  const last = steps.at(-1);
  const scale = last ? dot(last.moved, last.turned) / dot(last.turned, last.turned) : 1;
  direction = direction.map((value) => scale * value);
  for (const [at, { moved, turned }] of steps.entries()) {
    const share = shares[at] - dot(turned, direction) / dot(moved, turned);
    direction = direction.map((value, i) => value + share * moved[i]);
  }
  return direction;
}
