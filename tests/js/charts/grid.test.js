import assert from "node:assert/strict";
import test from "node:test";

import { deepened, grid } from "../../../aedemo/web/charts/grid.js";

test("numbers stand in rows, no higher than wide, and none is left over", () => {
  const [order, columns] = grid([1000], 1000);
  assert.equal(columns, 40);
  assert.deepEqual(
    order,
    order.map((_, at) => at),
  );
  assert.equal(grid([7], 7)[1], 7);
});

test("maps stand side by side, each whole", () => {
  // Two maps of 2 × 2: the first row of both, then the second.
  assert.deepEqual(grid([2, 2, 2], 8), [[0, 1, 4, 5, 2, 3, 6, 7], 4]);
});

test("every number has its cell, of every shape that a layer gives", () => {
  for (const shape of [[1, 28, 28], [16, 14, 14], [6, 5, 3], [10], [512]]) {
    const size = shape.reduce((product, length) => product * length);
    const [order, columns] = grid(shape, size);
    assert.equal(new Set(order).size, size, String(shape));
    assert.equal(size % columns, 0, String(shape));
  }
});

test("what fires weakly is seen beside what fires strongly, and nothing is turned round", () => {
  assert.ok(deepened(0.04) >= 0.2);
  assert.deepEqual([-1, -0.25, 0, 0.25, 1].map(deepened), [-1, -0.5, 0, 0.5, 1]);
});
