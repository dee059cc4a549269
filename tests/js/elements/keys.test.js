import assert from "node:assert/strict";
import { test } from "node:test";

import { goal } from "../../../aedemo/web/elements/keys.js";

test("arrow keys go along a row and around, Home and End to its ends, other keys nowhere", () => {
  const goals = (key) => [0, 1, 2].map((at) => goal({ key }, at, 3));
  assert.deepEqual(goals("ArrowRight"), [1, 2, 0]);
  assert.deepEqual(goals("ArrowDown"), [1, 2, 0]);
  assert.deepEqual(goals("ArrowLeft"), [2, 0, 1]);
  assert.deepEqual(goals("ArrowUp"), [2, 0, 1]);
  assert.deepEqual(goals("Home"), [0, 0, 0]);
  assert.deepEqual(goals("End"), [2, 2, 2]);
  assert.equal(goal({ key: "a" }, 0, 3), undefined);
});
