import assert from "node:assert/strict";
import test from "node:test";

import * as matrix from "../../../aedemo/web/maths/matrix.js";
import { Pcg32 } from "../../../aedemo/web/maths/pcg32.js";
import { near } from "../near.js";

const random = (rows, size, seed) => {
  const source = new Pcg32(seed);
  return Array.from({ length: rows }, () => source.normal(size));
};
const times = (a, b) => a.map((row) => b[0].map((_, j) => row.reduce((sum, x, k) => sum + x * b[k][j], 0)));
const transpose = (a) => [...a[0]].map((_, j) => a.map((row) => row[j]));
const scaled = (rows, factors) => rows.map((row, i) => [...row].map((x) => factors[i] * x));
const identity = (size) =>
  Array.from({ length: size }, (_, i) => [...Array(size).keys()].map((j) => +(i === j)));

test("the scalar product, and the columns of a tensor", () => {
  assert.equal(matrix.dot([1, 2, 3], [4, -5, 6]), 12);
  const tensor = { shape: [2, 3], data: Float32Array.of(1, 2, 3, 4, 5, 6) };
  near(matrix.columns(tensor), [
    [1, 4],
    [2, 5],
    [3, 6],
  ]);
});

test("eigenvalues of matrices that are known", () => {
  near(
    matrix.eigenvalues([
      [2, 1],
      [1, 2],
    ]),
    [3, 1],
  );
  near(matrix.eigenvalues([[5]]), [5]);
  near(matrix.eigenvalues(scaled(identity(3), [-1, 4, 0])), [4, 0, -1]);
  // The chain of springs: 2 − 2 cos(kπ / (n + 1)).
  const size = 9;
  const chain = identity(size).map((row, i) => row.map((x, j) => 2 * x - (Math.abs(i - j) === 1)));
  const known = Array.from({ length: size }, (_, k) => 2 - 2 * Math.cos(((size - k) * Math.PI) / (size + 1)));
  near(matrix.eigenvalues(chain), known);
});

test("eigenvalues come out of the matrix that was made of them, which is left as it is", () => {
  for (const size of [2, 5, 12]) {
    const basis = matrix.orthonormal(random(size, size, size));
    const values = [...new Pcg32(size).normal(size)].sort((a, b) => b - a);
    const made = times(transpose(basis), scaled(basis, values));
    const before = made.map((row) => [...row]);
    near(matrix.eigenvalues(made), values, 1e-10);
    assert.deepEqual(made, before);
  }
});

test("singular values of a product U Σ Vᵀ are Σ", () => {
  const values = [7, 2, 0.5, 0];
  const u = matrix.orthonormal(random(4, 4, 1));
  const v = matrix.orthonormal(random(4, 9, 2));
  const made = times(transpose(u), scaled(v, values));
  near(matrix.singularValues(made), values, 1e-6); // of zero: the root of a rounding error
  const frobenius = made.flat().reduce((sum, x) => sum + x * x, 0);
  near(
    matrix.singularValues(made).reduce((sum, x) => sum + x * x, 0),
    frobenius,
    1e-10,
  );
});

test("the triangle of Cholesky times its transpose is the matrix, and solving undoes it", () => {
  near(
    matrix.cholesky([
      [4, 2],
      [2, 10],
    ]),
    [
      [2, 0],
      [1, 3],
    ],
  );
  for (const size of [1, 3, 10]) {
    const definite = matrix.gram(random(size, size + 3, size));
    const lower = matrix.cholesky(definite);
    near(times(lower, transpose(lower)), definite, 1e-12);
    lower.forEach((row, i) => near(row.subarray(i + 1), Array(size - i - 1).fill(0)));
    const right = random(size, 4, 7);
    near(times(lower, matrix.solve(lower, right)), right, 1e-10);
  }
});

test("a basis is orthonormal and spans what it was made of, even of rows that are nearly the same", () => {
  const rows = random(5, 12, 3);
  const basis = matrix.orthonormal(rows);
  near(matrix.gram(basis), identity(5), 1e-14);
  for (const row of rows) near(matrix.project(row, basis), row, 1e-12);
  // Läuchli's matrix: once through Gram–Schmidt leaves an angle of 60° between two of its rows.
  const nearly = [0, 1, 2].map((i) => [1, ...[0, 1, 2].map((j) => 1e-8 * (i === j))]);
  near(matrix.gram(matrix.orthonormal(nearly)), identity(3), 1e-14);
});

test("projecting takes off what is orthogonal, and twice is the same as once", () => {
  const basis = matrix.orthonormal(random(3, 8, 4));
  const vector = random(1, 8, 5)[0];
  const inside = matrix.project(vector, basis);
  const outside = vector.map((x, at) => x - inside[at]);
  for (const row of basis) near(matrix.dot(row, outside), 0, 1e-14);
  near(matrix.project(inside, basis), inside, 1e-14);
  near(
    matrix.combine([2, 0, -1], [Float64Array.of(1, 2), Float64Array.of(9, 9), Float64Array.of(0, 3)]),
    [2, 1],
  );
});

test("angles between spaces, down to the smallest", () => {
  const turned = (degrees) => {
    const angle = (degrees * Math.PI) / 180;
    return Float64Array.of(Math.cos(angle), Math.sin(angle), 0, 0);
  };
  const [x, , z, w] = identity(4).map((row) => Float64Array.from(row));
  for (const degrees of [0, 1e-9, 0.3, 45, 89, 90]) {
    near(matrix.principalAngles([x], [turned(degrees)]), [degrees], 1e-9);
    near(matrix.principalAngles([x, z], [turned(degrees), w]), [90, degrees], 2e-6);
  }
  const basis = matrix.orthonormal(random(3, 6, 6));
  const other = matrix.orthonormal(times(random(3, 3, 7), basis));
  near(matrix.principalAngles(basis, other), [0, 0, 0], 1e-5);
});
