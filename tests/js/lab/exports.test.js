import assert from "node:assert/strict";
import { test } from "node:test";

import { described, START } from "../../../aedemo/web/state/lab/description.js";
import { EXPORTS, fileStem } from "../../../aedemo/web/state/lab/exports.js";

test("files are named after what differs from the start, as every system takes it", () => {
  assert.equal(fileStem(START), "autoencoder");
  const { description } = described({ hidden: [64, 32], code: 2, seed: 7 });
  const name = fileStem(description);
  for (const part of ["hidden-64-32", "code-2", "seed-7"]) assert.ok(name.includes(part), name);
  assert.match(name, /^[A-Za-z0-9.-]{1,80}$/);
});

test("a saved description, opened again, is the same one", () => {
  const { description } = described({ hidden: [64, 32], code: 2, seed: 7 });
  const again = described(JSON.parse(EXPORTS.json(description)));
  assert.deepEqual(again, { description, wrong: [] });
});
