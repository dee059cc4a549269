// Codes in a plane: the two numbers they have, or the two directions in which they differ most (PCA). The
// directions go on from those of the last call, so that a map unfolds and does not jump.

import { Pcg32 } from "../../maths/pcg32.js";

const ROUNDS = 4; // of the iteration, each time

/** From codes to places in a plane. */
export class Projection {
  #axes = []; // two directions, each of length 1

  /**
   * @param {Float32Array} codes - (count, size)
   * @param {number} size
   * @returns {Float32Array} (count, 2)
   */
  places(codes, size) {
    const count = codes.length / size;
    const places = new Float32Array(2 * count);
    if (size <= 2) {
      for (let row = 0; row < count; row++)
        for (let axis = 0; axis < size; axis++) places[2 * row + axis] = codes[row * size + axis];
      return places;
    }
    const mean = new Float64Array(size);
    codes.forEach((value, at) => (mean[at % size] += value / count));
    if (this.#axes[0]?.length !== size) this.#axes = [0, 1].map((seed) => new Pcg32(seed).normal(size));
    for (let round = 0; round < ROUNDS; round++) this.#turn(codes, mean, size, count, places);
    this.#along(codes, mean, size, count, places);
    return places;
  }

  // The places along the axes.
  #along(codes, mean, size, count, places) {
    for (let row = 0; row < count; row++)
      this.#axes.forEach((axis, which) => {
        let sum = 0;
        for (let i = 0; i < size; i++) sum += axis[i] * (codes[row * size + i] - mean[i]);
        places[2 * row + which] = sum;
      });
  }

  // Each axis towards where the codes differ most, the second upright to the first.
  #turn(codes, mean, size, count, places) {
    this.#along(codes, mean, size, count, places);
    const next = this.#axes.map(() => new Float64Array(size));
    for (let row = 0; row < count; row++)
      for (let which = 0; which < 2; which++) {
        const weight = places[2 * row + which];
        for (let i = 0; i < size; i++) next[which][i] += weight * (codes[row * size + i] - mean[i]);
      }
    const [first, second] = next;
    const unit = (axis) => {
      const length = Math.hypot(...axis);
      return length > 0 ? axis.map((value) => value / length) : axis;
    };
    const one = unit(first);
    const shared = second.reduce((sum, value, i) => sum + value * one[i], 0);
    this.#axes = [one, unit(second.map((value, i) => value - shared * one[i]))];
  }
}
