// Two ways from one code to another, the twin of aedemo/models/interpolation.py.

import { dot } from "./matrix.js";

/** @import { Vector } from "./matrix.js" */

/**
 * A point between two codes: t = 0 gives a, t = 1 gives b. "straight": (1 − t) a + t b.
 * "spherical": along the great circle (Shoemake 1985), [sin((1 − t) θ) a + sin(t θ) b] / sin θ;
 * straight if θ is 0 or π.
 * @param {Vector} a
 * @param {Vector} b - as long as a
 * @param {number} t
 * @param {"straight" | "spherical"} path
 */
export function between(a, b, t, path) {
  let [from, to] = [1 - t, t];
  if (path === "spherical") {
    const cosine = dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
    const angle = Math.acos(Math.min(1, Math.max(-1, cosine)));
    if (Math.sin(angle) > 1e-4) {
      from = Math.sin((1 - t) * angle) / Math.sin(angle);
      to = Math.sin(t * angle) / Math.sin(angle);
    }
  }
  return a.map((value, at) => from * value + to * b[at]);
}
