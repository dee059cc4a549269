import assert from "node:assert/strict";
import test from "node:test";

import {
  counts,
  outputSize,
  refusal,
  spread,
  writers,
  written,
} from "../../../aedemo/web/maths/transposed.js";

const range = (from, to) => Array.from({ length: to - from }, (_, at) => from + at);

// Every setting of the tab, and more.
const SETTINGS = range(1, 13).flatMap((kernel) =>
  range(1, 5).flatMap((stride) =>
    range(0, 9).flatMap((padding) =>
      range(0, 4).map((outputPadding) => ({ kernel, stride, padding, outputPadding })),
    ),
  ),
);

// The layer by its definition: every input pixel is spread over a window of an output that is too
// large, of which `padding` is then cut off on either side. The taps that each pixel is written by.
function scatter(input, { kernel, stride, padding, outputPadding }) {
  const whole = (input - 1) * stride + kernel + outputPadding;
  const canvas = Array.from({ length: whole }, () => []);
  for (const at of range(0, input)) {
    for (const tap of range(0, kernel)) canvas[at * stride + tap].push({ at, tap });
  }
  return canvas.slice(padding, Math.max(padding, whole - padding));
}

test("sizes, links and counts are those of spreading every input pixel", () => {
  for (const settings of SETTINGS) {
    for (const input of [1, 2, 5]) {
      if (refusal(input, settings)) continue;
      const axis = scatter(input, settings);
      assert.equal(outputSize(input, settings), axis.length);
      axis.forEach((links, place) => assert.deepEqual(writers(place, input, settings), links));
      const rows = counts(input, settings);
      assert.deepEqual(
        rows,
        axis.map((down) => axis.map((across) => down.length * across.length)),
      );
    }
  }
});

test("what an input writes is what says that it was written by it", () => {
  for (const settings of SETTINGS.filter((each) => !refusal(5, each))) {
    const size = outputSize(5, settings);
    const forwards = range(0, 5).flatMap((from) =>
      written(from, size, settings).map(({ at, tap }) => `${from} ${tap} ${at}`),
    );
    const backwards = range(0, size).flatMap((to) =>
      writers(to, 5, settings).map(({ at, tap }) => `${at} ${tap} ${to}`),
    );
    assert.deepEqual(new Set(forwards), new Set(backwards));
    assert.equal(forwards.length, backwards.length);
  }
});

test("what a kernel makes of an input is the sum over all that is written", () => {
  const numbers = (count) => Float64Array.from({ length: count }, (_, at) => ((7 * at) % 11) - 5);
  for (const settings of SETTINGS.filter((each) => !refusal(3, each))) {
    const { kernel } = settings;
    const [input, taps] = [numbers(9), numbers(kernel * kernel)];
    const axis = scatter(3, settings);
    const wanted = axis.flatMap((down) =>
      axis.map((across) => {
        let sum = 0;
        for (const row of down)
          for (const column of across)
            sum += input[3 * row.at + column.at] * taps[kernel * row.tap + column.tap];
        return sum;
      }),
    );
    assert.deepEqual([...spread(input, taps, settings)], wanted);
  }
});

test("a layer is refused for the reason that PyTorch gives", () => {
  const plain = { kernel: 3, stride: 2, padding: 0, outputPadding: 0 };
  assert.equal(refusal(5, plain), null);
  assert.equal(refusal(5, { ...plain, outputPadding: 1 }), null);
  assert.equal(refusal(5, { ...plain, outputPadding: 2 }), "output_padding");
  assert.equal(refusal(1, { ...plain, kernel: 1, padding: 1 }), "empty");
  assert.equal(refusal(1, { ...plain, kernel: 1, padding: 1, outputPadding: 2 }), "output_padding");
  for (const settings of SETTINGS) {
    const { stride, outputPadding } = settings;
    const reason = outputPadding >= stride ? "output_padding" : scatter(1, settings).length ? null : "empty";
    assert.equal(refusal(1, settings), reason);
  }
});
