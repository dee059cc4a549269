import assert from "node:assert/strict";
import test from "node:test";

import { FAMILY } from "../../../aedemo/web/data/variants.js";
import { network } from "../../../aedemo/web/engine/network.js";
import { stations } from "../../../aedemo/web/engine/stations.js";
import "../served.js";

const sizes = (found, outputs) => found.map(({ at }) => outputs[at].data.length);

test("what is done to sums belongs to the layer before it, and a list stays the maps it was", () => {
  const tensor = (name) => ({ data: new Float32Array({ k: 18, b: 2, w: 24, g: 4 }[name]) });
  const layers = [
    { type: "flatten" },
    { type: "conv2d", weight: "k", bias: "b", stride: 1, padding: 0 },
    { type: "relu" },
    { type: "flatten" },
    { type: "linear", weight: "w" },
    { type: "batch_norm", weight: "g", bias: "g" },
    { type: "unflatten", shape: [1, 2, 2] },
  ];
  assert.deepEqual(stations(layers, tensor), [
    { kind: "conv2d", weights: 20, at: 2, then: ["relu"] },
    { kind: "linear", weights: 32, at: 6, then: ["batch_norm"] },
  ]);
});

test("of the shipped networks: as many weights in all, and the widths of their configurations", async () => {
  for (const name of FAMILY) {
    const net = await network(name);
    const encoding = net.encoding(new Float32Array(784));
    const encoder = stations(net.layers.encoder, net.tensor);
    const decoder = stations(net.layers.decoder, net.tensor);
    const ends = [sizes(encoder, encoding).at(-1), sizes(decoder, net.decoding(encoding.at(-1).data)).at(-1)];
    assert.deepEqual(ends, [net.code.size, 784], name);
  }
  const dense = await network("dense");
  const found = stations(dense.layers.encoder, dense.tensor);
  assert.deepEqual(sizes(found, dense.encoding(new Float32Array(784))), [128, 64, 32]);
  assert.deepEqual(
    found.map(({ weights }) => weights),
    [784 * 128 + 128, 128 * 64 + 64, 64 * 32 + 32],
  );
});
