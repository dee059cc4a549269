import assert from "node:assert/strict";
import test from "node:test";

import { outputs, runs } from "../../../aedemo/web/engine/layers.js";
import { dot } from "../../../aedemo/web/maths/matrix.js";
import { Pcg32 } from "../../../aedemo/web/maths/pcg32.js";
import { near } from "../near.js";

const tensor = (shape, data) => ({ shape, data: Float32Array.from(data) });
const size = (shape) => shape.reduce((a, b) => a * b, 1);
const random = (shape, seed) => tensor(shape, new Pcg32(seed).normal(size(shape)));

// Runs one layer, whose description names its weights w, b, m and v.
const run = (layer, weights, input) =>
  outputs(
    runs([layer], (name) => weights[name]),
    input,
  )[0];

test("linear: y = W x + b, by hand", () => {
  const w = tensor([2, 3], [1, 2, 3, -1, 0, 0.5]);
  const x = tensor([3], [1, 1, 2]);
  const layer = { type: "linear", weight: "w" };
  assert.deepEqual(run(layer, { w }, x), tensor([2], [9, 0]));
  assert.deepEqual(run({ ...layer, bias: "b" }, { w, b: tensor([2], [0.5, 1]) }, x), tensor([2], [9.5, 1]));
});

test("linear: rows beyond a multiple of eight, and numbers that are 0, which are passed over", () => {
  for (const outputs of [7, 8, 19]) {
    const [w, b, dense] = [random([outputs, 30], 1), random([outputs], 2), random([30], 3)];
    for (const x of [
      dense,
      tensor(
        [30],
        dense.data.map((value, at) => (at % 3 ? 0 : value)),
      ),
    ]) {
      const rows = Array.from(
        b.data,
        (value, row) => value + dot(w.data.subarray(30 * row, 30 * row + 30), x.data),
      );
      near(run({ type: "linear", weight: "w", bias: "b" }, { w, b }, x).data, rows, 1e-5);
    }
  }
});

test("what is done to each number, and to the shape", () => {
  const x = tensor([1, 2, 2], [-2, 0, 0.5, 3]);
  const data = (layer) => run(layer, {}, x).data;
  assert.deepEqual(run({ type: "relu" }, {}, x), tensor([1, 2, 2], [0, 0, 0.5, 3]));
  near(data({ type: "leaky_relu", slope: 0.25 }), [-0.5, 0, 0.5, 3]);
  near(
    data({ type: "sigmoid" }),
    [1 / (1 + Math.E ** 2), 0.5, 1 / (1 + Math.E ** -0.5), 1 / (1 + Math.E ** -3)],
    1e-7,
  );
  near(data({ type: "tanh" }), [-2, 0, 0.5, 3].map(Math.tanh), 1e-7);
  assert.deepEqual(run({ type: "flatten" }, {}, x), tensor([4], x.data));
  assert.deepEqual(run({ type: "unflatten", shape: [2, 1, 2] }, {}, x), tensor([2, 1, 2], x.data));
});

test("which numbers of a code are there stands beside them", () => {
  const z = tensor([3], [0.5, 0, -2]);
  assert.deepEqual(run({ type: "present" }, {}, z), tensor([6], [0.5, 0, -2, 1, 0, 1]));
});

test("batch normalisation of a vector", () => {
  const weights = { m: tensor([3], [1, 0, -2]), v: tensor([3], [3, 0, 0.25]) };
  const layer = { type: "batch_norm", mean: "m", variance: "v", epsilon: 1 };
  near(run(layer, weights, tensor([3], [3, 5, -2])).data, [1, 5, 0], 1e-7);
});

test("batch normalisation with a scale and a shift, of a vector and of each channel of a picture", () => {
  const weights = {
    m: tensor([2], [1, -2]),
    v: tensor([2], [3, 0]),
    g: tensor([2], [4, -1]),
    b: tensor([2], [0.5, 10]),
  };
  const layer = { type: "batch_norm", mean: "m", variance: "v", epsilon: 1, weight: "g", bias: "b" };
  near(run(layer, weights, tensor([2], [3, 5])).data, [4.5, 3], 1e-6);
  const picture = run(layer, weights, tensor([2, 1, 2], [3, 1, 5, -2]));
  assert.deepEqual(picture.shape, [2, 1, 2]);
  near(picture.data, [4.5, 0.5, 3, 10], 1e-6);
});

test("of a code the largest numbers stay", () => {
  const z = tensor([5], [0.5, -3, 2, -0.25, 0.75]);
  const kept = (active) => run({ type: "top_k", active }, {}, z);
  assert.deepEqual(kept(2), tensor([5], [0, 0, 2, 0, 0.75]));
  assert.deepEqual(kept(5), z);
  const below = tensor([3], [-1, -2, -3]);
  assert.deepEqual(
    run({ type: "top_k", active: 1 }, {}, below),
    tensor([3], [-1, 0, 0]),
    "the largest, not the strongest",
  );
});

test("a convolution by hand, with and without padding", () => {
  const w = tensor([1, 1, 2, 2], [1, 0, 0, -1]);
  const x = tensor([1, 2, 3], [1, 2, 3, 4, 5, 7]);
  const layer = { type: "conv2d", weight: "w", stride: 1, padding: 0 };
  assert.deepEqual(run(layer, { w }, x), tensor([1, 1, 2], [-4, -5]));
  assert.deepEqual(
    run({ ...layer, padding: 1, bias: "b" }, { w, b: tensor([1], [10]) }, x),
    tensor([1, 3, 4], [9, 8, 7, 10, 6, 6, 5, 13, 10, 14, 15, 17]),
  );
});

const SHAPES = [
  { kernel: 3, stride: 1, padding: 1, channels: [2, 3], picture: [5, 7] },
  { kernel: 3, stride: 2, padding: 1, channels: [3, 1], picture: [7, 5] },
  { kernel: 4, stride: 2, padding: 1, channels: [1, 2], picture: [6, 4] },
  { kernel: 2, stride: 3, padding: 0, channels: [2, 2], picture: [8, 5] },
  { kernel: 5, stride: 1, padding: 4, channels: [1, 1], picture: [2, 1] },
];

test("convolutions are what their definition says", () => {
  for (const { kernel, stride, padding, channels, picture } of SHAPES) {
    const [inputs, outputs] = channels;
    const x = random([inputs, ...picture], 1);
    const weights = {
      w: random([outputs, inputs, kernel, kernel], 2),
      b: random([outputs], 3),
    };
    const layer = { type: "conv2d", weight: "w", bias: "b", stride, padding };
    const { shape, data } = run(layer, weights, x);
    const axis = (length) => Math.floor((length + 2 * padding - kernel) / stride) + 1;
    assert.deepEqual(shape, [outputs, ...picture.map(axis)]);
    const [height, width] = picture;
    const pixel = (i, row, column) =>
      row >= 0 && row < height && column >= 0 && column < width
        ? x.data[(i * height + row) * width + column]
        : 0;
    data.forEach((value, at) => {
      const column = at % shape[2];
      const row = Math.floor(at / shape[2]) % shape[1];
      const o = Math.floor(at / (shape[1] * shape[2]));
      let sum = weights.b.data[o];
      weights.w.data.forEach((tap, place) => {
        if (Math.floor(place / (inputs * kernel * kernel)) !== o) return;
        const i = Math.floor(place / kernel ** 2) % inputs;
        const [down, across] = [Math.floor(place / kernel) % kernel, place % kernel];
        sum += tap * pixel(i, row * stride - padding + down, column * stride - padding + across);
      });
      near(value, sum, 1e-5);
    });
  }
});

test("a transposed convolution is the transpose of the convolution: ⟨C x, y⟩ = ⟨x, Cᵀ y⟩", () => {
  for (const { kernel, stride, padding, channels, picture } of SHAPES) {
    const [inputs, outputs] = channels;
    const w = random([outputs, inputs, kernel, kernel], 4);
    const settings = { weight: "w", stride, padding };
    // Of a size from which the transposed convolution comes back.
    const fitting = picture.map((length) => length - ((length + 2 * padding - kernel) % stride));
    const x = random([inputs, ...fitting], 5);
    const there = run({ type: "conv2d", ...settings }, { w }, x);
    const y = random(there.shape, 6);
    const back = run({ type: "conv_transpose2d", ...settings }, { w }, y);
    assert.deepEqual(back.shape, x.shape);
    near(dot(there.data, y.data), dot(x.data, back.data), 1e-4);
  }
});

test("the bias of a transposed convolution is where nothing is written, too", () => {
  const layer = {
    type: "conv_transpose2d",
    weight: "w",
    bias: "b",
    stride: 2,
    padding: 0,
  };
  const weights = {
    w: tensor([1, 2, 1, 1], [3, -1]),
    b: tensor([2], [0.5, 7]),
  };
  const { shape, data } = run(layer, weights, tensor([1, 2, 2], [1, 2, 0, 4]));
  assert.deepEqual(shape, [2, 3, 3]);
  near(data, [3.5, 0.5, 6.5, 0.5, 0.5, 0.5, 0.5, 0.5, 12.5, 6, 7, 5, 7, 7, 7, 7, 7, 3]);
});

test("layers follow each other, and one that is not known is refused by its name", () => {
  const layers = [{ type: "linear", weight: "w" }, { type: "relu" }, { type: "unflatten", shape: [1, 1, 2] }];
  const double = (input) =>
    outputs(
      runs(layers, () => tensor([2, 1], [2, -2])),
      input,
    ).at(-1);
  assert.deepEqual(double(tensor([1], [3])), tensor([1, 1, 2], [6, 0]));
  assert.deepEqual(double(tensor([1], [-3])), tensor([1, 1, 2], [0, 6]), "nothing is kept from before");
  assert.throws(() => runs([{ type: "attention" }], () => null), /no layer of type attention/);
});
