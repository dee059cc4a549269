import assert from "node:assert/strict";
import test from "node:test";

import { ahead } from "../../../aedemo/web/maths/paired.js";

test("what the draws have in common does not blur a difference", () => {
  const { mean, std } = ahead([41, 52, 63], [40, 50, 60]);
  assert.equal(mean, 2);
  assert.equal(std, 1);
});
