// Small dense matrices in double precision: lists of rows, each a Float64Array.

export function dot(a, b) {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += a[at] * b[at];
  return sum;
}

// `row` and `times` · `other`, in place.
function add(row, other, times) {
  for (let at = 0; at < row.length; at++) row[at] += times * other[at];
}

// The rows of the transpose of numbers that lie row by row.
export const columns = ({ shape: [rows, count], data }) =>
  Array.from({ length: count }, (_, column) =>
    Float64Array.from({ length: rows }, (_, row) => data[row * count + column]),
  );

// Of a symmetric matrix, largest first: cyclic Jacobi (Golub & Van Loan, Matrix Computations, 8.5).
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

// A · Aᵀ.
export function gram(rows) {
  const products = rows.map(() => new Float64Array(rows.length));
  for (let i = 0; i < rows.length; i++) {
    for (let j = 0; j <= i; j++) products[i][j] = products[j][i] = dot(rows[i], rows[j]);
  }
  return products;
}

// Of a matrix with no more rows than columns, largest first.
export const singularValues = (matrix) =>
  eigenvalues(gram(matrix)).map((value) => Math.sqrt(Math.max(0, value)));

// The lower triangle L of a positive definite matrix L · Lᵀ (Cholesky).
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

// L⁻¹ · rows, of such a triangle.
export function solve(lower, rows) {
  const solved = [];
  lower.forEach((weights, i) => {
    const row = Float64Array.from(rows[i]);
    solved.forEach((other, j) => add(row, other, -weights[j]));
    solved.push(row.map((value) => value / weights[i]));
  });
  return solved;
}

// An orthonormal basis of what the rows span: Gram–Schmidt, twice, since once leaves errors.
export function orthonormal(rows) {
  const basis = [];
  for (const row of rows.map((row) => Float64Array.from(row))) {
    for (const other of [...basis, ...basis]) add(row, other, -dot(row, other));
    const length = Math.sqrt(dot(row, row));
    basis.push(row.map((value) => value / length));
  }
  return basis;
}

// The sum of rows, each times its number.
export function combine(numbers, rows) {
  const sum = new Float64Array(rows[0].length);
  rows.forEach((row, at) => numbers[at] && add(sum, row, numbers[at]));
  return sum;
}

// A vector's part in the space of an orthonormal basis.
export const project = (vector, basis) =>
  combine(
    basis.map((row) => dot(vector, row)),
    basis,
  );

// The angles between two spaces, given by orthonormal bases, in degrees, largest first; from their
// sines, since the cosines of small angles are 1 up to rounding.
export function principalAngles(a, b) {
  const outside = b.map((row) => {
    const inside = project(row, a);
    return row.map((value, at) => value - inside[at]);
  });
  return singularValues(outside).map((sine) => (Math.asin(Math.min(1, sine)) * 180) / Math.PI);
}
