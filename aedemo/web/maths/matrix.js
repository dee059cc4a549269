// Small dense matrices in double precision.

/** @typedef {Float32Array | Float64Array | number[]} Vector */
/** @typedef {Float64Array[]} Matrix a list of rows */
/** @import { Tensor } from "../files/safetensors.js" */

/**
 * The scalar product.
 * @param {Vector} a
 * @param {Vector} b - as long as a
 */
export function dot(a, b) {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += a[at] * b[at];
  return sum;
}

/**
 * The largest absolute value.
 * @param {Vector} numbers
 */
export function maximumNorm(numbers) {
  let most = 0;
  for (let at = 0; at < numbers.length; at++) most = Math.max(most, Math.abs(numbers[at]));
  return most;
}

/**
 * `row` and `times` · `other`, in place.
 * @param {Float64Array} row
 * @param {Float64Array} other
 * @param {number} times
 */
function add(row, other, times) {
  for (let at = 0; at < row.length; at++) row[at] += times * other[at];
}

/**
 * The rows of the transpose of a tensor of two axes.
 * @param {Tensor} tensor
 * @returns {Matrix}
 */
export const columns = ({ shape: [rows, count], data }) =>
  Array.from({ length: count }, (_, column) =>
    Float64Array.from({ length: rows }, (_, row) => data[row * count + column]),
  );

/**
 * The symmetric tridiagonal matrix with the same eigenvalues, by Householder's reflections (Golub & Van
 * Loan, Matrix Computations, 8.3.1): its diagonal, and what stands beside that.
 * @param {Vector[]} symmetric
 */
function tridiagonal(symmetric) {
  const a = symmetric.map((row) => Float64Array.from(row));
  const beside = new Float64Array(a.length - 1);
  for (let k = 0; k + 1 < a.length; k++) {
    const inner = a.slice(k + 1).map((row) => row.subarray(k + 1)); // what is left to reflect
    const v = a[k].slice(k + 1);
    beside[k] = v[0] > 0 ? -Math.sqrt(dot(v, v)) : Math.sqrt(dot(v, v));
    v[0] -= beside[k];
    const square = dot(v, v);
    if (!square) continue;
    const p = Float64Array.from(inner, (row) => (2 * dot(row, v)) / square);
    add(p, v, -dot(p, v) / square);
    inner.forEach((row, i) => {
      add(row, p, -v[i]);
      add(row, v, -p[i]);
    });
  }
  return { diagonal: a.map((row, i) => row[i]), beside };
}

/**
 * The eigenvalues of a symmetric matrix, largest first: bisection, as many being smaller than x as there
 * are negative pivots where x is taken from the diagonal of the tridiagonal matrix (Golub & Van Loan,
 * 8.4.1).
 * @param {Vector[]} symmetric
 */
export function eigenvalues(symmetric) {
  const { diagonal, beside } = tridiagonal(symmetric);
  const squares = [0, ...beside.map((value) => value * value)];
  const [least, most] = [Math.min(...diagonal), Math.max(...diagonal)];
  const around = 2 * maximumNorm(beside); // further out there is none (Gershgorin)
  /** @param {number} x */
  const smaller = (x) => {
    let count = 0;
    let pivot = 1;
    for (let i = 0; i < diagonal.length; i++) {
      pivot = diagonal[i] - x - squares[i] / (pivot || Number.MIN_VALUE);
      if (pivot < 0) count++;
    }
    return count;
  };
  return diagonal.map((_, larger) => {
    let [low, high] = [least - around, most + around];
    for (let halving = 0; halving < 60; halving++) {
      const middle = (low + high) / 2;
      if (smaller(middle) < diagonal.length - larger) low = middle;
      else high = middle;
    }
    return (low + high) / 2;
  });
}

/**
 * A · Aᵀ.
 * @param {Vector[]} rows - of A
 * @returns {Matrix}
 */
export function gram(rows) {
  const products = rows.map(() => new Float64Array(rows.length));
  for (let i = 0; i < rows.length; i++) {
    for (let j = 0; j <= i; j++) products[i][j] = products[j][i] = dot(rows[i], rows[j]);
  }
  return products;
}

/**
 * The singular values of a matrix with no more rows than columns, largest first.
 * @param {Vector[]} matrix
 */
export const singularValues = (matrix) =>
  eigenvalues(gram(matrix)).map((value) => Math.sqrt(Math.max(0, value)));

/**
 * The lower triangle L of a positive definite matrix L · Lᵀ (Cholesky).
 * @param {Vector[]} symmetric
 * @returns {Matrix}
 */
export function cholesky(symmetric) {
  const lower = symmetric.map(() => new Float64Array(symmetric.length));
  symmetric.forEach((row, i) => {
    for (let j = 0; j <= i; j++) {
      const rest = row[j] - dot(lower[i].subarray(0, j), lower[j].subarray(0, j));
      lower[i][j] = i === j ? Math.sqrt(rest) : rest / lower[j][j];
    }
  });
  return lower;
}

/**
 * L⁻¹ · rows, of such a triangle.
 * @param {Matrix} lower
 * @param {Vector[]} rows - as many as the triangle has
 */
export function solve(lower, rows) {
  /** @type {Matrix} */
  const solved = [];
  lower.forEach((weights, i) => {
    const row = Float64Array.from(rows[i]);
    solved.forEach((other, j) => add(row, other, -weights[j]));
    solved.push(row.map((value) => value / weights[i]));
  });
  return solved;
}

/**
 * An orthonormal basis of what the rows span: Gram–Schmidt, twice, since once leaves errors.
 * @param {Vector[]} rows - linearly independent, or zeros, which stay zeros
 */
export function orthonormal(rows) {
  /** @type {Matrix} */
  const basis = [];
  for (const row of rows.map((row) => Float64Array.from(row))) {
    for (const other of [...basis, ...basis]) add(row, other, -dot(row, other));
    const length = Math.sqrt(dot(row, row)) || 1;
    basis.push(row.map((value) => value / length));
  }
  return basis;
}

/**
 * The sum of rows, each times its number.
 * @param {Vector} numbers
 * @param {Matrix} rows - as many
 */
export function combine(numbers, rows) {
  const sum = new Float64Array(rows[0].length);
  rows.forEach((row, at) => numbers[at] && add(sum, row, numbers[at]));
  return sum;
}

/**
 * A vector's part in the space of an orthonormal basis.
 * @param {Vector} vector
 * @param {Matrix} basis
 */
export const project = (vector, basis) =>
  combine(
    basis.map((row) => dot(vector, row)),
    basis,
  );

/**
 * The angles between two spaces in degrees, largest first; from their sines, since the cosines of
 * small angles are 1 up to rounding (Björck & Golub 1973).
 * @param {Matrix} a - an orthonormal basis
 * @param {Matrix} b - another, of no more rows
 */
export function principalAngles(a, b) {
  const outside = b.map((row) => {
    const inside = project(row, a);
    return row.map((value, at) => value - inside[at]);
  });
  return singularValues(outside).map((sine) => (Math.asin(Math.min(1, sine)) * 180) / Math.PI);
}
