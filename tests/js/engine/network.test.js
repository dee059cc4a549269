import assert from "node:assert/strict";
import test from "node:test";

import { gallery } from "../../../aedemo/web/data/digits.js";
import { squaredError } from "../../../aedemo/web/data/pixels.js";
import { FAMILY } from "../../../aedemo/web/data/variants.js";
import { Network, network, networks } from "../../../aedemo/web/engine/network.js";
import stored from "../fixtures/networks.json" with { type: "json" };
import { near } from "../near.js";
import "../served.js";

const tensor = (shape, data) => ({ shape, data: Float32Array.from(data) });

// 784 pixels → their sum, and half of it below 0 → two pixels of two, and black.
const tiny = (changes = {}) => {
  const layers = (weight) => [{ type: "flatten" }, { type: "linear", weight }];
  return new Network(
    {
      variant: "tiny",
      code: { size: 2, mean: [0, 0], std: [1, 1] },
      arguments: { width: 2 },
      networks: { encoder: layers("e"), decoder: layers("d"), log_variance: layers("l") },
      ...changes,
    },
    {
      e: tensor([2, 784], [...Array(784).fill(1), ...Array(784).fill(-0.5)]),
      l: tensor([2, 784], [...Array(784).fill(0), ...Array(784).fill(0.25)]),
      d: tensor([784, 2], [1, 1, 1, -1, ...Array(1564).fill(0)]),
    },
  );
};

test("a tiny network by hand", () => {
  const net = tiny();
  const pixels = new Float32Array(784);
  pixels.set([1, 1], 100);
  near(net.encode(pixels), [2, -1]);
  near(net.decode([2, -1]).subarray(0, 3), [1, 3, 0]);
  near(net.reconstruct(pixels).subarray(0, 3), [1, 3, 0]);
  near(net.posterior(pixels).mean, [2, -1]);
  near(net.posterior(pixels).logVariance, [0, 0.5]);
  assert.equal(net.parameters, 3 * 784 * 2);
  assert.deepEqual([net.name, net.code.size, net.arguments.width, net.figures], ["tiny", 2, 2, []]);
  near(net.tensor("d").data.subarray(0, 4), [1, 1, 1, -1]);
});

test("weights that are missing are named", () => {
  const config = {
    variant: "broken",
    networks: { encoder: [{ type: "linear", weight: "encoder.1.weight" }] },
  };
  assert.throws(() => new Network(config, {}), /no encoder\.1\.weight/);
});

test("what cannot turn a digit into a code and back is refused", () => {
  const linear = (weight) => [{ type: "flatten" }, { type: "linear", weight }];
  const code = { size: 2, mean: [0, 0], std: [1, 1] };
  const networks = { encoder: linear("e"), decoder: linear("d") };
  assert.ok(tiny({ networks }));
  const wrong = {
    "no networks": { networks: undefined },
    "no decoder": { networks: { encoder: networks.encoder } },
    "a decoder for another code": { networks: { ...networks, decoder: linear("e") } },
    "an encoder of something else": { networks: { ...networks, encoder: linear("d") } },
    "a layer the page has not": { networks: { ...networks, decoder: [{ type: "gru" }] } },
    "another size of code": { networks, code: { ...code, size: 3 } },
    "a mean that is none": { networks, code: { ...code, mean: [0, null] } },
    "fewer deviations": { networks, code: { ...code, std: [1] } },
  };
  for (const [what, changes] of Object.entries(wrong)) assert.throws(() => tiny(changes), what);
});

test("the fixtures know every network of the page", () => {
  for (const name of FAMILY) assert.ok(name in stored, name);
});

// If this fails since weights are new: python -m tests.js.fixtures
for (const [name, { code, errors }] of Object.entries(stored)) {
  test(`${name} gives the codes and the errors that PyTorch gives`, async () => {
    const [net, digits] = await Promise.all([network(name), gallery()]);
    near(net.encode(digits[0].pixels).subarray(0, code.length), code, 2e-5);
    const found = errors.map((_, at) => squaredError(net.reconstruct(digits[at].pixels), digits[at].pixels));
    near(found, errors, 2e-6);
  });
}

test("a variational network's code is the mean of its posterior", async () => {
  const [net, [{ pixels }]] = await Promise.all([network("vae"), gallery()]);
  const { mean, logVariance } = net.posterior(pixels);
  near(mean, net.encode(pixels));
  assert.equal(logVariance.length, net.code.size);
});

test("a network has as many parameters as its layers have weights", async () => {
  for (const name of ["dense", "contractive", "ordered", "vae"]) {
    const net = await network(name);
    const learned = new Set(
      Object.values(net.layers)
        .flat()
        .flatMap((layer) => [layer.weight, layer.bias].filter(Boolean)),
    );
    const count = [...learned].reduce((sum, each) => sum + net.tensor(each).data.length, 0);
    assert.equal(net.parameters, count, name);
  }
});

test("a network is loaded once", async () => {
  assert.equal(network("vae-2d"), network("vae-2d"));
});

test("networks come one by one; those that cannot be had keep none back, and are named at the end", async () => {
  const came = [];
  const loading = networks(["linear", "missing", "dense", "lost"], ({ name }) => came.push(name));
  await assert.rejects(
    loading,
    // Of two files that are missing the one that is asked first need not be the first to fail.
    /^AggregateError: missing: \S+\/missing\/\S+, 404; missing: \S+\/lost\/\S+, 404$/,
  );
  assert.deepEqual(came, ["linear", "dense"]);
});
