import assert from "node:assert/strict";
import test from "node:test";

import { narrower } from "../../../aedemo/web/state/path.js";

const size = async (variant) => ({ dense: 32, "vae-2d": 2, "sparse-l1": 1000 })[variant];
const choice = (variant, width = 32) => ({ variant, width });

test("the waist is narrower with fewer numbers in the code, whatever makes them fewer", async () => {
  assert.ok(await narrower(choice("dense"), choice("vae-2d"), size));
  assert.ok(await narrower(choice("sparse-l1"), choice("dense"), size));
  assert.ok(await narrower(choice("ordered"), choice("ordered", 31), size));
  assert.ok(await narrower(choice("dense"), choice("ordered", 8), size));
});

test("it is not with as many, or more", async () => {
  assert.ok(!(await narrower(choice("dense"), choice("dense"), size)));
  assert.ok(!(await narrower(choice("dense", 32), choice("dense", 8), size)), "a width of another network");
  assert.ok(!(await narrower(choice("vae-2d"), choice("dense"), size)));
  assert.ok(!(await narrower(choice("ordered", 8), choice("ordered", 9), size)));
});
