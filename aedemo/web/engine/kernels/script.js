// The kernels in plain JavaScript, the twin of kernels.c: for browsers that refuse WebAssembly, and for tests,
// which also run them in double precision. Sums are kept in double precision.

import { gemm } from "./product.js";
import { fold, unfold } from "./windows.js";

/** @import { Floats } from "./product.js" */

const LEAST_LOG = -100; // as PyTorch's cross-entropy

/** @type {(n: number, each: (i: number) => number) => number} */
const sum = (n, each) => {
  let total = 0;
  for (let i = 0; i < n; i++) total += each(i);
  return total;
};

/** y[r][i] = b[r]. @type {(y: Floats, b: Floats, rows: number, columns: number) => void} */
function fillRows(y, b, rows, columns) {
  for (let row = 0; row < rows; row++) y.fill(b[row], row * columns, (row + 1) * columns);
}

/** y[r][i] = b[i]. @type {(y: Floats, b: Floats, rows: number, columns: number) => void} */
function fillColumns(y, b, rows, columns) {
  for (let row = 0; row < rows; row++) for (let i = 0; i < columns; i++) y[row * columns + i] = b[i];
}

/** s[r] = Σ x[r][i]. @type {(s: Floats, x: Floats, rows: number, columns: number) => void} */
function sumRows(s, x, rows, columns) {
  for (let row = 0; row < rows; row++) s[row] = sum(columns, (i) => x[row * columns + i]);
}

/** s[i] = Σ x[r][i]. @type {(s: Floats, x: Floats, rows: number, columns: number) => void} */
function sumColumns(s, x, rows, columns) {
  for (let i = 0; i < columns; i++) s[i] = sum(rows, (row) => x[row * columns + i]);
}

/** [a][b][size] → [b][a][size]. @type {(y: Floats, x: Floats, a: number, b: number, size: number) => void} */
function swap(y, x, a, b, size) {
  for (let i = 0; i < a; i++)
    for (let j = 0; j < b; j++)
      for (let at = 0; at < size; at++) y[(j * a + i) * size + at] = x[(i * b + j) * size + at];
}

/**
 * Rows of bytes, in an order, as shares of 255.
 * @type {(y: Floats, x: Uint8Array, order: Int32Array, rows: number, size: number) => void}
 */
function gather(y, x, order, rows, size) {
  for (let row = 0; row < rows; row++)
    for (let i = 0; i < size; i++) y[row * size + i] = x[order[row] * size + i] / 255;
}

/** y = x · mask. @type {(y: Floats, x: Floats, mask: Floats, n: number) => void} */
function multiply(y, x, mask, n) {
  for (let i = 0; i < n; i++) y[i] = x[i] * mask[i];
}

/** x = factor · x. @type {(x: Floats, factor: number, n: number) => void} */
function scale(x, factor, n) {
  for (let i = 0; i < n; i++) x[i] *= factor;
}

/** Σ x². @type {(x: Floats, n: number) => number} */
const squares = (x, n) => sum(n, (i) => x[i] * x[i]);

/** Σ |x|. @type {(x: Floats, n: number) => number} */
const absolutes = (x, n) => sum(n, (i) => Math.abs(x[i]));

/** y = x where x > 0, else slope · x. @type {(y: Floats, x: Floats, slope: number, n: number) => void} */
function rectify(y, x, slope, n) {
  for (let i = 0; i < n; i++) y[i] = x[i] > 0 ? x[i] : slope * x[i];
}

/** From y, what rectify gave. @type {(dx: Floats, dy: Floats, y: Floats, slope: number, n: number) => void} */
function rectifyBack(dx, dy, y, slope, n) {
  for (let i = 0; i < n; i++) dx[i] = y[i] > 0 ? dy[i] : slope * dy[i];
}

/** y = 1 / (1 + e⁻ˣ). @type {(y: Floats, x: Floats, n: number) => void} */
function sigmoid(y, x, n) {
  for (let i = 0; i < n; i++) y[i] = 1 / (1 + Math.exp(-x[i]));
}

/**
 * What no weight could feel is 0: numbers below the smallest normal one would make all that is computed with
 * them ten times slower.
 * @param {number} x
 */
const felt = (x) => (Math.abs(x) <= 1e-30 ? 0 : x);

/** dx = dy · y (1 − y). @type {(dx: Floats, dy: Floats, y: Floats, n: number) => void} */
function sigmoidBack(dx, dy, y, n) {
  for (let i = 0; i < n; i++) dx[i] = felt(dy[i] * (1 - y[i]) * y[i]);
}

/** @type {(y: Floats, x: Floats, n: number) => void} */
function tanh(y, x, n) {
  for (let i = 0; i < n; i++) y[i] = Math.tanh(x[i]);
}

/** dx = dy · (1 − y²). @type {(dx: Floats, dy: Floats, y: Floats, n: number) => void} */
function tanhBack(dx, dy, y, n) {
  for (let i = 0; i < n; i++) dx[i] = dy[i] * (1 - y[i] * y[i]);
}

/**
 * The mean of (y − x)², and in dy its derivative by y.
 * @type {(dy: Floats, y: Floats, x: Floats, n: number) => number}
 */
function mse(dy, y, x, n) {
  for (let i = 0; i < n; i++) dy[i] = (2 / n) * (y[i] - x[i]);
  return sum(n, (i) => (y[i] - x[i]) ** 2) / n;
}

/** The mean of |y − x|, likewise. @type {(dy: Floats, y: Floats, x: Floats, n: number) => number} */
function absolute(dy, y, x, n) {
  for (let i = 0; i < n; i++) dy[i] = Math.sign(y[i] - x[i]) / n;
  return sum(n, (i) => Math.abs(y[i] - x[i])) / n;
}

/**
 * The mean of −x ln y − (1 − x) ln(1 − y), likewise; as PyTorch's, logarithms are not below −100.
 * @type {(dy: Floats, y: Floats, x: Floats, n: number) => number}
 */
function crossEntropy(dy, y, x, n) {
  for (let i = 0; i < n; i++) dy[i] = (y[i] - x[i]) / Math.max((1 - y[i]) * y[i], 1e-12) / n;
  /** @param {number} share */
  const log = (share) => Math.max(Math.log(share), LEAST_LOG);
  return sum(n, (i) => (x[i] - 1) * log(1 - y[i]) - x[i] * log(y[i])) / n;
}

/** w −= rate · g. @type {(w: Floats, g: Floats, n: number, rate: number) => void} */
function sgd(w, g, n, rate) {
  for (let i = 0; i < n; i++) w[i] -= rate * g[i];
}

/**
 * m = μ m + g, w −= rate · m (Polyak 1964, as PyTorch has it).
 * @type {(w: Floats, g: Floats, m: Floats, n: number, rate: number, mu: number) => void}
 */
function momentum(w, g, m, n, rate, mu) {
  for (let i = 0; i < n; i++) {
    m[i] = felt(mu * m[i] + g[i]);
    w[i] -= rate * m[i];
  }
}

/**
 * v = α v + (1 − α) g², w −= rate · g / (√v + ε) (Tieleman & Hinton 2012).
 * @type {(w: Floats, g: Floats, v: Floats, n: number, rate: number, alpha: number, epsilon: number) => void}
 */
function rmsprop(w, g, v, n, rate, alpha, epsilon) {
  for (let i = 0; i < n; i++) {
    v[i] = felt(alpha * v[i] + (1 - alpha) * g[i] * g[i]);
    w[i] -= (rate * g[i]) / (Math.sqrt(v[i]) + epsilon);
  }
}

/**
 * m and v follow g and g²; w = decay · w − step · m / (√v / root + ε) (Kingma & Ba 2014). The caller corrects
 * the bias: step = rate / (1 − β₁ᵗ), root = √(1 − β₂ᵗ).
 * @type {(w: Floats, g: Floats, m: Floats, v: Floats, n: number, b1: number, b2: number, epsilon: number,
 *   step: number, root: number, decay: number) => void}
 */
function adam(w, g, m, v, n, b1, b2, epsilon, step, root, decay) {
  for (let i = 0; i < n; i++) {
    m[i] = felt(m[i] + (1 - b1) * (g[i] - m[i]));
    v[i] = felt(b2 * v[i] + (1 - b2) * g[i] * g[i]);
    w[i] = decay * w[i] - (step * m[i]) / (Math.sqrt(v[i]) / root + epsilon);
  }
}

/** g += l1 · sign w + 2 l2 · w. @type {(g: Floats, w: Floats, n: number, l1: number, l2: number) => void} */
function penalise(g, w, n, l1, l2) {
  for (let i = 0; i < n; i++) g[i] += l1 * Math.sign(w[i]) + 2 * l2 * w[i];
}

/**
 * Rows brought to mean 0 and variance 1, `hat`, then y = gain · hat + shift. Gives the mean, the biased variance
 * and √(variance + ε) of each row.
 * @type {(y: Floats, hat: Floats, x: Floats, gain: Floats, shift: Floats, mean: Floats, variance: Floats,
 *   deviation: Floats, rows: number, n: number, epsilon: number) => void}
 */
function normalise(y, hat, x, gain, shift, mean, variance, deviation, rows, n, epsilon) {
  for (let row = 0; row < rows; row++) {
    const from = row * n;
    mean[row] = sum(n, (i) => x[from + i]) / n;
    variance[row] = sum(n, (i) => (x[from + i] - mean[row]) ** 2) / n;
    deviation[row] = Math.sqrt(variance[row] + epsilon);
    for (let i = from; i < from + n; i++) {
      hat[i] = (x[i] - mean[row]) / deviation[row];
      y[i] = gain[row] * hat[i] + shift[row];
    }
  }
}

/**
 * dx = gain / deviation · (dy − mean dy − hat · mean(dy · hat)); and the derivatives by gain and shift.
 * @type {(dx: Floats, dy: Floats, hat: Floats, gain: Floats, deviation: Floats, dgain: Floats, dshift: Floats,
 *   rows: number, n: number) => void}
 */
function normaliseBack(dx, dy, hat, gain, deviation, dgain, dshift, rows, n) {
  for (let row = 0; row < rows; row++) {
    const from = row * n;
    dshift[row] = sum(n, (i) => dy[from + i]);
    dgain[row] = sum(n, (i) => dy[from + i] * hat[from + i]);
    const factor = gain[row] / deviation[row];
    for (let i = from; i < from + n; i++)
      dx[i] = factor * (dy[i] - dshift[row] / n - (hat[i] * dgain[row]) / n);
  }
}

/** y[r] = factor[r] · x[r] + shift[r]. @type {(y: Floats, x: Floats, factor: Floats, shift: Floats, rows: number, n: number) => void} */
function affine(y, x, factor, shift, rows, n) {
  for (let row = 0; row < rows; row++)
    for (let i = row * n; i < (row + 1) * n; i++) y[i] = factor[row] * x[i] + shift[row];
}

const FUNCTIONS = {
  gemm,
  fillRows,
  fillColumns,
  sumRows,
  sumColumns,
  swap,
  gather,
  multiply,
  scale,
  squares,
  absolutes,
  rectify,
  rectifyBack,
  sigmoid,
  sigmoidBack,
  tanh,
  tanhBack,
  mse,
  absolute,
  crossEntropy,
  sgd,
  momentum,
  rmsprop,
  adam,
  penalise,
  normalise,
  normaliseBack,
  affine,
  unfold,
  fold,
};

/**
 * The kernels on arrays of one type.
 * @param {typeof Float32Array | typeof Float64Array} [Type]
 */
export const script = (Type = Float32Array) => ({
  ...FUNCTIONS,
  kind: "script",
  floats: (/** @type {number} */ n) => new Type(n),
  bytes: (/** @type {any} */ array) => array.slice(),
});
