import assert from "node:assert/strict";
import test from "node:test";

import { runs } from "../../../aedemo/web/engine/layers.js";
import { shapeAfter } from "../../../aedemo/web/engine/shapes.js";

const zeros = (shape) => ({ shape, data: new Float32Array(shape.reduce((a, b) => a * b, 1)) });
const from = (shapes) => (name) => zeros(shapes[name]);

const CONVOLUTION = { type: "conv2d", weight: "c", bias: "b", stride: 2, padding: 1 };
const TRANSPOSED = { ...CONVOLUTION, type: "conv_transpose2d" };
// Layer, shapes of its weights, shape of its input.
const FITTING = [
  [{ type: "linear", weight: "w", bias: "b" }, { w: [3, 4], b: [3] }, [4]],
  [CONVOLUTION, { c: [5, 2, 3, 3], b: [5] }, [2, 7, 8]],
  [TRANSPOSED, { c: [2, 5, 4, 4], b: [5] }, [2, 7, 8]],
  [{ type: "batch_norm", mean: "m", variance: "v", epsilon: 1e-5 }, { m: [4], v: [4] }, [4]],
  [
    { type: "batch_norm", mean: "m", variance: "v", epsilon: 1, weight: "w", bias: "b" },
    { m: [4], v: [4], w: [4], b: [4] },
    [4, 3, 2],
  ],
  [{ type: "top_k", active: 3 }, {}, [5]],
  [{ type: "tanh" }, {}, [3, 2]],
  [{ type: "flatten" }, {}, [2, 3, 4]],
  [{ type: "unflatten", shape: [2, 2, 3] }, {}, [12]],
  [{ type: "leaky_relu", slope: 0.1 }, {}, [3, 2]],
  [{ type: "sigmoid" }, {}, [3, 2]],
  [{ type: "present" }, {}, [5]],
];

const of = (type) => FITTING.find(([layer]) => layer.type === type);

test("the shape is that of what comes out", () => {
  for (const [layer, weights, shape] of FITTING) {
    const [run] = runs([layer], from(weights));
    assert.deepEqual(shapeAfter([layer], shape, from(weights)), run(zeros(shape)).shape, layer.type);
  }
});

test("weights that do not fit are refused", () => {
  const wrong = [
    [FITTING[0], {}, { w: [4, 3] }],
    [FITTING[0], {}, { w: [12] }],
    [FITTING[0], {}, { b: [4] }],
    [FITTING[1], {}, { c: [5, 3, 3, 3] }],
    [FITTING[1], {}, { c: [5, 2, 3, 2] }],
    [FITTING[1], {}, { b: [2] }],
    [FITTING[1], { stride: 0 }, {}],
    [FITTING[1], { padding: undefined }, {}],
    [FITTING[1], {}, { c: [5, 2, 30, 30] }],
    [FITTING[2], {}, { c: [5, 2, 4, 4] }],
    [FITTING[3], {}, { m: [3] }],
    [FITTING[3], { epsilon: 0 }, {}],
    [FITTING[4], {}, { w: [3] }],
    [FITTING[4], {}, { b: [2] }],
    [FITTING[5], { active: 6 }, {}],
    [FITTING[5], { active: 0.5 }, {}],
    [of("unflatten"), { shape: [2, 2, 2] }, {}],
    [of("leaky_relu"), { slope: "steep" }, {}],
    [[{ type: "present" }, {}, [5, 1]], {}, {}],
  ];
  for (const [[layer, weights, shape], changes, others] of wrong)
    assert.throws(
      () => shapeAfter([{ ...layer, ...changes }], shape, from({ ...weights, ...others })),
      /does not fit its network/,
      JSON.stringify([layer.type, changes, others]),
    );
});
