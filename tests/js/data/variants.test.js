import assert from "node:assert/strict";
import test from "node:test";

import { CONSTRAINTS, FAMILY, FEATURES, LABELS, VARIANTS } from "../../../aedemo/web/data/variants.js";
import { network } from "../../../aedemo/web/engine/network.js";
import "../served.js";

test("every variant has a name in both languages and lies in weights/", async () => {
  assert.deepEqual([FAMILY.length, FEATURES.length], [VARIANTS.length + 1, VARIANTS.length + 1]);
  for (const name of [...FAMILY, ...FEATURES]) {
    const { en, zh } = LABELS[`variant_${name}`];
    assert.ok(en && zh, name);
  }
  for (const name of FAMILY) assert.equal((await network(name)).name, name);
  assert.ok(Object.keys(CONSTRAINTS).every((name) => VARIANTS.includes(name)));
});
