// The nearest rows of a table, by Euclidean distance.

/** @import { Vector } from "./matrix.js" */

/**
 * Rows of `size` numbers each, one after the other.
 * @typedef {{ rows: Float32Array, size: number }} Table
 */

/**
 * The numbers of the `count` rows that are nearest to `query`, nearest first; row number `without`
 * is left out.
 * @param {Table} table
 * @param {Vector} query - `size` numbers
 * @param {number} count - at least 1
 */
export function nearest({ rows, size }, query, count, without = -1) {
  /** @type {{ row: number, distance: number }[]} */
  const found = [];
  for (let row = 0, from = 0; from < rows.length; row++, from += size) {
    if (row === without) continue;
    const limit = found.length < count ? Infinity : found[count - 1].distance;
    const distance = squaredDistance(rows, from, query, limit);
    if (distance >= limit) continue;
    const place = found.findIndex((each) => distance < each.distance);
    found.splice(place < 0 ? found.length : place, 0, { row, distance });
    found.length = Math.min(found.length, count);
  }
  return found.map(({ row }) => row);
}

/**
 * The squared distance from `query` to the numbers that begin at `from`; no sum that has passed
 * `limit` is finished.
 * @param {Float32Array} rows
 * @param {number} from
 * @param {Vector} query
 */
export function squaredDistance(rows, from, query, limit = Infinity) {
  let sum = 0;
  for (let at = 0; at < query.length && sum < limit;) {
    const end = Math.min(at + 32, query.length);
    for (; at < end; at++) sum += (rows[from + at] - query[at]) ** 2;
  }
  return sum;
}
