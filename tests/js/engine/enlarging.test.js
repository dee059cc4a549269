// The kernels of super-resolution, each in WebAssembly against its twin in JavaScript, and what they compute
// against what they are to compute; tiles, progress and cancelling. tests/superres compares with PyTorch.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Session } from "../../../aedemo/web/engine/enlarging/session.js";
import { Enlarger } from "../../../aedemo/web/engine/enlarging/enlarger.js";
import { REACH } from "../../../aedemo/web/engine/enlarging/inside.js";
import { surroundings } from "../../../aedemo/web/engine/enlarging/pixels.js";
import { script } from "../../../aedemo/web/engine/enlarging/script.js";
import { mirrored, tiles } from "../../../aedemo/web/engine/enlarging/tiles.js";
import { asPhases, outputsOf, transformed, weightsOf } from "../../../aedemo/web/engine/enlarging/weights.js";
import { compiled } from "../../../aedemo/web/engine/kernels/kernels.js";
import { runs } from "../../../aedemo/web/engine/layers.js";
import { Pcg32 } from "../../../aedemo/web/maths/pcg32.js";
import { kernels, weights } from "../enlarging.js";
import { near } from "../near.js";
import "../served.js";

const make = await kernels();
const BOTH = { wasm: () => make(1e7), script };
const CHANNELS = 32;
const BESIDE = 5; // numbers behind an array that nobody may write

const normal = (count, seed = 1) => Float32Array.from(new Pcg32(seed).normal(count));
const wholes = (count, seed = 1) => normal(count, seed).map((x) => Math.round(3 * x));

/** What a kernel writes into an array of `size`: numbers are handed over, arrays are copied to where it works. */
function run(k, name, size, ...words) {
  const y = k.floats(size + BESIDE).fill(7);
  k[name](y, ...words.map((word) => (typeof word === "number" ? word : k.bytes(word))));
  assert.ok(
    y.subarray(size).every((number) => number === 7),
    `${name} writes beside its array`,
  );
  return y.slice(0, size);
}

const both = (...words) => Object.values(BOTH).map((kernels) => run(kernels(), ...words));

test("the first layer: wasm, JavaScript, and the layer of the digit networks", () => {
  const [h, w] = [9, 12];
  const [x, weight, bias] = [normal(h * w), normal(CHANNELS * 25, 2), normal(CHANNELS, 3)];
  const turned = Float32Array.from(
    weight,
    (_, at) => weight[(at % CHANNELS) * 25 + Math.floor(at / CHANNELS)],
  );
  const size = (h - 4) * (w - 4) * CHANNELS;
  const [found, twin] = both("first", size, x, h, w, turned, bias, 0.1);
  near(found, twin, 1e-5);
  near(twin, layered("conv2d", [CHANNELS, 1, 5, 5], weight, bias, 0.1)([1, h, w], x), 1e-5);
});

/** A convolution by layers.js and leaky ReLU, channels last as the kernels have them. */
function layered(type, shape, data, bias, slope, geometry = { stride: 1, padding: 0 }) {
  const tensors = { w: { shape, data }, b: { shape: [bias.length], data: bias } };
  const layers = [{ type, weight: "w", bias: "b", ...geometry }];
  if (slope < 1) layers.push({ type: "leaky_relu", slope });
  const list = runs(layers, (name) => tensors[name]);
  return (size, x) => {
    const y = list.reduce((tensor, layer) => layer(tensor), { shape: size, data: x });
    return last(y.data, y.shape[0]);
  };
}

/** [channel][pixel] → [pixel][channel], and with `first` the way back. */
const last = (data, channels) =>
  data.map((_, at) => data[(at % channels) * (data.length / channels) + Math.floor(at / channels)]);
const first = (data, channels) => last(data, data.length / channels);

for (const [h, w, outputs, slope] of [
  [6, 6, 4, 1],
  [7, 19, 12, 1],
  [24, 31, 32, 0.1],
  [11, 9, 16, 0.1],
])
  test(`winograd of ${h}×${w} to ${outputs} channels: wasm, JavaScript, and the sum itself`, () => {
    const x = normal(h * w * CHANNELS);
    const [weight, bias] = [normal(outputs * CHANNELS * 9, 2), normal(outputs, 3)];
    const size = (h - 2) * (w - 2) * outputs;
    const words = [x, h, w, transformed(weight, outputs), bias, outputs, slope];
    const [found, twin] = both("winograd", size, ...words);
    const sum = layered("conv2d", [outputs, CHANNELS, 3, 3], weight, bias, slope);
    const wanted = sum([CHANNELS, h, w], first(x, CHANNELS));
    const largest = Math.max(...wanted.map(Math.abs));
    near(twin, wanted, 1e-6 * largest); // in double precision
    near(found, wanted, 1e-5 * largest);
  });

for (const factor of [2, 3, 4])
  test(`the transposed convolution ×${factor} is exactly one of 3×3 whose outputs are its phases`, () => {
    const [h, w, outputs] = [5, 6, outputsOf(factor)];
    const kernel = wholes(CHANNELS * (3 * factor) ** 2);
    const x = wholes(CHANNELS * h * w, 2);
    const bias = Float32Array.of(2);
    const shape = [CHANNELS, 1, 3 * factor, 3 * factor];
    const geometry = { stride: factor, padding: 2 * factor };
    const spread = layered("conv_transpose2d", shape, kernel, bias, 1, geometry)([CHANNELS, h, w], x);
    const weight = Float32Array.from(asPhases(kernel, factor));
    const all = new Float32Array(outputs).fill(2);
    const phases = layered("conv2d", [outputs, CHANNELS, 3, 3], weight, all, 1)([CHANNELS, h, w], x);
    const [wide, fine] = [(w - 2) * factor, factor ** 2];
    assert.equal(spread.length, (h - 2) * (w - 2) * fine);
    spread.forEach((value, at) => {
      const [row, column] = [Math.floor(at / wide), at % wide];
      const pixel = Math.floor(row / factor) * (w - 2) + Math.floor(column / factor);
      assert.equal(phases[pixel * outputs + (row % factor) * factor + (column % factor)], value);
    });
  });

test("bicubic and what is added to it: wasm and JavaScript within a level, opaque", () => {
  const [h, w, factor, outputs] = [3, 7, 3, 12];
  const pixels = normal((h + 4) * (w + 4) * 4).map((x) => 128 + 200 * x);
  const [taps, line, detail] = [
    normal(factor * 5, 2),
    new Float32Array(4 * (w + 4)),
    normal(h * w * outputs),
  ];
  const words = [pixels, h, w, factor, taps, line];
  for (const more of [[], [detail, outputs, 90]]) {
    const [found, twin] = Object.values(BOTH).map((kernels) => {
      const k = kernels();
      const y = k.bytes(new Int32Array(h * w * factor ** 2));
      k[more.length ? "compose" : "bicubic"](
        y,
        ...[...words, ...more].map((word) => (typeof word === "number" ? word : k.bytes(word))),
      );
      return new Uint8Array(y.slice().buffer);
    });
    near(found, twin, 1);
    assert.ok(twin.every((level, at) => at % 4 < 3 || level === 255));
    assert.ok(new Set(twin).size > 50, "more than black and white");
  }
});

test("both sides have the same kernels", () => {
  assert.deepEqual(Object.keys(make(0)).sort(), Object.keys(script()).sort());
});

test("where WebAssembly is refused it is the twin that computes", async () => {
  const k = (await compiled(new Uint8Array([0, 1, 2]), script))(0);
  assert.equal(k.kind, "script");
  assert.equal(typeof k.winograd, "function");
});

test("tiles cover every pixel once, and are no larger than asked for", () => {
  for (const [width, height, most] of [
    [1, 1, 8],
    [9, 8, 8],
    [17, 129, 16],
    [130, 40, 128],
  ]) {
    const seen = new Uint8Array(width * height);
    for (const { top, left, h, w } of tiles(width, height, most)) {
      assert.ok(h <= most && w <= most && top % 4 === 0 && left % 4 === 0);
      for (let at = 0; at < h * w; at++) seen[(top + Math.floor(at / w)) * width + left + (at % w)]++;
    }
    assert.ok(seen.every((count) => count === 1));
  }
});

test("a line goes on as its mirror image, as often as need be", () => {
  assert.deepEqual([...mirrored(-3, 9, 3)], [2, 1, 0, 0, 1, 2, 2, 1, 0]);
  assert.deepEqual([...mirrored(-5, 7, 1)], [0, 0, 0, 0, 0, 0, 0]);
});

const picture = (width, height) => ({
  width,
  height,
  data: Uint8ClampedArray.from(normal(4 * width * height), (x, at) => (at % 4 < 3 ? 128 + 40 * x : 255)),
});

test("progress is told tile by tile; once cancelled no tile more is painted", async () => {
  const enlarger = new Enlarger(await weights(2), make, 8);
  const told = [];
  await enlarger.enlarge(picture(20, 9), { tell: (...progress) => told.push(progress) });
  assert.deepEqual(
    told,
    [1, 2, 3, 4, 5, 6].map((done) => [done, 6]),
  );

  const control = new AbortController();
  const heard = [];
  const tell = (done) => {
    heard.push(done);
    if (done === 2) control.abort();
  };
  const cancelled = { name: "AbortError" };
  await assert.rejects(enlarger.enlarge(picture(20, 9), { signal: control.signal, tell }), cancelled);
  assert.deepEqual(heard, [1, 2]);
  await assert.rejects(enlarger.bicubic(picture(20, 9), { signal: control.signal, tell }), cancelled);
  assert.deepEqual(heard, [1, 2], "what is cancelled before begins nothing");
});

test("between tiles others have their turn: two pictures at once come out as one by one", async () => {
  const enlarger = new Enlarger(await weights(3), make, 8);
  const pictures = [picture(20, 9), { ...picture(9, 20) }];
  const alone = [];
  for (const each of pictures) alone.push(await enlarger.enlarge(each));
  assert.deepEqual(await Promise.all(pictures.map((each) => enlarger.enlarge(each))), alone);
});

test("the shipped networks are fetched; what is none is refused by what it lacks", async () => {
  const session = new Session();
  const { network } = await session.alone({ picture: picture(5, 3), factor: 4 });
  assert.deepEqual([network.width, network.height, network.data.length], [20, 12, 960]);
  await assert.rejects(session.alone({ picture: picture(5, 3), factor: 5 }), { kind: "missing" });
  assert.throws(() => weightsOf({}, 2), /features\.0\.weight has not the shape|deconvolution\.weight/);
});

test("of two pictures the session finishes the last; what is hidden has its scores", async () => {
  const session = new Session();
  const told = [];
  const first = session.enlarge({ picture: picture(40, 40), factor: 2, hide: true }, () => {});
  const ended = assert.rejects(first, { name: "AbortError" });
  const { small, truth, scores } = await session.enlarge(
    { picture: picture(41, 40), factor: 2, hide: true },
    (progress) => told.push(progress),
  );
  await ended;
  assert.deepEqual([small.width, small.height, truth.width, truth.height], [20, 20, 40, 40]);
  assert.deepEqual(told, [{ done: 1, total: 1 }]);
  assert.deepEqual(Object.keys(scores), ["nearest", "bicubic", "network"]);
  for (const { psnr, ssim } of Object.values(scores)) assert.ok(psnr > 5 && ssim > -1 && ssim < 1);
});

test("what is around a pixel goes on as its mirror image, however small the picture", () => {
  const reds = ({ data }) => data.filter((_, at) => at % 4 === 0);
  const numbered = { width: 2, height: 1, data: Uint8ClampedArray.of(1, 0, 0, 255, 2, 0, 0, 255) };
  const { width, height, data } = surroundings(numbered, { x: 1, y: 0 }, 2);
  assert.deepEqual([width, height], [5, 5]);
  assert.deepEqual([...reds({ data })], Array(5).fill([1, 1, 2, 2, 1]).flat());
});

test("the session looks inside its networks, also while it enlarges", async () => {
  const session = new Session();
  const grey = picture(20, 20);
  const under = session.enlarge({ picture: grey, factor: 3, hide: false }, () => {});
  const around = surroundings(grey, { x: 0, y: 19 }, REACH);
  const { parts, bias, detail } = await session.inside({ around, grey: false, factor: 3 });
  assert.equal(detail.length, 9);
  detail.forEach((value, phase) => {
    const sum = parts.subarray(phase * CHANNELS, (phase + 1) * CHANNELS).reduce((a, b) => a + b, bias);
    assert.equal(value, sum);
  });
  assert.equal((await under).network.width, 60);
});
