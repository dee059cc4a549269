import test from "node:test";

import { between } from "../../../aedemo/web/maths/interpolation.js";
import { dot } from "../../../aedemo/web/maths/matrix.js";
import { Pcg32 } from "../../../aedemo/web/maths/pcg32.js";
import { near } from "../near.js";

const [a, b] = [1, 2].map((seed) => new Pcg32(seed).normal(32));
const unit = (vector) => vector.map((x) => x / Math.sqrt(dot(vector, vector)));

test("both ways begin and end at the codes", () => {
  for (const path of ["straight", "spherical"]) {
    near(between(a, b, 0, path), a, 1e-14);
    near(between(a, b, 1, path), b, 1e-14);
  }
});

test("the straight way is straight", () => {
  near(between([0, 2], [4, -2], 0.25, "straight"), [1, 1]);
});

test("the spherical way keeps to the sphere and turns evenly", () => {
  const [from, to] = [unit(a), unit(b)];
  const angle = Math.acos(dot(from, to));
  for (const t of [0.1, 0.25, 0.5, 0.9]) {
    const point = between(from, to, t, "spherical");
    near(dot(point, point), 1, 1e-12);
    near(Math.acos(dot(from, point)), t * angle, 1e-7);
  }
  near(between([3, 0], [0, 3], 0.5, "spherical"), [3 * Math.SQRT1_2, 3 * Math.SQRT1_2], 1e-14);
});

test("where there is no great circle, or every one, the way is straight", () => {
  const pairs = [
    [
      [1, 2],
      [2, 4],
    ],
    [
      [1, 2],
      [-1, -2],
    ],
    [
      [0, 0],
      [3, 1],
    ],
  ];
  for (const [from, to] of pairs)
    near(between(from, to, 0.3, "spherical"), between(from, to, 0.3, "straight"), 1e-14);
});
