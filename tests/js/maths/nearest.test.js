import assert from "node:assert/strict";
import test from "node:test";

import { nearest, squaredDistance } from "../../../aedemo/web/maths/nearest.js";
import { Pcg32 } from "../../../aedemo/web/maths/pcg32.js";

const distance = ({ rows, size }, row, query) =>
  query.reduce((sum, x, at) => sum + (rows[row * size + at] - x) ** 2, 0);

// All rows in the order of their distances, those as far as each other in the order of the table.
const ordered = (table, query) =>
  [...Array(table.rows.length / table.size).keys()].sort(
    (a, b) => distance(table, a, query) - distance(table, b, query),
  );

test("the nearest are those that sorting finds", () => {
  const random = new Pcg32(1);
  for (const [size, count] of [
    [1, 40],
    [2, 300],
    [33, 100],
    [100, 60],
  ]) {
    const table = { size, rows: Float32Array.from(random.normal(size * count)) };
    const query = Float32Array.from(random.normal(size));
    for (const wanted of [1, 5, count, count + 9])
      assert.deepEqual(nearest(table, query, wanted), ordered(table, query).slice(0, wanted));
  }
});

test("rows as far as each other come in the order of the table", () => {
  const rows = Float32Array.of(2, 0, -2, 1, 2, -1, 0);
  assert.deepEqual(nearest({ size: 1, rows }, [0], 7), [1, 6, 3, 5, 0, 2, 4]);
  assert.deepEqual(nearest({ size: 1, rows }, [0], 3), [1, 6, 3]);
});

test("a row can be left out: a digit is no neighbour of its own", () => {
  const rows = Float32Array.of(0, 1, 3, 6);
  assert.deepEqual(nearest({ size: 1, rows }, [1], 2, 1), [0, 2]);
});

test("a distance is exact up to the limit, and beyond the limit beyond it", () => {
  const random = new Pcg32(2);
  for (let round = 0; round < 50; round++) {
    const size = 1 + (round % 70);
    const table = { size, rows: Float32Array.from(random.normal(3 * size)) };
    const query = random.normal(size);
    const exact = distance(table, 1, query);
    assert.equal(squaredDistance(table.rows, size, query), exact);
    assert.equal(squaredDistance(table.rows, size, query, exact * 1.01), exact);
    assert.ok(squaredDistance(table.rows, size, query, exact * 0.5) >= exact * 0.5);
  }
});
