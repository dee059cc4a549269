import assert from "node:assert/strict";
import test from "node:test";

import { YOURS } from "../../../aedemo/web/data/variants.js";

// As a visit begins, whatever other tests have made theirs.
const { lacks, makeYours, onYours, yours } = await import("../../../aedemo/web/data/yours.js?begun");

const linear = (weight) => [{ type: "flatten" }, { type: "linear", weight }];
const stored = (std = [1]) => ({
  config: {
    variant: "lab",
    code: { size: 1, mean: [0], std },
    networks: { encoder: linear("e"), decoder: linear("d") },
  },
  tensors: {
    e: { shape: [1, 784], data: new Float32Array(784) },
    d: { shape: [784, 1], data: new Float32Array(784) },
  },
});

test("who listens is told of each network, and one that cannot be leaves the last", () => {
  let told = 0;
  const end = onYours(() => told++);
  assert.equal(yours(), null);
  assert.ok(lacks(YOURS) && lacks(["dense", YOURS]));
  assert.ok(!lacks("dense") && !lacks(["dense"]) && !lacks(undefined));
  makeYours(stored());
  const first = yours();
  assert.deepEqual([first.name, told], [YOURS, 1]);
  assert.ok(!lacks(YOURS));
  assert.throws(() => makeYours(stored([NaN])));
  assert.deepEqual([yours(), told], [first, 1]);
  makeYours(stored());
  assert.notEqual(yours(), first);
  end();
  makeYours(stored());
  assert.equal(told, 2);
});
