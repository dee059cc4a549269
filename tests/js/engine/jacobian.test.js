import assert from "node:assert/strict";
import test from "node:test";

import { gallery } from "../../../aedemo/web/data/digits.js";
import { jacobian } from "../../../aedemo/web/engine/jacobian.js";
import { Network, network } from "../../../aedemo/web/engine/network.js";
import { Pcg32 } from "../../../aedemo/web/maths/pcg32.js";
import { near } from "../near.js";
import "../served.js";

test("by hand: the chain rule through every layer", () => {
  const tensors = {
    first: { shape: [2, 784], data: new Float32Array(2 * 784) },
    mean: { shape: [2], data: Float32Array.of(9, 9) },
    variance: { shape: [2], data: Float32Array.of(3, 8) },
    scale: { shape: [2], data: Float32Array.of(2, 5) },
    shift: { shape: [2], data: Float32Array.of(7, -7) },
    last: { shape: [1, 2], data: Float32Array.of(10, 100) },
    back: { shape: [784, 1], data: new Float32Array(784) },
  };
  tensors.first.data.set([1, -2], 0);
  tensors.first.data.set([4, 0.5], 784);
  const encoder = [
    { type: "flatten" },
    { type: "linear", weight: "first" },
    { type: "relu" },
    {
      type: "batch_norm",
      mean: "mean",
      variance: "variance",
      epsilon: 1,
      weight: "scale",
      bias: "shift",
    },
    { type: "linear", weight: "last" },
  ];
  const decoder = [{ type: "linear", weight: "back" }];
  const code = { size: 1, mean: [0], std: [1] };
  const net = new Network({ variant: "tiny", code, networks: { encoder, decoder } }, tensors);
  const at = (...pixels) => {
    const picture = new Float32Array(784);
    picture.set(pixels);
    return jacobian(net, picture).map((row) => [...row.subarray(0, 3)]);
  };
  // Units divided by √(3 + 1) and √(8 + 1), times 2 and 5, then times 10 and 100.
  near(at(1, 0), [(2 / 2) * 10 + (20 / 3) * 100, (-4 / 2) * 10 + (2.5 / 3) * 100, 0], 1e-4);
  near(at(0, 1), [(20 / 3) * 100, (2.5 / 3) * 100, 0], 1e-4); // the first unit is off
});

test("of a linear encoder it is the matrix itself", async () => {
  const net = await network("linear");
  const weight = net.tensor(net.layers.encoder.find(({ type }) => type === "linear").weight);
  near(
    jacobian(net, new Float32Array(784)).flatMap((row) => [...row]),
    weight.data,
  );
});

// dense has rectified units, contractive batch normalisation, sparse-kl a rectified code.
for (const name of ["dense", "contractive", "sparse-kl"]) {
  test(`of ${name} it tells what small steps do`, async () => {
    const [net, digits] = await Promise.all([network(name), gallery()]);
    for (const at of [0, 7]) {
      const { pixels } = digits[at];
      const rows = jacobian(net, pixels);
      assert.deepEqual([rows.length, rows[0].length], [net.code.size, 784]);
      // Both ways along a random direction: the error falls with the square of the step. Units of
      // which the step changes whether they are on are few.
      const way = new Pcg32(at).normal(784);
      const step = 2e-4;
      const [ahead, behind] = [step, -step].map((length) =>
        net.encode(pixels.map((value, i) => value + length * way[i])),
      );
      const slopes = rows.map((row) => row.reduce((sum, value, i) => sum + value * way[i], 0));
      const off = slopes.map((slope, i) => Math.abs((ahead[i] - behind[i]) / (2 * step) - slope));
      const largest = Math.max(...slopes.map(Math.abs));
      const bent = off.filter((error) => error > 0.02 * largest).length;
      assert.ok(bent <= 0.02 * off.length, `${bent} of ${off.length} slopes differ`);
    }
  });
}

test("an encoder with a layer that cannot be derived is refused", async () => {
  const net = await network("convolutional");
  assert.throws(() => jacobian(net, new Float32Array(784)), /cannot derive a layer of type conv2d/);
});
