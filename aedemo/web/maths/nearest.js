// The nearest rows of a table, by Euclidean distance.

// The numbers of the `count` of `rows` (each `size` numbers) that are nearest to `query`, nearest
// first; row number `without` is left out.
export function nearest({ rows, size }, query, count, without = -1) {
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

// Squared distance from `query` to the numbers that begin at `from`; no sum that has passed `limit`
// is finished.
export function squaredDistance(rows, from, query, limit = Infinity) {
  let sum = 0;
  for (let at = 0; at < query.length && sum < limit;) {
    const end = Math.min(at + 32, query.length);
    for (; at < end; at++) sum += (rows[from + at] - query[at]) ** 2;
  }
  return sum;
}
