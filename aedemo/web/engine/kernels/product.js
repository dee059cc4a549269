// C (+)= A·B in JavaScript, in double precision: both are packed into panels of four lines, and tiles of C are
// summed in local variables, which is what an engine makes fast code of.

const FOUR = 4;
const [DEPTH, HIGH, WIDE] = [256, 64, 256];
const left = new Float64Array(HIGH * DEPTH);
const right = new Float64Array(WIDE * DEPTH);
const sums = new Float64Array(FOUR * FOUR);

/** @typedef {Float32Array | Float64Array} Floats */

/**
 * Packs `count` lines of `depth` numbers: line i has its number k at from[start + i · line + k · step].
 * @param {Float64Array} to
 * @param {Floats} from
 * @param {number} start
 * @param {number} count
 * @param {number} depth
 * @param {number} line
 * @param {number} step
 */
function pack(to, from, start, count, depth, line, step) {
  let at = 0;
  for (let first = 0; first < count; first += FOUR) {
    const some = Math.min(FOUR, count - first);
    const base = start + first * line;
    if (some === FOUR) {
      for (let k = 0, f = base; k < depth; k++, f += step, at += FOUR) {
        to[at] = from[f];
        to[at + 1] = from[f + line];
        to[at + 2] = from[f + 2 * line];
        to[at + 3] = from[f + 3 * line];
      }
      continue;
    }
    for (let k = 0; k < depth; k++)
      for (let i = 0; i < FOUR; i++, at++) to[at] = i < some ? from[base + i * line + k * step] : 0;
  }
}

/**
 * The sums of one tile, from a panel of either side, into `sums`.
 * @param {number} a - where the panel begins in `left`
 * @param {number} b
 * @param {number} depth
 */
function tile(a, b, depth) {
  let c00 = 0;
  let c01 = 0;
  let c02 = 0;
  let c03 = 0;
  let c10 = 0;
  let c11 = 0;
  let c12 = 0;
  let c13 = 0;
  let c20 = 0;
  let c21 = 0;
  let c22 = 0;
  let c23 = 0;
  let c30 = 0;
  let c31 = 0;
  let c32 = 0;
  let c33 = 0;
  for (let k = 0; k < depth; k++, a += FOUR, b += FOUR) {
    const b0 = right[b];
    const b1 = right[b + 1];
    const b2 = right[b + 2];
    const b3 = right[b + 3];
    const a0 = left[a];
    c00 += a0 * b0;
    c01 += a0 * b1;
    c02 += a0 * b2;
    c03 += a0 * b3;
    const a1 = left[a + 1];
    c10 += a1 * b0;
    c11 += a1 * b1;
    c12 += a1 * b2;
    c13 += a1 * b3;
    const a2 = left[a + 2];
    c20 += a2 * b0;
    c21 += a2 * b1;
    c22 += a2 * b2;
    c23 += a2 * b3;
    const a3 = left[a + 3];
    c30 += a3 * b0;
    c31 += a3 * b1;
    c32 += a3 * b2;
    c33 += a3 * b3;
  }
  sums[0] = c00;
  sums[1] = c01;
  sums[2] = c02;
  sums[3] = c03;
  sums[4] = c10;
  sums[5] = c11;
  sums[6] = c12;
  sums[7] = c13;
  sums[8] = c20;
  sums[9] = c21;
  sums[10] = c22;
  sums[11] = c23;
  sums[12] = c30;
  sums[13] = c31;
  sums[14] = c32;
  sums[15] = c33;
}

/**
 * C = A·B, or C += A·B.
 * @param {number} m - rows of A and C
 * @param {number} n - columns of B and C
 * @param {number} depth - columns of A, rows of B
 * @param {Floats} a
 * @param {number} aRow - from a row of A to the next
 * @param {number} aColumn - from a column to the next
 * @param {Floats} b
 * @param {number} bRow
 * @param {number} bColumn
 * @param {Floats} c - its rows are `line` apart, its columns lie side by side
 * @param {number} line
 * @param {number} accumulate - 1 to add to what is in C, 0 to replace it
 */
export function gemm(m, n, depth, a, aRow, aColumn, b, bRow, bColumn, c, line, accumulate) {
  for (let column = 0; column < n; column += WIDE) {
    const wide = Math.min(WIDE, n - column);
    for (let k = 0; k < depth; k += DEPTH) {
      const deep = Math.min(DEPTH, depth - k);
      const add = accumulate || k > 0;
      pack(right, b, k * bRow + column * bColumn, wide, deep, bColumn, bRow);
      for (let row = 0; row < m; row += HIGH) {
        const high = Math.min(HIGH, m - row);
        pack(left, a, row * aRow + k * aColumn, high, deep, aRow, aColumn);
        for (let j = 0; j < wide; j += FOUR)
          for (let i = 0; i < high; i += FOUR) {
            tile(i * deep, j * deep, deep);
            const [rows, columns] = [Math.min(FOUR, high - i), Math.min(FOUR, wide - j)];
            for (let r = 0; r < rows; r++) {
              const to = (row + i + r) * line + column + j;
              for (let s = 0; s < columns; s++) {
                const sum = sums[r * FOUR + s];
                c[to + s] = add ? c[to + s] + sum : sum;
              }
            }
          }
      }
    }
  }
}
