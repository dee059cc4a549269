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
 * The eigenvalues of a symmetric matrix, largest first: cyclic Jacobi (Golub & Van Loan, Matrix
 * Computations, 8.5).
 * @param {Vector[]} symmetric
 */
export function eigenvalues(symmetric) {
  const a = symmetric.map((row) => Float64Array.from(row));
  const size = a.length;
  const whole = a.reduce((sum, row) => sum + dot(row, row), 0);
  const off = () => a.reduce((sum, row, i) => sum + dot(row, row) - row[i] ** 2, 0);
  for (let sweep = 0; sweep < 30 && off() > 1e-20 * whole; sweep++) {
    for (let p = 0; p < size; p++) {
      for (let q = p + 1; q < size; q++) {
        if (!a[p][q]) continue;
        const theta = (a[q][q] - a[p][p]) / (2 * a[p][q]);
        const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.hypot(1, theta));
        const c = 1 / Math.hypot(1, t);
        const s = t * c;
        const [above, below] = [a[p], a[q]];
        for (let k = 0; k < size; k++) {
          const x = above[k];
          const y = below[k];
          above[k] = c * x - s * y;
          below[k] = s * x + c * y;
        }
        for (let k = 0; k < size; k++) {
          const row = a[k];
          const x = row[p];
          const y = row[q];
          row[p] = c * x - s * y;
          row[q] = s * x + c * y;
        }
      }
    }
  }
  return a.map((row, i) => row[i]).sort((x, y) => y - x);
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
