import assert from "node:assert/strict";
import test from "node:test";

import { Strokes } from "../../../aedemo/web/data/strokes.js";

const grey = new Float32Array(784).fill(0.5);

test("each step is undone and redone as it was", () => {
  const strokes = new Strokes();
  strokes.keep();
  strokes.put(7, grey);
  strokes.keep();
  strokes.lay(3, 3);
  assert.equal(strokes.pixels[3], 1);
  strokes.undo();
  assert.deepEqual([strokes.index, strokes.inked, strokes.pixels[3]], [7, false, 0.5]);
  strokes.undo();
  assert.deepEqual([strokes.index, strokes.canUndo, strokes.pixels[3]], [null, false, 0]);
  strokes.redo();
  strokes.redo();
  assert.deepEqual([strokes.index, strokes.canRedo, strokes.pixels[3]], [7, false, 1]);
});

test("a new step ends what could be redone, and the oldest of a hundred is forgotten", () => {
  const strokes = new Strokes();
  for (let step = 0; step < 105; step++) {
    strokes.keep();
    strokes.lay(step, 3);
  }
  let undone = 0;
  for (; strokes.canUndo; undone++) strokes.undo();
  assert.deepEqual([undone, strokes.pixels[4], strokes.pixels[5]], [100, 1, 0]);
  strokes.keep();
  assert.equal(strokes.canRedo, false);
});

test("erasing a picture leaves the rest of it as ink", () => {
  const strokes = new Strokes();
  strokes.put(7, grey);
  strokes.erase(10, 3);
  assert.deepEqual([strokes.index, strokes.levels[10], strokes.levels[11]], [null, 0, 2]);
});
