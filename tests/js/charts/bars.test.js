import assert from "node:assert/strict";
import test from "node:test";

import { drawBars } from "../../../aedemo/web/charts/bars.js";

const USUAL = { mean: [0, 1, 0], std: [1, 1, 1] }; // so that the scale is 4

// The path of the bars that are drawn of a code.
function drawn(code, statistics = USUAL) {
  let path = "";
  const numbers = { setAttribute: (_, shape) => (path = shape) };
  drawBars(
    /** @type {any} */ ({ querySelector: () => numbers }),
    code,
    statistics,
  );
  return path;
}
// Where each bar begins and ends.
const ends = (code, statistics) =>
  [...drawn(code, statistics).matchAll(/M\S+ (\S+)V(\S+)h/g)].map(
    ([, from, to]) => [Number(from), Number(to)],
  );

test("zero and the scale stay where they are, whatever the other numbers are", () => {
  assert.deepEqual(ends([2, 1, 0])[0], [50, 25]);
  assert.deepEqual(ends([2, -1, 0])[0], [50, 25]);
  assert.deepEqual(ends([2, -100, 3])[0], [50, 25]);
  assert.deepEqual(
    ends([2, -100, 3])[1],
    [50, 100],
    "what is beyond the scale ends with it",
  );
});

test("without statistics the largest number is the scale; without a code there is nothing", () => {
  assert.deepEqual(ends([1, -2], null), [
    [50, 25],
    [50, 100],
  ]);
  assert.equal(drawn(null), "");
});
